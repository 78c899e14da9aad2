// The keys of an authorization server (JWK Set, RFC 7517): reading, fetching, keeping.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "jwt.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::mcp {

/// Immutable; any thread.
class KeySet {
 public:
  /// Keys that cannot be used are left out. Error `invalid_argument` for what is no JWK Set.
  static Result<KeySet> parse(std::string_view text);

  /// The key the token names, or, when it names none, the only one that fits it; null: there is none.
  const JwsKey* find(const Jwt& token) const;
  std::size_t size() const { return keys_.size(); }

 private:
  std::vector<JwsKey> keys_;
};

/// Fetches when asked to and not more often than twice a minute, so that made-up key ids cannot make it ask
/// again and again. What was fetched is asked for again after ten minutes and used for a day at most while
/// the authorization server does not answer. Any thread may call every function. Hold it by shared_ptr.
class JwksCache : public std::enable_shared_from_this<JwksCache> {
 public:
  /// `executor` is serial; fetching happens on it.
  JwksCache(std::string url, std::shared_ptr<net::http::Transport> transport, Clock& clock,
            boost::asio::any_io_executor executor);

  /// Null: nothing usable yet.
  std::shared_ptr<const KeySet> keys() const;
  /// Fetched so long ago that keys may have been taken back.
  bool stale() const;
  /// Whether refresh() would ask the authorization server, or wait for an answer that is under way.
  bool may_refresh() const;
  /// Returns when the keys are as new as they can be; runs on the caller's executor. Everybody who comes
  /// while a fetch is under way waits for the same one.
  boost::asio::awaitable<void> refresh();

 private:
  class Fetching;

  static boost::asio::awaitable<void> fetch_once(std::shared_ptr<JwksCache> self);
  void take(const Result<net::http::ClientResponse>& response);

  const std::string url_;
  const std::shared_ptr<net::http::Transport> transport_;
  Clock& clock_;
  const boost::asio::any_io_executor executor_;
  boost::asio::steady_timer fetched_;  ///< cancelled at the end of a fetch; on the executor
  std::atomic<bool> fetching_ = false;

  mutable std::mutex mutex_;
  SteadyTime next_attempt_ = SteadyTime::min();
  SteadyTime fetched_at_{};
  std::shared_ptr<const KeySet> keys_;
};

}  // namespace kbroker::mcp
