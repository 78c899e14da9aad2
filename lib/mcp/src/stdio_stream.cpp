#include "stdio_stream.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

namespace kbroker::mcp {

namespace asio = boost::asio;

namespace {
constexpr std::size_t max_pending = 64 << 20;
}

StdioOutput::StdioOutput(asio::any_io_executor executor, int descriptor)
    : out_(executor, descriptor), idle_(executor, asio::steady_timer::time_point::max()) {}

bool StdioOutput::send(std::string_view message) {
  std::lock_guard lock(mutex_);
  if (broken_) return false;
  if (pending_.size() > max_pending) {
    broken_ = true;
    return false;
  }
  pending_ += message;
  pending_ += '\n';
  if (scheduled_) return true;
  scheduled_ = true;
  asio::post(out_.get_executor(), [self = shared_from_this()] { self->pump(); });
  return true;
}

void StdioOutput::pump() {
  {
    std::lock_guard lock(mutex_);
    writing_.clear();
    writing_.swap(pending_);
    busy_ = !writing_.empty() && !broken_;
    scheduled_ = busy_;
  }
  if (!busy_) {
    idle_.cancel();
    return;
  }
  asio::async_write(out_, asio::buffer(writing_),
                    [self = shared_from_this()](boost::system::error_code failed, std::size_t) {
                      if (failed) {
                        std::lock_guard lock(self->mutex_);
                        self->broken_ = true;
                      }
                      self->pump();
                    });
}

asio::awaitable<void> StdioOutput::drained() {
  const auto idle = [this] {
    std::lock_guard lock(mutex_);
    return broken_ || (!scheduled_ && pending_.empty());
  };
  while (!idle()) {
    boost::system::error_code ignored;
    co_await idle_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  }
}

asio::awaitable<void> OpenCalls::wait(std::chrono::milliseconds patience) {
  none_.expires_after(patience);
  boost::system::error_code woken;
  while (count_ > 0 && (!woken || woken == asio::error::operation_aborted)) {
    co_await none_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (!woken) break;
  }
}

StdioStream::StdioStream(std::shared_ptr<StdioOutput> output, std::shared_ptr<OpenCalls> calls)
    : output_(std::move(output)), calls_(std::move(calls)) {
  if (calls_) calls_->add();
}

StdioStream::~StdioStream() {
  if (calls_) calls_->remove();
}

bool StdioStream::send(std::string_view data, std::string_view, std::string_view) {
  if (data.empty()) return !closed();
  if (!closed() && output_->send(data)) return true;
  close();
  return false;
}

void StdioStream::close() {
  std::vector<std::function<void()>> actions;
  {
    std::lock_guard lock(mutex_);
    if (closed_) return;
    closed_ = true;
    actions.swap(actions_);
  }
  for (const auto& action : actions) action();
}

bool StdioStream::closed() const {
  std::lock_guard lock(mutex_);
  return closed_;
}

void StdioStream::on_closed(std::function<void()> action) {
  {
    std::lock_guard lock(mutex_);
    if (!closed_) {
      actions_.push_back(std::move(action));
      return;
    }
  }
  action();
}

}  // namespace kbroker::mcp
