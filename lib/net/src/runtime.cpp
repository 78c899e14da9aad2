// Event loops and the threads that run them.
#include "kbroker/net/runtime.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>

namespace kbroker::net {

namespace asio = boost::asio;

namespace {

/// Lets the owner shut every loop down before the first one is destroyed, because a coroutine that waits on
/// one loop may own sockets of another.
class Loop : public asio::io_context {
 public:
  using asio::io_context::io_context;
  void shut_down() { shutdown(); }
};

}  // namespace

struct Runtime::Impl {
  Layout layout;
  std::size_t threads;
  std::vector<std::unique_ptr<Loop>> loops;
  std::atomic<std::size_t> turn{0};
  asio::any_io_executor first;

  std::mutex failure_mutex;
  std::exception_ptr failure;

  Impl(std::size_t threads_, Layout layout_) : layout(layout_), threads(threads_) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    const bool shared = layout == Layout::shared;
    const std::size_t count = shared ? 1 : threads;
    const int concurrency = shared ? static_cast<int>(threads) : 1;
    for (std::size_t i = 0; i < count; ++i) loops.push_back(std::make_unique<Loop>(concurrency));
    first = serial(*loops.front());
  }

  asio::any_io_executor serial(Loop& loop) const {
    if (layout == Layout::shared && threads > 1) return asio::make_strand(loop);
    return loop.get_executor();
  }

  void stop() {
    for (auto& loop : loops) loop->stop();
  }

  void run_one(Loop& loop) {
    try {
      loop.run();
    } catch (...) {
      {
        std::lock_guard lock(failure_mutex);
        if (!failure) failure = std::current_exception();
      }
      stop();
    }
  }
};

Runtime::Runtime(std::size_t threads, Layout layout) : impl_(std::make_unique<Impl>(threads, layout)) {}

Runtime::~Runtime() {
  impl_->stop();
  impl_->first = {};
  for (auto& loop : impl_->loops) loop->shut_down();
}

asio::any_io_executor Runtime::next() {
  auto& loops = impl_->loops;
  return impl_->serial(*loops[impl_->turn.fetch_add(1, std::memory_order_relaxed) % loops.size()]);
}

asio::any_io_executor Runtime::main() {
  return impl_->first;
}

std::size_t Runtime::threads() const {
  return impl_->threads;
}

void Runtime::run() {
  using Guard = asio::executor_work_guard<asio::io_context::executor_type>;
  std::vector<Guard> guards;
  if (impl_->loops.size() > 1)
    for (auto& loop : impl_->loops) guards.emplace_back(loop->get_executor());
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < impl_->threads; ++i)
    others.emplace_back(
        [this, i] { impl_->run_one(*impl_->loops[impl_->layout == Layout::shared ? 0 : i]); });
  impl_->run_one(*impl_->loops.front());
  for (auto& thread : others) thread.join();
  if (impl_->failure) std::rethrow_exception(std::exchange(impl_->failure, nullptr));
}

void Runtime::stop() {
  impl_->stop();
}

}  // namespace kbroker::net
