// The token bucket behind the brokers' rate limits.
#include <algorithm>

#include "kbroker/broker/resilience.hpp"

namespace kbroker::broker {

namespace {

constexpr auto one_burst_of_refusals = std::chrono::seconds{1};

double seconds(Duration duration) {
  return std::chrono::duration<double>(duration).count();
}

}  // namespace

PacerBucket::PacerBucket(PacerConfig config, SteadyTime now)
    : config_(config), rate_(config.per_second), tokens_(config.burst), last_(now) {}

Duration PacerBucket::reserve(SteadyTime now) {
  recover(now);
  if (const auto earliest = returned_.lower_bound(now); earliest != returned_.end()) {
    const auto wait = *earliest - now;
    returned_.erase(returned_.begin(), std::next(earliest));
    return wait;
  }
  returned_.clear();
  tokens_ -= 1;
  if (tokens_ >= 0) return Duration::zero();
  // Rounded up, so that nobody goes out a tick too early.
  return std::chrono::ceil<Duration>(std::chrono::duration<double>(-tokens_ / rate_));
}

void PacerBucket::give_back(SteadyTime turn) {
  returned_.insert(turn);
}

void PacerBucket::refused(SteadyTime now) {
  recover(now);
  if (last_refusal_ && now - *last_refusal_ < one_burst_of_refusals) return;
  last_refusal_ = now;
  rate_ = std::max(rate_ / 2, std::min(config_.least_per_second, config_.per_second));
  tokens_ = 0;
  returned_.clear();
  ++generation_;
}

double PacerBucket::rate(SteadyTime now) const {
  const auto regained = config_.per_second * config_.recovery_per_second * seconds(now - last_);
  return std::min(config_.per_second, rate_ + std::max(0.0, regained));
}

void PacerBucket::recover(SteadyTime now) {
  if (now <= last_) return;
  tokens_ = std::min(config_.burst, tokens_ + seconds(now - last_) * rate_);
  rate_ = rate(now);
  last_ = now;
}

}  // namespace kbroker::broker
