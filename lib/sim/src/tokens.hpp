// Issues, checks and revokes access tokens the way a broker does.
#pragma once

#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "kbroker/base/clock.hpp"

namespace kbroker::sim {

enum class Environment { real, paper };
std::string_view to_string(Environment environment) noexcept;

/// Whether a key pair is known, and where.
enum class KeyVerdict { good, wrong_key, wrong_secret, other_environment };
KeyVerdict check_key(std::string_view app_key, std::string_view app_secret, Environment environment);

struct TokenPolicy {
  /// A second issuance within this time is refused.
  std::chrono::seconds pause{0};
  /// Within this time the same token is answered again.
  std::chrono::hours same_for{6};
  std::chrono::hours lifetime{24};
  /// Groups of hexadecimal digits, as approval keys are.
  bool dashed = false;
};

struct IssuedToken {
  bool too_soon = false;
  std::string token;
  WallTime expires{};
};

enum class TokenVerdict { good, unknown, expired, other_environment };

/// One token a key and environment; a newer one invalidates it. Any thread may call every function.
class TokenDesk {
 public:
  TokenDesk(std::uint64_t seed, TokenPolicy policy) : seed_(seed), policy_(policy) {}
  IssuedToken issue(Environment environment, const std::string& app_key, WallTime now);
  TokenVerdict check(Environment environment, const std::string& app_key, std::string_view token,
                     WallTime now) const;
  /// For brokers whose calls name no key: whose token this is; empty when unknown.
  std::string owner(std::string_view token) const;
  /// False when there is no such token.
  bool revoke(std::string_view token);
  /// As in a maintenance night: every token ends, and the pause between issuances is forgotten.
  void revoke_all();
  std::uint64_t issued() const;

 private:
  struct Entry {
    std::string token;
    WallTime asked{}, issued{}, expires{};
  };
  const std::uint64_t seed_;
  const TokenPolicy policy_;
  mutable std::mutex mutex_;
  std::map<std::pair<Environment, std::string>, Entry> entries_;
  std::uint64_t serial_ = 0;
};

}  // namespace kbroker::sim
