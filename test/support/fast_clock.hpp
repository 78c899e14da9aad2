// A clock that runs faster than the machine's, for tests in which pacing would take minutes.
#pragma once

#include "kbroker/base/clock.hpp"

namespace kbroker::test {

/// Starts at `start`; what takes a second on it takes a second divided by `factor`.
class FastClock final : public Clock {
 public:
  FastClock(WallTime start, int factor) : start_(start), factor_(factor) {}
  WallTime wall() const override { return start_ + std::chrono::duration_cast<WallTime::duration>(passed()); }
  SteadyTime steady() const override { return begun_ + passed(); }
  boost::asio::awaitable<bool> sleep(Duration duration, std::stop_token stop = {}) override {
    return machine_.sleep(duration / factor_, std::move(stop));
  }

 private:
  Duration passed() const { return (machine_.steady() - begun_) * factor_; }

  SystemClock machine_;
  const SteadyTime begun_ = std::chrono::steady_clock::now();
  const WallTime start_;
  const int factor_;
};

}  // namespace kbroker::test
