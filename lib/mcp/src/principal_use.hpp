// What each principal uses at the moment, and whether there may be more.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kbroker/base/clock.hpp"
#include "kbroker/mcp/server.hpp"
#include "session_streams.hpp"

namespace kbroker::mcp {

/// A place that is given back when the last copy goes. Null: refused.
using Place = std::shared_ptr<void>;

/// Of one principal. Any thread may call every function. Hold it by shared_ptr.
class PrincipalUse : public std::enable_shared_from_this<PrincipalUse> {
 public:
  explicit PrincipalUse(const PrincipalLimits& limits);

  Place take_session() { return take(sessions_, limits_.sessions); }
  Place take_stream() { return take(streams_, limits_.streams); }
  Place take_call() { return take(calls_, limits_.calls); }
  /// One more request now: a bucket that holds the requests of one second.
  bool admit_request(SteadyTime now);
  const std::shared_ptr<ReplayBudget>& replay() const { return replay_; }

 private:
  Place take(std::atomic<std::size_t>& used, std::size_t limit);

  const PrincipalLimits limits_;
  std::atomic<std::size_t> sessions_ = 0, streams_ = 0, calls_ = 0;
  const std::shared_ptr<ReplayBudget> replay_;
  std::mutex mutex_;
  double tokens_;
  SteadyTime filled_{};
};

/// Any thread may call every function.
class Principals {
 public:
  explicit Principals(const PrincipalLimits& limits) : limits_(limits) {}

  const PrincipalLimits& limits() const { return limits_; }
  std::shared_ptr<PrincipalUse> of(std::string_view principal);
  /// False when this request is one too many for this second.
  bool admit_request(std::string_view principal, SteadyTime now);

 private:
  const PrincipalLimits limits_;
  std::mutex mutex_;
  std::unordered_map<std::string, std::shared_ptr<PrincipalUse>> uses_;
};

}  // namespace kbroker::mcp
