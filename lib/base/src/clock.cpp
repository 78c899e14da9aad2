#include "kbroker/base/clock.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kbroker {

namespace asio = boost::asio;

asio::awaitable<bool> SystemClock::sleep(Duration duration, std::stop_token stop) {
  if (stop.stop_requested()) co_return false;
  const auto executor = co_await asio::this_coro::executor;
  // Shared with the stop callback, which may run on another thread after this frame has ended.
  auto timer = std::make_shared<asio::steady_timer>(executor, duration);
  std::stop_callback on_stop(stop, [timer, executor] { asio::post(executor, [timer] { timer->cancel(); }); });
  boost::system::error_code ignored;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  co_return !stop.stop_requested();
}

WallTime ManualClock::wall() const {
  std::lock_guard lock(mutex_);
  return wall_;
}

SteadyTime ManualClock::steady() const {
  std::lock_guard lock(mutex_);
  return steady_;
}

asio::awaitable<bool> ManualClock::sleep(Duration duration, std::stop_token stop) {
  if (stop.stop_requested()) co_return false;
  {
    std::lock_guard lock(mutex_);
    slept_.push_back(duration);
  }
  advance(duration);
  // Others get their turn, as they would during a real wait.
  co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
  co_return !stop.stop_requested();
}

void ManualClock::advance(Duration duration) {
  std::lock_guard lock(mutex_);
  wall_ += std::chrono::duration_cast<WallTime::duration>(duration);
  steady_ += duration;
}

std::vector<Duration> ManualClock::slept() const {
  std::lock_guard lock(mutex_);
  return slept_;
}

}  // namespace kbroker
