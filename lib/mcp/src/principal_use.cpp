// A limit of 0 is none, and costs no lock.
#include "principal_use.hpp"

#include <algorithm>
#include <limits>

namespace kbroker::mcp {

namespace {
/// Beyond this many, those nobody uses are forgotten.
constexpr std::size_t remembered = 10'000;
}  // namespace

PrincipalUse::PrincipalUse(const PrincipalLimits& limits)
    : limits_(limits),
      replay_(std::make_shared<ReplayBudget>(limits.replay_bytes ? limits.replay_bytes
                                                                 : std::numeric_limits<std::size_t>::max())),
      tokens_(static_cast<double>(limits.requests_per_second)) {}

Place PrincipalUse::take(std::atomic<std::size_t>& used, std::size_t limit) {
  if (used.fetch_add(1) >= limit && limit > 0) {
    --used;
    return nullptr;
  }
  return Place(&used, [self = shared_from_this()](void* counter) {
    --*static_cast<std::atomic<std::size_t>*>(counter);
  });
}

bool PrincipalUse::admit_request(SteadyTime now) {
  const auto rate = static_cast<double>(limits_.requests_per_second);
  std::lock_guard lock(mutex_);
  const auto passed = std::chrono::duration<double>(now - filled_).count();
  tokens_ = std::min(rate, tokens_ + std::max(0.0, passed) * rate);
  filled_ = now;
  if (tokens_ < 1) return false;
  tokens_ -= 1;
  return true;
}

std::shared_ptr<PrincipalUse> Principals::of(std::string_view principal) {
  std::lock_guard lock(mutex_);
  auto& use = uses_[std::string(principal)];
  if (!use) use = std::make_shared<PrincipalUse>(limits_);
  const auto found = use;
  if (uses_.size() > remembered)
    std::erase_if(uses_, [](const auto& entry) { return entry.second.use_count() == 1; });
  return found;
}

bool Principals::admit_request(std::string_view principal, SteadyTime now) {
  return limits_.requests_per_second == 0 || of(principal)->admit_request(now);
}

}  // namespace kbroker::mcp
