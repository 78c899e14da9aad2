// Something that happens once and wakes everybody who waits for it, each on its own executor.
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <stop_token>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "kbroker/base/clock.hpp"

namespace kbroker::broker {

/// Any thread may call every function. Waiters keep a shared_ptr to the event.
class Event {
 public:
  enum class Wake { happened, deadline, stopped };

  void set();
  /// The time left is measured once, at the start. `stopped` also when the waiting task is cancelled.
  boost::asio::awaitable<Wake> wait(Duration at_most, std::stop_token stop);

 private:
  using Timer = std::shared_ptr<boost::asio::steady_timer>;
  class Registration;

  std::mutex mutex_;
  bool happened_ = false;
  std::list<Timer> waiting_;
};

}  // namespace kbroker::broker
