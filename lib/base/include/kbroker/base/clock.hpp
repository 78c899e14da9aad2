// Time as a dependency: wall clock, steady clock and waiting, so that tests need no sleeping.
#pragma once

#include <chrono>
#include <mutex>
#include <stop_token>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace kbroker {

using WallTime = std::chrono::system_clock::time_point;
using SteadyTime = std::chrono::steady_clock::time_point;
using Duration = std::chrono::steady_clock::duration;

/// Any thread may call every function.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual WallTime wall() const = 0;
  virtual SteadyTime steady() const = 0;
  /// Waits on the caller's executor. Returns false when `stop` was requested first.
  virtual boost::asio::awaitable<bool> sleep(Duration duration, std::stop_token stop = {}) = 0;
};

/// The machine's clocks and Asio timers.
class SystemClock final : public Clock {
 public:
  WallTime wall() const override { return std::chrono::system_clock::now(); }
  SteadyTime steady() const override { return std::chrono::steady_clock::now(); }
  boost::asio::awaitable<bool> sleep(Duration duration, std::stop_token stop = {}) override;
};

/// A clock that tests set. Sleeping moves it forward at once and is recorded.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(WallTime start = WallTime{std::chrono::seconds{1'800'000'000}}) : wall_(start) {}
  WallTime wall() const override;
  SteadyTime steady() const override;
  boost::asio::awaitable<bool> sleep(Duration duration, std::stop_token stop = {}) override;
  void advance(Duration duration);
  std::vector<Duration> slept() const;

 private:
  mutable std::mutex mutex_;
  WallTime wall_;
  SteadyTime steady_{std::chrono::hours{1}};
  std::vector<Duration> slept_;
};

/// The latest moment an operation may end.
class Deadline {
 public:
  Deadline() = default;
  explicit Deadline(SteadyTime at) : at_(at) {}
  static Deadline after(const Clock& clock, Duration duration) { return Deadline(clock.steady() + duration); }
  static Deadline never() { return Deadline(SteadyTime::max()); }
  SteadyTime at() const { return at_; }
  bool passed(const Clock& clock) const { return clock.steady() >= at_; }
  /// Never negative.
  Duration remaining(const Clock& clock) const {
    const auto now = clock.steady();
    return at_ == SteadyTime::max() ? Duration(std::chrono::hours{24})
                                    : (at_ > now ? at_ - now : Duration::zero());
  }

 private:
  SteadyTime at_ = SteadyTime::max();
};

}  // namespace kbroker
