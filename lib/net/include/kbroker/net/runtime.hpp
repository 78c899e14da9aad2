// The threads and event loops everything runs on.
#pragma once

#include <cstddef>
#include <memory>

#include <boost/asio/any_io_executor.hpp>

namespace kbroker::net {

/// How threads share event loops; docs/performance.md has the measurement behind the default.
enum class Layout {
  per_core,  ///< one single-threaded event loop a thread
  shared,    ///< one event loop run by all threads, a strand a connection
};

/// Owns the event loops. Any thread may call every function.
class Runtime {
 public:
  /// `threads` 0 means one a core.
  explicit Runtime(std::size_t threads = 1, Layout layout = Layout::per_core);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  /// A serial executor (handlers never run at the same time) for a new connection or component, in turn.
  boost::asio::any_io_executor next();
  /// The serial executor of the first loop: for components that live once.
  boost::asio::any_io_executor main();
  std::size_t threads() const;
  /// Runs on the calling thread and threads()-1 others until stop(), or until there is no work. Several
  /// `per_core` loops cannot know that none of them will be given work again: they run until stop().
  /// An exception that leaves a handler stops all loops and is thrown on by run().
  void run();
  void stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::net
