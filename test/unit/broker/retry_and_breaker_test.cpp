#include <catch2/catch_test_macros.hpp>

#include "kbroker/broker/resilience.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;

namespace {

Error passing() {
  return Error(Errc::broker_unavailable, "down", {}, true);
}

const SteadyTime start{1h};

}  // namespace

TEST_CASE("waits double from one second, with jitter on top") {
  RetryConfig config;
  config.attempts = 4;
  const RetryPolicy policy(config);
  CHECK(policy.delay(1, passing(), 1h, 0) == 1'000ms);
  CHECK(policy.delay(2, passing(), 1h, 0) == 2'000ms);
  CHECK(policy.delay(3, passing(), 1h, 0) == 4'000ms);
  CHECK(policy.delay(1, passing(), 1h, 0.5) == 1'050ms);
  CHECK_FALSE(policy.delay(4, passing(), 1h, 0));
}

TEST_CASE("three attempts are the default, only for errors that can pass, never past the deadline") {
  const RetryPolicy policy;
  CHECK(policy.delay(2, passing(), 1h, 0));
  CHECK_FALSE(policy.delay(3, passing(), 1h, 0));
  CHECK_FALSE(policy.delay(1, Error(Errc::unknown_symbol, "no such code"), 1h, 0));
  CHECK_FALSE(policy.delay(1, Error(Errc::cancelled, "stop", {}, true), 1h, 0));
  CHECK_FALSE(policy.delay(1, passing(), 1s, 0));
  CHECK(policy.delay(1, passing(), 1'001ms, 0));
}

TEST_CASE("what the broker says about waiting counts when it is longer") {
  auto error = passing();
  error.retry_after = 7s;
  CHECK(RetryPolicy().delay(1, error, 1h, 0) == 7'000ms);
  CHECK_FALSE(RetryPolicy().delay(1, error, 7s, 0));
  error.retry_after = 10ms;
  CHECK(RetryPolicy().delay(1, error, 1h, 0) == 1'000ms);
}

TEST_CASE("the breaker opens after consecutive failures only") {
  Breaker breaker(BreakerConfig{3, 10s});
  for (int round = 0; round < 2; ++round) {
    breaker.failed(start);
    breaker.failed(start);
    CHECK(breaker.state(start) == Breaker::State::closed);
    breaker.succeeded();
  }
  for (int i = 0; i < 3; ++i) breaker.failed(start);
  CHECK(breaker.state(start) == Breaker::State::open);
  CHECK_FALSE(breaker.allow(start + 9s));
  CHECK(breaker.remaining(start + 9s) == 1s);
}

TEST_CASE("half-open lets one probe out, whose outcome decides") {
  Breaker breaker(BreakerConfig{1, 10s});
  breaker.failed(start);
  CHECK(breaker.state(start + 10s) == Breaker::State::half_open);
  CHECK(breaker.allow(start + 10s));
  CHECK_FALSE(breaker.allow(start + 10s));

  SECTION("success closes it") {
    breaker.succeeded();
    CHECK(breaker.state(start + 10s) == Breaker::State::closed);
    CHECK(breaker.allow(start + 10s));
  }
  SECTION("failure opens it again for the whole time") {
    breaker.failed(start + 11s);
    CHECK_FALSE(breaker.allow(start + 20s));
    CHECK(breaker.allow(start + 21s));
  }
  SECTION("an abandoned probe makes room for the next") {
    breaker.abandoned();
    CHECK(breaker.allow(start + 10s));
  }
}

TEST_CASE("late failures of earlier calls do not prolong the pause") {
  Breaker breaker(BreakerConfig{1, 10s});
  breaker.failed(start);
  breaker.failed(start + 5s);
  CHECK(breaker.allow(start + 10s));
}
