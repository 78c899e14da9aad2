// Access tokens: one owner per app key, kept on disk, shared by processes, issued as rarely as possible.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/base/secret.hpp"
#include "kbroker/broker/broker.hpp"

namespace kbroker::broker {

struct Token {
  Secret text;
  WallTime expires;
  WallTime issued;

  Token() = default;
  Token(Secret text_, WallTime expires_, WallTime issued_)
      : text(std::move(text_)), expires(expires_), issued(issued_) {}
};

/// Brokers issue one token a minute.
inline constexpr std::chrono::seconds least_between_issues{61};

/// A refusal of too many calls a second, not of too many tokens a minute: nothing was issued, and the pause
/// it asks for is all that is needed.
bool is_call_rate_refusal(const Error& error);

struct TokenStoreConfig {
  /// Folder of the cache; empty: memory only. Created 0700, files 0600.
  std::string directory;
  /// Part of the file name, with a hash of the app key: "kis-real", "kiwoom-paper", "kis-simulated".
  std::string label;
  /// A token this close to its end is renewed first.
  std::chrono::seconds renew_before{300};
  std::chrono::seconds least_between_issues = broker::least_between_issues;
};

/// One per (broker, environment, app key). Any thread may call every function.
class TokenStore {
 public:
  using Issue = std::function<boost::asio::awaitable<Result<Token>>(CallOptions)>;

  TokenStore(TokenStoreConfig config, std::string app_key, Clock& clock, Issue issue);
  ~TokenStore();

  /// The cached token, or a new one. Concurrent callers share one issuance and its error; other processes are
  /// kept out by a file lock, and what they issued is taken over. Asked again less than
  /// `least_between_issues` after an issuance that failed or whose token was refused: waits when the deadline
  /// allows, otherwise `auth_failed` with `retry_after`. A refusal for pacing (`rate_limited`) and a time-out
  /// count as an issuance: the token may exist though its answer was lost. A broker that could not be reached
  /// (`broker_unavailable` without an HTTP status) does not count, and after is_call_rate_refusal() the pause
  /// is the one asked for. A token near its end keeps serving while a new one cannot be had. An issuance
  /// under way is not interrupted by `options.stop`.
  boost::asio::awaitable<Result<Token>> get(CallOptions options);
  /// The broker refused this token: it is dropped (here and on disk) if it is still the current one.
  void invalidate(const Token& refused);
  /// "none", "valid", "expired", "refused".
  std::string state() const;
  std::optional<WallTime> expires() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::broker
