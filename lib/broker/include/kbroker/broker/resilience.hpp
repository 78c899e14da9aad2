// One upstream call made safe: circuit breaker, pacing, retry. Used by the brokers around every HTTP attempt.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/broker/broker.hpp"

namespace kbroker::broker {

struct RetryConfig {
  int attempts = 3;
  /// Waits before attempt 2, 3, 4: 1 s, 2 s, 4 s; jitter is up to `jitter` of each.
  std::chrono::milliseconds first_delay{1'000};
  double jitter = 0.1;
};

/// Pure: decides whether and when to try again.
class RetryPolicy {
 public:
  explicit RetryPolicy(RetryConfig config = {}) : config_(config) {}
  /// `attempt` counts from 1 and has just failed with `error`. Nothing: give up. Never past `remaining`.
  std::optional<std::chrono::milliseconds> delay(int attempt, const Error& error, Duration remaining,
                                                 double random_unit) const;

 private:
  RetryConfig config_;
};

struct BreakerConfig {
  int failures_to_open = 5;
  std::chrono::milliseconds open_for{10'000};
};

/// Pure: closed, open after consecutive failures, half-open with one probe. Not thread-safe by itself.
class Breaker {
 public:
  enum class State { closed, open, half_open };
  explicit Breaker(BreakerConfig config = {}) : config_(config) {}
  /// Whether a call may go out now; in half-open only one at a time.
  bool allow(SteadyTime now);
  void succeeded();
  void failed(SteadyTime now);
  /// The probe ended without telling anything about the broker (cancelled by its caller).
  void abandoned();
  State state(SteadyTime now) const;
  /// Time until the next probe; zero when calls may go out.
  Duration remaining(SteadyTime now) const;

 private:
  BreakerConfig config_;
  State state_ = State::closed;
  int failures_ = 0;
  SteadyTime opened_{};
  bool probing_ = false;
};
std::string_view to_string(Breaker::State state) noexcept;

struct PacerConfig {
  double per_second = 15;
  /// Never more than this many at once; 1 spreads evenly.
  double burst = 1;
  /// Slowest it will go after refusals.
  double least_per_second = 0.5;
  /// Share of `per_second` won back each second without a refusal.
  double recovery_per_second = 0.02;
};

/// Pure token bucket: halves itself on a refusal, recovers slowly. Not thread-safe by itself.
class PacerBucket {
 public:
  PacerBucket(PacerConfig config, SteadyTime now);
  /// Takes a turn; returns how long its owner must wait before going out.
  Duration reserve(SteadyTime now);
  /// Gives the turn at `turn` (the reserving `now` plus the wait) back unused; the next owner gets it if it
  /// is still to come.
  void give_back(SteadyTime turn);
  /// Halves the rate and voids the turns still waited for. Refusals of calls sent together count once.
  void refused(SteadyTime now);
  /// Changes when a refusal has voided the turns still waited for.
  std::uint64_t generation() const { return generation_; }
  double rate(SteadyTime now) const;

 private:
  void recover(SteadyTime now);
  PacerConfig config_;
  double rate_;
  double tokens_;
  SteadyTime last_;
  std::optional<SteadyTime> last_refusal_;
  std::uint64_t generation_ = 0;
  std::multiset<SteadyTime> returned_;
};

/// Told what happens, for metrics; quick and thread-safe.
class ResilienceObserver {
 public:
  virtual ~ResilienceObserver() = default;
  virtual void retried(BrokerId, Environment, std::string_view /*operation*/) {}
  virtual void paced(BrokerId, Environment, std::chrono::nanoseconds /*waited*/) {}
  virtual void breaker_changed(BrokerId, Environment, std::string_view /*state*/) {}
  virtual void token_issued(BrokerId, Environment, bool /*ok*/) {}
  virtual void upstream_done(BrokerId, Environment, std::string_view /*operation*/,
                             std::string_view /*outcome*/, std::chrono::nanoseconds) {}
};

/// One per (broker, environment, app key). Any thread may call every function.
class Resilience {
 public:
  Resilience(BrokerId broker, Environment environment, RetryConfig retry, BreakerConfig breaker,
             PacerConfig pacer, Clock& clock, Random& random,
             std::shared_ptr<ResilienceObserver> observer = nullptr);
  ~Resilience();

  /// Adds a further bucket that calls of this lane pass as well (ledger calls, one Kiwoom api-id).
  void add_lane(std::string lane, PacerConfig pacer);

  /// Runs `attempt` until it succeeds, its error may not pass, attempts are used up or the deadline is near.
  /// `idempotent` false: one attempt only. A `rate_limited` error slows the buckets down. `lane` may be
  /// empty.
  template <class T>
  boost::asio::awaitable<Result<T>> run(std::string operation, std::string lane, bool idempotent,
                                        CallOptions options,
                                        std::function<boost::asio::awaitable<Result<T>>()> attempt) {
    for (int number = 1;; ++number) {
      auto turn = co_await enter(lane, options);
      if (turn.has_error()) co_return turn.error();
      auto result = co_await attempt();
      std::optional<Error> error;
      if (result.has_error()) error = result.error();
      const auto wait = leave(*turn, operation, lane, idempotent ? number : 0, error, options);
      if (!wait) co_return result;
      co_await pause(*wait, options);
    }
  }

  Breaker::State breaker_state() const;
  double rate() const;
  std::uint64_t calls() const;
  std::uint64_t failures() const;
  std::uint64_t retries() const;
  std::optional<WallTime> last_success() const;
  std::string last_error() const;

 private:
  struct Impl;

  /// Leave to make one attempt. A half-open probe that ends without an outcome (cancelled, thrown out of)
  /// is released for the next caller.
  class Turn {
   public:
    Turn(std::shared_ptr<Impl> impl, SteadyTime started, bool probe)
        : impl_(std::move(impl)), started_(started), probe_(probe) {}
    Turn(Turn&&) = default;
    Turn& operator=(Turn&&) = delete;
    ~Turn();
    SteadyTime started() const { return started_; }
    bool probe() const { return probe_; }
    void settle() { impl_.reset(); }

   private:
    std::shared_ptr<Impl> impl_;
    SteadyTime started_;
    bool probe_;
  };

  /// Breaker and pacing; returns when the call may go out.
  boost::asio::awaitable<Result<Turn>> enter(std::string lane, CallOptions options);
  /// Records the outcome; the wait before the next attempt, or nothing to stop. `number` 0: never repeat.
  std::optional<std::chrono::milliseconds> leave(Turn& turn, const std::string& operation,
                                                 const std::string& lane, int number,
                                                 const std::optional<Error>& error,
                                                 const CallOptions& options);
  boost::asio::awaitable<void> pause(std::chrono::milliseconds wait, CallOptions options);
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::broker
