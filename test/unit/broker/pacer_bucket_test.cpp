#include <catch2/catch_approx.hpp>
#include <catch2/catch_test_macros.hpp>

#include "kbroker/broker/resilience.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;

namespace {

const SteadyTime start{1h};

PacerConfig at_rate(double per_second, double burst = 1) {
  PacerConfig config;
  config.per_second = per_second;
  config.burst = burst;
  return config;
}

}  // namespace

TEST_CASE("turns are spread evenly") {
  PacerBucket bucket(at_rate(10), start);
  for (int turn = 0; turn < 5; ++turn) CHECK(bucket.reserve(start) == turn * 100ms);
  CHECK(bucket.reserve(start + 300ms) == 200ms);
  CHECK(bucket.reserve(start + 10s) == 0ms);
  CHECK(bucket.reserve(start + 10s) == 100ms);
}

TEST_CASE("a burst goes out at once and no more than that") {
  PacerBucket bucket(at_rate(1, 2), start);
  CHECK(bucket.reserve(start) == 0s);
  CHECK(bucket.reserve(start) == 0s);
  CHECK(bucket.reserve(start) == 1s);
  CHECK(bucket.reserve(start + 100s) == 0s);
  CHECK(bucket.reserve(start + 100s) == 0s);
  CHECK(bucket.reserve(start + 100s) == 1s);
}

TEST_CASE("a turn given back goes to the next owner, and no turn is used twice") {
  PacerBucket bucket(at_rate(1), start);
  CHECK(bucket.reserve(start) == 0s);
  CHECK(bucket.reserve(start) == 1s);
  CHECK(bucket.reserve(start) == 2s);
  CHECK(bucket.reserve(start) == 3s);
  bucket.give_back(start + 2s);
  CHECK(bucket.reserve(start) == 2s);
  CHECK(bucket.reserve(start) == 4s);
  bucket.give_back(start + 4s);
  CHECK(bucket.reserve(start + 5s) == 0s);
}

TEST_CASE("a refusal halves the rate, voids turns waited for, and the rate recovers slowly") {
  PacerBucket bucket(at_rate(10), start);
  CHECK(bucket.reserve(start) == 0s);
  CHECK(bucket.reserve(start) == 100ms);
  const auto generation = bucket.generation();
  bucket.refused(start);
  CHECK(bucket.generation() != generation);
  CHECK(bucket.rate(start) == Catch::Approx(5));
  CHECK(bucket.reserve(start) == 200ms);
  CHECK(bucket.rate(start + 10s) == Catch::Approx(7));
  CHECK(bucket.rate(start + 25s) == Catch::Approx(10));
  CHECK(bucket.rate(start + 1000s) == Catch::Approx(10));
}

TEST_CASE("refusals of calls sent together count once, repeated ones go on down to a floor") {
  PacerBucket bucket(at_rate(8), start);
  for (int i = 0; i < 10; ++i) bucket.refused(start + i * 10ms);
  CHECK(bucket.rate(start + 90ms) == Catch::Approx(4).margin(0.1));
  for (int i = 1; i < 20; ++i) bucket.refused(start + i * 1s);
  CHECK(bucket.rate(start + 19s) == Catch::Approx(0.5));
}
