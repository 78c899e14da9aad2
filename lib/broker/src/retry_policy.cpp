// When a failed read is worth another attempt.
#include <algorithm>

#include "kbroker/broker/resilience.hpp"

namespace kbroker::broker {

std::optional<std::chrono::milliseconds> RetryPolicy::delay(int attempt, const Error& error,
                                                            Duration remaining, double random_unit) const {
  if (attempt >= config_.attempts || !error.retryable || error.code == Errc::cancelled) return std::nullopt;
  // Doubling stops after 16 steps, long after any deadline.
  const auto base = static_cast<double>(config_.first_delay.count()) *
                    static_cast<double>(1 << std::clamp(attempt - 1, 0, 16));
  std::chrono::milliseconds wait(static_cast<std::int64_t>(base * (1.0 + config_.jitter * random_unit)));
  if (error.retry_after) wait = std::max(wait, *error.retry_after);
  if (wait >= remaining) return std::nullopt;
  return wait;
}

}  // namespace kbroker::broker
