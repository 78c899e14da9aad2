// One environment of one broker with one key pair: tokens, pacing and retry around every call.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "kbroker/broker/protocol.hpp"
#include "kbroker/broker/resilience.hpp"
#include "kbroker/broker/token_store.hpp"

namespace kbroker::broker {

/// Any thread may call every function. Outlives its calls, and is outlived by `protocol`, `clock` and
/// `random`. No error or status holds a secret or the account number.
class Endpoint {
 public:
  Endpoint(const Protocol& protocol, EndpointConfig config, const BrokerConfig& shared,
           std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
           std::shared_ptr<ResilienceObserver> observer);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  /// One page. A refused token is replaced and the call repeated, once; other failures are repeated where
  /// both the call and the error allow it. One attempt takes at most ten seconds.
  boost::asio::awaitable<Result<Page>> call(ApiCall call, CallOptions options);
  /// Makes sure that there is a token.
  ///
  /// A token request is repeated after an answer that says to (calls per second exceeded, HTTP 5xx), never
  /// after none: a token may have been issued, and asking again would be refused, or end it and send the
  /// customer one more message. After a time-out nobody asks again for a minute (TokenStore).
  boost::asio::awaitable<Result<void>> authenticate(CallOptions options);

  Environment environment() const { return config_.environment; }
  std::string account() const;
  /// The account number as the broker told it, where the configuration left it open.
  void set_account(std::string account);
  const std::string& account_product() const { return config_.account_product; }
  /// The account as people write it, the product after a hyphen (KIS: "12345678-01"); empty: none.
  std::string account_text() const;
  const std::string& derivatives_account() const { return config_.derivatives_account; }
  /// The id that condition searches and watch lists belong to (KIS: HTS id); often empty.
  const std::string& user_id() const { return config_.user_id; }
  WallTime now() const { return clock_.wall(); }
  Duration remaining(const Deadline& deadline) const { return deadline.remaining(clock_); }
  ConnectionStatus status() const;

 private:
  boost::asio::awaitable<Result<Page>> exchange(const ApiCall& call, const Token& token,
                                                const CallOptions& options);
  boost::asio::awaitable<Result<Token>> issue(CallOptions options);
  boost::asio::awaitable<Result<net::http::ClientResponse>> request_token(const CallOptions& options);
  boost::asio::awaitable<Result<net::http::ClientResponse>> transfer(net::http::ClientRequest request,
                                                                     bool repeatable,
                                                                     const CallOptions& options);
  Error without_secrets(Error error, const Token* token = nullptr) const;

  const Protocol& protocol_;
  const EndpointConfig config_;
  std::shared_ptr<net::http::Transport> transport_;
  Clock& clock_;
  std::shared_ptr<ResilienceObserver> observer_;
  Resilience resilience_;
  TokenStore tokens_;
  mutable std::mutex mutex_;
  std::string account_;  // guarded by mutex_
};

}  // namespace kbroker::broker
