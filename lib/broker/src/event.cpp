// Waiting for an event with a deadline and a stop token.
#include "event.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kbroker::broker {

namespace asio = boost::asio;

namespace {

/// A past expiry, not cancel(): it also ends a wait that has not begun yet.
void wake(const std::shared_ptr<asio::steady_timer>& timer) {
  asio::post(timer->get_executor(), [timer] { timer->expires_at(SteadyTime::min()); });
}

}  // namespace

/// Keeps a timer in the list while its wait lasts.
class Event::Registration {
 public:
  Registration(Event& event, Timer timer) : event_(event) {
    std::lock_guard lock(event_.mutex_);
    happened_ = event_.happened_;
    place_ = event_.waiting_.insert(event_.waiting_.end(), std::move(timer));
  }
  Registration(const Registration&) = delete;
  Registration& operator=(const Registration&) = delete;
  ~Registration() {
    std::lock_guard lock(event_.mutex_);
    event_.waiting_.erase(place_);
  }
  bool had_happened() const { return happened_; }

 private:
  Event& event_;
  std::list<Timer>::iterator place_;
  bool happened_ = false;
};

void Event::set() {
  std::lock_guard lock(mutex_);
  happened_ = true;
  for (const auto& timer : waiting_) wake(timer);
}

asio::awaitable<Event::Wake> Event::wait(Duration at_most, std::stop_token stop) {
  if (stop.stop_requested()) co_return Wake::stopped;
  auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, at_most);
  Registration registration(*this, timer);
  if (registration.had_happened()) co_return Wake::happened;
  std::stop_callback on_stop(stop, [timer] { wake(timer); });
  boost::system::error_code ended;
  const auto expires = timer->expiry();
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ended));
  {
    std::lock_guard lock(mutex_);
    if (happened_) co_return Wake::happened;
  }
  if (!stop.stop_requested() && !ended && timer->expiry() == expires) co_return Wake::deadline;
  co_return Wake::stopped;
}

}  // namespace kbroker::broker
