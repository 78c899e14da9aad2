// One timer for the changing deadlines of a connection.
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/steady_timer.hpp>

namespace kbroker::net::http {

/// Setting a later deadline only stores it: the timer that is under way looks at it when it wakes. A busy
/// keep-alive connection therefore touches its timer once in many requests. Use on one serial executor.
class DeadlineTimer {
 public:
  using Time = std::chrono::steady_clock::time_point;

  /// `expired` runs on `executor`, never after destruction or clear().
  DeadlineTimer(const boost::asio::any_io_executor& executor, std::function<void()> expired)
      : state_(std::make_shared<State>(executor, std::move(expired))) {}
  ~DeadlineTimer() {
    state_->expired = nullptr;
    state_->timer.cancel();
  }
  DeadlineTimer(const DeadlineTimer&) = delete;
  DeadlineTimer& operator=(const DeadlineTimer&) = delete;

  void set(Time deadline) {
    state_->deadline = deadline;
    if (deadline < state_->armed) arm(state_);
  }
  void set_after(std::chrono::milliseconds delay) { set(std::chrono::steady_clock::now() + delay); }
  void clear() { state_->deadline = Time::max(); }

 private:
  struct State {
    State(const boost::asio::any_io_executor& executor, std::function<void()> expired_)
        : timer(executor), expired(std::move(expired_)) {}
    boost::asio::steady_timer timer;
    std::function<void()> expired;
    Time deadline = Time::max();
    Time armed = Time::max();  ///< when the wait under way ends; max: none is
  };

  static void arm(const std::shared_ptr<State>& state) {
    state->armed = state->deadline;
    state->timer.expires_at(state->armed);
    state->timer.async_wait([state](boost::system::error_code ec) {
      if (ec || !state->expired) return;
      state->armed = Time::max();
      if (state->deadline == Time::max()) return;
      if (std::chrono::steady_clock::now() < state->deadline) return arm(state);
      state->deadline = Time::max();
      state->expired();
    });
  }

  std::shared_ptr<State> state_;
};

}  // namespace kbroker::net::http
