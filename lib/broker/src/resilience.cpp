// Breaker, pacing and retry around one upstream call.
#include "kbroker/broker/resilience.hpp"

#include <algorithm>
#include <map>
#include <mutex>

namespace kbroker::broker {

namespace asio = boost::asio;
namespace chrono = std::chrono;

namespace {

/// Told to callers who meet a half-open breaker whose probe is still out.
constexpr chrono::milliseconds probe_patience{1'000};

/// Failures of the broker itself, not answers that say no.
bool is_breakdown(const Error& error) {
  return error.code == Errc::broker_unavailable || error.code == Errc::timeout ||
         (error.code == Errc::broker_error && error.http_status >= 500 && error.broker_code.empty());
}

/// True when the broker said something, even a refusal.
bool has_answered(const Error& error) {
  return !error.broker_code.empty() || (error.http_status >= 200 && error.http_status < 500);
}

chrono::milliseconds rounded_up(Duration duration) {
  return chrono::ceil<chrono::milliseconds>(duration);
}

Error cancelled_error() {
  return Error(Errc::cancelled, "The call was cancelled before it was answered.");
}

}  // namespace

struct Resilience::Impl {
  Impl(BrokerId broker_, Environment environment_, RetryConfig retry_, BreakerConfig breaker_,
       PacerConfig pacer_, Clock& clock_, Random& random_, std::shared_ptr<ResilienceObserver> observer_)
      : broker(broker_),
        environment(environment_),
        retry(retry_),
        clock(clock_),
        random(random_),
        observer(observer_ ? std::move(observer_) : std::make_shared<ResilienceObserver>()),
        breaker(breaker_),
        main(pacer_, clock_.steady()) {}

  const BrokerId broker;
  const Environment environment;
  const RetryPolicy retry;
  Clock& clock;
  Random& random;
  const std::shared_ptr<ResilienceObserver> observer;

  mutable std::mutex mutex;  // guards what follows
  Breaker breaker;
  Breaker::State told = Breaker::State::closed;
  PacerBucket main;
  std::map<std::string, PacerBucket, std::less<>> lanes;
  std::uint64_t calls = 0, failures = 0, retries = 0;
  std::optional<WallTime> last_success;
  std::string last_error;

  std::string name() const {
    return std::string(to_string(broker)) + " (" + std::string(to_string(environment)) + ")";
  }

  Error paused_error(Duration remaining) const {
    const auto wait = remaining > Duration::zero() ? rounded_up(remaining) : probe_patience;
    const auto whole = chrono::ceil<chrono::seconds>(wait).count();
    Error error(Errc::broker_unavailable,
                name() + " is paused for " + std::to_string(whole) + " s after repeated failures.",
                "Try again after that time; one call then probes whether the broker answers.", true);
    error.retry_after = wait;
    return error;
  }

  /// Runs `change` on the breaker and tells the observer when its state became another.
  template <class Change>
  auto with_breaker(Change change) {
    std::unique_lock lock(mutex);
    const auto result = change(breaker);
    const auto state = breaker.state(clock.steady());
    const bool changed = state != std::exchange(told, state);
    lock.unlock();
    if (changed) observer->breaker_changed(broker, environment, to_string(state));
    return result;
  }

  std::optional<Error> refusal(const CallOptions& options) const {
    if (options.stop.stop_requested()) return cancelled_error();
    if (options.deadline.passed(clock))
      return Error(Errc::timeout, "The time allowed for the call to " + name() + " has passed.", {}, true);
    return std::nullopt;
  }

  /// Waits for a turn in one bucket; `bucket` lives as long as this. `self` keeps it alive meanwhile.
  static asio::awaitable<Result<void>> pass(std::shared_ptr<Impl> self, PacerBucket& bucket,
                                            CallOptions options, Duration& waited) {
    for (;;) {
      std::unique_lock lock(self->mutex);
      const auto now = self->clock.steady();
      const auto wait = bucket.reserve(now);
      const auto generation = bucket.generation();
      if (wait == Duration::zero()) co_return Result<void>();
      if (wait >= options.deadline.remaining(self->clock)) {
        bucket.give_back(now + wait);
        lock.unlock();
        Error error(Errc::rate_limited,
                    "Calls to " + self->name() + " are queued beyond the time allowed for this one.",
                    "Ask again after the given time, or for less at once.", true);
        error.retry_after = rounded_up(wait);
        co_return error;
      }
      lock.unlock();
      const bool slept = co_await self->clock.sleep(wait, options.stop);
      lock.lock();
      const bool valid = bucket.generation() == generation;
      if (!slept && valid) bucket.give_back(now + wait);
      lock.unlock();
      waited += wait;
      if (!slept) co_return cancelled_error();
      if (valid) co_return Result<void>();
    }
  }
};

Resilience::Turn::~Turn() {
  if (impl_ && probe_)
    impl_->with_breaker([](Breaker& breaker) {
      breaker.abandoned();
      return true;
    });
}

Resilience::Resilience(BrokerId broker, Environment environment, RetryConfig retry, BreakerConfig breaker,
                       PacerConfig pacer, Clock& clock, Random& random,
                       std::shared_ptr<ResilienceObserver> observer)
    : impl_(std::make_shared<Impl>(broker, environment, retry, breaker, pacer, clock, random,
                                   std::move(observer))) {}

Resilience::~Resilience() = default;

void Resilience::add_lane(std::string lane, PacerConfig pacer) {
  std::lock_guard lock(impl_->mutex);
  impl_->lanes.try_emplace(std::move(lane), pacer, impl_->clock.steady());
}

asio::awaitable<Result<Resilience::Turn>> Resilience::enter(std::string lane, CallOptions options) {
  const auto impl = impl_;
  if (auto refusal = impl->refusal(options)) co_return std::move(*refusal);

  // A broken broker is reported at once, without a wait in the queue.
  PacerBucket* narrow = nullptr;
  {
    std::lock_guard lock(impl->mutex);
    const auto remaining = impl->breaker.remaining(impl->clock.steady());
    if (remaining > Duration::zero()) co_return impl->paused_error(remaining);
    if (const auto found = impl->lanes.find(lane); found != impl->lanes.end()) narrow = &found->second;
  }

  // The narrow lane first: its wait is the longer one, and the main turn is then used when it is due.
  Duration waited{};
  if (narrow) {
    const auto passed = co_await Impl::pass(impl, *narrow, options, waited);
    if (passed.has_error()) co_return passed.error();
  }
  const auto passed = co_await Impl::pass(impl, impl->main, options, waited);
  if (passed.has_error()) co_return passed.error();
  if (waited > Duration::zero()) impl->observer->paced(impl->broker, impl->environment, waited);

  const auto now = impl->clock.steady();
  bool probe = false;
  Duration remaining{};
  const bool allowed = impl->with_breaker([&](Breaker& breaker) {
    const bool yes = breaker.allow(now);
    probe = yes && breaker.state(now) == Breaker::State::half_open;
    remaining = breaker.remaining(now);
    return yes;
  });
  if (!allowed) co_return impl->paused_error(remaining);
  co_return Turn(impl, now, probe);
}

std::optional<chrono::milliseconds> Resilience::leave(Turn& turn, const std::string& operation,
                                                      const std::string& lane, int number,
                                                      const std::optional<Error>& error,
                                                      const CallOptions& options) {
  auto& impl = *impl_;
  const auto now = impl.clock.steady();
  const auto pause_left = impl.with_breaker([&](Breaker& breaker) {
    if (!error || (!is_breakdown(*error) && has_answered(*error)))
      breaker.succeeded();
    else if (is_breakdown(*error))
      breaker.failed(now);
    else if (turn.probe())
      breaker.abandoned();
    return breaker.remaining(now);
  });
  turn.settle();

  std::optional<chrono::milliseconds> wait;
  {
    std::lock_guard lock(impl.mutex);
    ++impl.calls;
    if (error) {
      ++impl.failures;
      impl.last_error = std::string(to_string(error->code)) + ": " + error->message;
      if (error->code == Errc::rate_limited) {
        impl.main.refused(now);
        if (const auto found = impl.lanes.find(lane); found != impl.lanes.end()) found->second.refused(now);
      }
      if (number > 0)
        wait = impl.retry.delay(number, *error, options.deadline.remaining(impl.clock), impl.random.unit());
      // Against a breaker that stays open for longer, the error at hand says more than a second attempt.
      if (wait && (pause_left > *wait || options.stop.stop_requested())) wait.reset();
      if (wait) ++impl.retries;
    } else {
      impl.last_success = impl.clock.wall();
    }
  }
  impl.observer->upstream_done(impl.broker, impl.environment, operation,
                               error ? to_string(error->code) : "ok", now - turn.started());
  if (wait) impl.observer->retried(impl.broker, impl.environment, operation);
  return wait;
}

asio::awaitable<void> Resilience::pause(chrono::milliseconds wait, CallOptions options) {
  const auto impl = impl_;
  // Cut short by the caller's stop, the next enter() reports it.
  co_await impl->clock.sleep(wait, options.stop);
}

Breaker::State Resilience::breaker_state() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->breaker.state(impl_->clock.steady());
}

double Resilience::rate() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->main.rate(impl_->clock.steady());
}

std::uint64_t Resilience::calls() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->calls;
}

std::uint64_t Resilience::failures() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->failures;
}

std::uint64_t Resilience::retries() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->retries;
}

std::optional<WallTime> Resilience::last_success() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->last_success;
}

std::string Resilience::last_error() const {
  std::lock_guard lock(impl_->mutex);
  return impl_->last_error;
}

}  // namespace kbroker::broker
