#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/task_group.hpp"
#include "kbroker/broker/resilience.hpp"
#include "run.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

struct Recorder : ResilienceObserver {
  std::vector<std::string> events;
  void retried(BrokerId, Environment, std::string_view operation) override {
    events.push_back("retried " + std::string(operation));
  }
  void paced(BrokerId, Environment, std::chrono::nanoseconds) override { events.push_back("paced"); }
  void breaker_changed(BrokerId, Environment, std::string_view state) override {
    events.push_back("breaker " + std::string(state));
  }
  void upstream_done(BrokerId, Environment, std::string_view operation, std::string_view outcome,
                     std::chrono::nanoseconds) override {
    events.push_back(std::string(operation) + " " + std::string(outcome));
  }
};

Error failure(Errc code, bool retryable = true) {
  return Error(code, "made to fail", {}, retryable);
}

/// A broker whose next answers are laid out in advance; success when none are left.
struct Fixture {
  ManualClock clock;
  SeededRandom random{1};
  std::shared_ptr<Recorder> observer = std::make_shared<Recorder>();
  RetryConfig retry;
  BreakerConfig breaker;
  PacerConfig pacer;
  std::vector<Error> failures;
  int attempts = 0;
  std::unique_ptr<Resilience> resilience;

  Fixture() {
    retry.jitter = 0;
    pacer.per_second = 1000;
  }

  Resilience& subject() {
    if (!resilience)
      resilience = std::make_unique<Resilience>(BrokerId::kis, Environment::paper, retry, breaker, pacer,
                                                clock, random, observer);
    return *resilience;
  }

  asio::awaitable<Result<int>> answer() {
    const auto number = static_cast<std::size_t>(attempts++);
    if (number < failures.size()) co_return failures[number];
    co_return 42;
  }

  Result<int> call(bool idempotent = true, std::string lane = {}, Duration limit = 30s) {
    CallOptions options(Deadline::after(clock, limit));
    return test::run(
        subject().run<int>("quote", std::move(lane), idempotent, options, [this] { return answer(); }));
  }
};

}  // namespace

TEST_CASE("a read is tried three times, after one and two seconds") {
  Fixture f;
  f.failures = {failure(Errc::broker_unavailable), failure(Errc::timeout)};
  CHECK(f.call().value() == 42);
  CHECK(f.attempts == 3);
  CHECK(f.clock.slept() == std::vector<Duration>{1s, 2s});
  CHECK(f.subject().retries() == 2);
  CHECK(f.subject().calls() == 3);
  CHECK(f.subject().failures() == 2);
  CHECK(f.subject().last_success());
  CHECK(f.observer->events == std::vector<std::string>{"quote broker_unavailable", "retried quote",
                                                       "quote timeout", "retried quote", "quote ok"});
}

TEST_CASE("the last error is what the caller sees when attempts are used up") {
  Fixture f;
  f.failures = {failure(Errc::timeout), failure(Errc::timeout), failure(Errc::broker_unavailable)};
  CHECK(f.call().error().code == Errc::broker_unavailable);
  CHECK(f.attempts == 3);
  CHECK(f.subject().last_error() == "broker_unavailable: made to fail");
}

TEST_CASE("errors that cannot pass and calls that change something are made once") {
  Fixture f;
  f.failures = {failure(Errc::unknown_symbol, false)};
  CHECK(f.call().error().code == Errc::unknown_symbol);
  CHECK(f.attempts == 1);

  Fixture order;
  order.failures = {failure(Errc::timeout)};
  CHECK(order.call(false).error().code == Errc::timeout);
  CHECK(order.attempts == 1);
}

TEST_CASE("retries never pass the caller's deadline") {
  Fixture f;
  f.failures = {failure(Errc::timeout), failure(Errc::timeout), failure(Errc::timeout)};
  const auto deadline = f.clock.steady() + 2500ms;
  CHECK(f.call(true, {}, 2500ms).error().code == Errc::timeout);
  CHECK(f.attempts == 2);
  CHECK(f.clock.steady() < deadline);
}

TEST_CASE("a broker's retry-after is honoured") {
  Fixture f;
  f.failures = {failure(Errc::rate_limited)};
  f.failures[0].retry_after = 5s;
  CHECK(f.call().value() == 42);
  CHECK(f.clock.slept() == std::vector<Duration>{5s});
}

TEST_CASE("calls beyond the rate wait for their turn") {
  Fixture f;
  f.pacer.per_second = 2;
  for (int i = 0; i < 3; ++i) CHECK(f.call().value() == 42);
  CHECK(f.clock.slept() == std::vector<Duration>{500ms, 500ms});
  CHECK(std::count(f.observer->events.begin(), f.observer->events.end(), "paced") == 2);
}

TEST_CASE("a turn beyond the deadline is refused with the time to wait, and given back") {
  Fixture f;
  f.pacer.per_second = 0.5;
  CHECK(f.call().value() == 42);
  const auto refused = f.call(true, {}, 1s);
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == Errc::rate_limited);
  CHECK(refused.error().retryable);
  CHECK(refused.error().retry_after == 2000ms);
  CHECK(f.attempts == 1);
  CHECK(f.call().value() == 42);
  CHECK(f.clock.slept() == std::vector<Duration>{2s});
}

TEST_CASE("a lane is paced on top of the main bucket, other calls pass it by") {
  Fixture f;
  PacerConfig slow;
  slow.per_second = 1;
  f.subject().add_lane("ledger", slow);
  CHECK(f.call(true, "ledger").has_value());
  CHECK(f.clock.slept().empty());
  f.clock.advance(10ms);
  CHECK(f.call(true, "").has_value());
  CHECK(f.call(true, "unknown lane").has_value());
  const auto before = f.clock.steady();
  CHECK(f.call(true, "ledger").has_value());
  CHECK(f.clock.steady() - before > 900ms);
}

TEST_CASE("a refusal for pacing halves the rate of the main bucket and of the lane") {
  Fixture f;
  f.pacer.per_second = 10;
  PacerConfig lane;
  lane.per_second = 4;
  f.subject().add_lane("ka10001", lane);
  f.failures = {failure(Errc::rate_limited, false)};
  CHECK(f.call(true, "ka10001").has_error());
  CHECK(f.subject().rate() == 5);
  const auto before = f.clock.steady();
  CHECK(f.call(true, "ka10001").has_value());
  CHECK(f.clock.steady() - before >= 490ms);
}

TEST_CASE("after repeated failures calls are refused at once, then one probes") {
  Fixture f;
  f.retry.attempts = 1;
  f.failures.assign(5, failure(Errc::broker_unavailable));
  for (int i = 0; i < 5; ++i) CHECK(f.call().has_error());
  CHECK(f.subject().breaker_state() == Breaker::State::open);

  f.clock.advance(4s);
  const auto refused = f.call();
  CHECK(f.attempts == 5);
  CHECK(refused.error().code == Errc::broker_unavailable);
  CHECK(refused.error().message == "kis (paper) is paused for 6 s after repeated failures.");
  CHECK(refused.error().retry_after == 6000ms);

  f.clock.advance(6s);
  CHECK(f.subject().breaker_state() == Breaker::State::half_open);
  CHECK(f.call().value() == 42);
  CHECK(f.subject().breaker_state() == Breaker::State::closed);
  std::vector<std::string> changes;
  for (const auto& event : f.observer->events)
    if (event.starts_with("breaker")) changes.push_back(event);
  CHECK(changes == std::vector<std::string>{"breaker open", "breaker half_open", "breaker closed"});
}

TEST_CASE("only breakdowns open the breaker") {
  Fixture f;
  f.retry.attempts = 1;
  f.breaker.failures_to_open = 2;
  Error error = failure(Errc::broker_error, false);
  bool opens = false;
  SECTION("a 5xx without the broker's own code does") {
    error.http_status = 503;
    opens = true;
  }
  SECTION("a 5xx that carries the broker's code does not") {
    error.http_status = 500;
    error.broker_code = "EGW00201";
  }
  SECTION("a refused request does not") {
    error.broker_code = "MCA05918";
  }
  SECTION("a refusal for pacing does not") {
    error.code = Errc::rate_limited;
  }
  SECTION("a call that never went out does not") {
    error.code = Errc::auth_failed;
  }
  f.failures.assign(10, error);
  for (int i = 0; i < 3; ++i) (void)f.call();
  CHECK((f.subject().breaker_state() == Breaker::State::open) == opens);
}

TEST_CASE("against an open breaker the error at hand is returned, not a second attempt") {
  Fixture f;
  f.breaker.failures_to_open = 1;
  f.failures = {failure(Errc::timeout)};
  CHECK(f.call().error().code == Errc::timeout);
  CHECK(f.attempts == 1);
  CHECK(f.clock.slept().empty());
}

TEST_CASE("a stopped caller does not go out, and a passed deadline says so") {
  Fixture f;
  std::stop_source stop;
  stop.request_stop();
  CallOptions stopped(Deadline::never(), stop.get_token());
  const auto attempt = [&f] { return f.answer(); };
  CHECK(test::run(f.subject().run<int>("quote", "", true, stopped, attempt)).error().code == Errc::cancelled);
  CHECK(f.call(true, {}, 0s).error().code == Errc::timeout);
  CHECK(f.attempts == 0);
}

TEST_CASE("a probe that is cancelled half-way makes room for the next one") {
  Fixture f;
  f.breaker.failures_to_open = 1;
  f.retry.attempts = 1;
  f.failures = {failure(Errc::timeout)};
  CHECK(f.call().has_error());
  f.clock.advance(10s);

  asio::io_context context;
  TaskGroup group(context.get_executor());
  bool waiting = false;
  const std::function<asio::awaitable<Result<int>>()> hang = [&]() -> asio::awaitable<Result<int>> {
    asio::steady_timer never(co_await asio::this_coro::executor, 1h);
    waiting = true;
    co_await never.async_wait(asio::use_awaitable);
    co_return 1;
  };
  const auto probe = [&]() -> asio::awaitable<void> {
    (void)co_await f.subject().run<int>("quote", "", true, CallOptions(Deadline::never()), hang);
  };
  group.spawn("probe", probe());
  while (!waiting) context.run_one();
  const auto crowded = f.call();
  CHECK(crowded.error().code == Errc::broker_unavailable);
  CHECK(crowded.error().retry_after);

  group.stop();
  context.restart();
  test::run(context, group.join());
  CHECK(f.call().value() == 42);
}
