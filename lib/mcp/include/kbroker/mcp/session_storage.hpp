// Where the sessions of a server are kept over a restart.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"

namespace kbroker::mcp {

/// One text of at most a few MiB, written and read as a whole: a file, a key of Redis, a row of a database.
/// It opens every session in it, so nobody else may read it. One call at a time, each on the executor that
/// awaits it: load() on another one than save(). Failures are errors; nothing but cancellation is thrown.
class SessionStorage {
 public:
  virtual ~SessionStorage() = default;
  /// What was saved last; empty: nothing yet. Service begins after it.
  virtual boost::asio::awaitable<Result<std::string>> load(Deadline deadline) = 0;
  /// Replaces what was saved before, or changes nothing. May be cancelled.
  virtual boost::asio::awaitable<Result<void>> save(std::string text, Deadline deadline) = 0;
};

/// A file of this machine that only its owner may read. Replaced as a whole; never waits for anything but the
/// disk.
std::shared_ptr<SessionStorage> session_file(std::string path);

}  // namespace kbroker::mcp
