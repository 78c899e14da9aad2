// How many calls a key may make, as the brokers count them.
#include "pacing.hpp"

#include <algorithm>

namespace kbroker::sim {

bool Pacing::admit(const std::string& name, Pace pace, SteadyTime now) {
  const std::scoped_lock lock(mutex_);
  auto& bucket = buckets_.try_emplace(name, Bucket{pace.burst, now}).first->second;
  const double passed = std::chrono::duration<double>(now - bucket.at).count();
  bucket.tokens = std::min(pace.burst, bucket.tokens + std::max(passed, 0.0) * pace.per_second);
  bucket.at = std::max(bucket.at, now);
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace kbroker::sim
