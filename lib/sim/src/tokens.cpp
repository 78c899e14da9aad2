// Issues, checks and revokes access tokens the way a broker does.
#include "tokens.hpp"

#include "kbroker/base/codec.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/sim/simulator.hpp"

namespace kbroker::sim {

namespace {

std::string dashed(const std::string& digits) {
  return digits.substr(0, 8) + "-" + digits.substr(8, 4) + "-" + digits.substr(12, 4) + "-" +
         digits.substr(16, 12);
}

}  // namespace

std::string_view to_string(Environment environment) noexcept {
  return environment == Environment::real ? "real" : "paper";
}

KeyVerdict check_key(std::string_view app_key, std::string_view app_secret, Environment environment) {
  const bool here = app_key == demo_app_key ||
                    app_key == (environment == Environment::real ? real_only_app_key : paper_only_app_key);
  const bool elsewhere = app_key == real_only_app_key || app_key == paper_only_app_key;
  if (!here && !elsewhere) return KeyVerdict::wrong_key;
  if (app_secret != demo_app_secret) return KeyVerdict::wrong_secret;
  return here ? KeyVerdict::good : KeyVerdict::other_environment;
}

IssuedToken TokenDesk::issue(Environment environment, const std::string& app_key, WallTime now) {
  const std::scoped_lock lock(mutex_);
  auto& entry = entries_[{environment, app_key}];
  IssuedToken issued;
  if (entry.asked != WallTime{} && now - entry.asked < policy_.pause) {
    issued.too_soon = true;
    return issued;
  }
  entry.asked = now;
  const bool fresh = !entry.token.empty() && now - entry.issued < policy_.same_for && now < entry.expires;
  if (!fresh) {
    const auto text = std::string(to_string(environment)) + ":" + app_key + ":" + std::to_string(++serial_);
    entry.token = policy_.dashed ? dashed(sha256_hex(std::to_string(seed_) + text))
                                 : base64url_encode(hmac_sha256(std::to_string(seed_), text)) +
                                       base64url_encode(hmac_sha256(text, std::to_string(seed_)));
    entry.issued = now;
    entry.expires = now + policy_.lifetime;
  }
  issued.token = entry.token;
  issued.expires = entry.expires;
  return issued;
}

TokenVerdict TokenDesk::check(Environment environment, const std::string& app_key, std::string_view token,
                              WallTime now) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [owner, entry] : entries_) {
    if (entry.token.empty() || entry.token != token) continue;
    if (owner.first != environment) return TokenVerdict::other_environment;
    if (owner.second != app_key) return TokenVerdict::unknown;
    return now < entry.expires ? TokenVerdict::good : TokenVerdict::expired;
  }
  return TokenVerdict::unknown;
}

std::string TokenDesk::owner(std::string_view token) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& [owner, entry] : entries_)
    if (!entry.token.empty() && entry.token == token) return owner.second;
  return {};
}

bool TokenDesk::revoke(std::string_view token) {
  const std::scoped_lock lock(mutex_);
  for (auto& [owner, entry] : entries_)
    if (!entry.token.empty() && entry.token == token) {
      entry.token.clear();
      return true;
    }
  return false;
}

void TokenDesk::revoke_all() {
  const std::scoped_lock lock(mutex_);
  entries_.clear();
}

std::uint64_t TokenDesk::issued() const {
  const std::scoped_lock lock(mutex_);
  return serial_;
}

}  // namespace kbroker::sim
