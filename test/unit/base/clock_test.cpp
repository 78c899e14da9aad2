#include <catch2/catch_test_macros.hpp>

#include <thread>

#include "kbroker/base/clock.hpp"
#include "run.hpp"

using namespace kbroker;
using namespace std::chrono_literals;

TEST_CASE("sleeping ends early when stopped from another thread") {
  SystemClock clock;
  std::stop_source stop;
  std::jthread stopper([&] { stop.request_stop(); });
  CHECK_FALSE(test::run(clock.sleep(1h, stop.get_token())));
}

TEST_CASE("a manual clock moves only when told or slept on") {
  ManualClock clock;
  const auto start = clock.wall();
  CHECK(test::run(clock.sleep(5s)));
  CHECK(clock.wall() - start == 5s);
  CHECK(clock.slept() == std::vector<Duration>{5s});
  const auto deadline = Deadline::after(clock, 2s);
  CHECK_FALSE(deadline.passed(clock));
  clock.advance(2s);
  CHECK(deadline.passed(clock));
  CHECK(deadline.remaining(clock) == 0s);
}
