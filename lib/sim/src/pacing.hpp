// How many calls a key may make, as the brokers count them.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "kbroker/base/clock.hpp"

namespace kbroker::sim {

struct Pace {
  double per_second = 1;
  double burst = 1;
};

/// Token buckets by name. Any thread may call every function.
class Pacing {
 public:
  /// False when the bucket `name` is empty; a refused call takes nothing.
  bool admit(const std::string& name, Pace pace, SteadyTime now);

 private:
  struct Bucket {
    double tokens = 0;
    SteadyTime at;
  };
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace kbroker::sim
