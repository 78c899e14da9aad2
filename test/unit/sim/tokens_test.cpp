// Token issue, expiry, revocation; pace.
#include <catch2/catch_test_macros.hpp>

#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace std::chrono_literals;

namespace {

const std::string key(demo_app_key);
const WallTime start{std::chrono::seconds{1'800'000'000}};

}  // namespace

TEST_CASE("a token is issued once a minute, and within six hours it is the same") {
  TokenDesk desk(1, {60s, 6h, 24h});
  const auto first = desk.issue(Environment::real, key, start);
  CHECK_FALSE(first.too_soon);
  CHECK(first.expires == start + 24h);
  CHECK(desk.issue(Environment::real, key, start + 59s).too_soon);
  CHECK_FALSE(desk.issue(Environment::paper, key, start + 59s).too_soon);
  CHECK(desk.issue(Environment::real, key, start + 60s).token == first.token);
  CHECK(desk.issue(Environment::real, key, start + 5h).token == first.token);
  const auto second = desk.issue(Environment::real, key, start + 6h);
  CHECK(second.token != first.token);
  CHECK(desk.check(Environment::real, key, first.token, start + 6h) == TokenVerdict::unknown);
  CHECK(desk.check(Environment::real, key, second.token, start + 6h) == TokenVerdict::good);
}

TEST_CASE("a token expires after its lifetime and belongs to one key and environment") {
  TokenDesk desk(1, {60s, 6h, 24h});
  const auto token = desk.issue(Environment::real, key, start).token;
  CHECK(desk.check(Environment::real, key, token, start + 24h - 1s) == TokenVerdict::good);
  CHECK(desk.check(Environment::real, key, token, start + 24h) == TokenVerdict::expired);
  CHECK(desk.check(Environment::paper, key, token, start) == TokenVerdict::other_environment);
  CHECK(desk.check(Environment::real, "another", token, start) == TokenVerdict::unknown);
  CHECK(desk.check(Environment::real, key, "", start) == TokenVerdict::unknown);
}

TEST_CASE("revocation by the customer keeps the pause, maintenance forgets it") {
  TokenDesk desk(1, {60s, 6h, 24h});
  const auto token = desk.issue(Environment::real, key, start).token;
  CHECK(desk.revoke(token));
  CHECK_FALSE(desk.revoke(token));
  CHECK(desk.check(Environment::real, key, token, start) == TokenVerdict::unknown);
  CHECK(desk.issue(Environment::real, key, start + 1s).too_soon);
  desk.revoke_all();
  const auto again = desk.issue(Environment::real, key, start + 1s);
  CHECK_FALSE(again.too_soon);
  CHECK(again.token != token);
}

TEST_CASE("a pace lets a burst pass and then as many as come back with time") {
  Pacing pacing;
  const SteadyTime now{1h};
  const Pace pace{2, 2};
  CHECK(pacing.admit("a", pace, now));
  CHECK(pacing.admit("a", pace, now));
  CHECK_FALSE(pacing.admit("a", pace, now));
  CHECK(pacing.admit("b", pace, now));
  CHECK_FALSE(pacing.admit("a", pace, now + 499ms));
  CHECK(pacing.admit("a", pace, now + 501ms));
  CHECK_FALSE(pacing.admit("a", pace, now + 502ms));
}
