// One Kiwoom environment with one key pair: headers, tokens, pacing and retry around every call.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "apis.hpp"
#include "kbroker/broker/resilience.hpp"
#include "kbroker/broker/token_store.hpp"
#include "kbroker/kiwoom/kiwoom_broker.hpp"

namespace kbroker::kiwoom {

/// One answer of a call that may have more pages.
struct Page {
  boost::json::object body;
  /// The response header `next-key`; nothing on the last page.
  std::optional<std::string> next_key;

  Page() = default;
  Page(boost::json::object body_, std::optional<std::string> next_key_)
      : body(std::move(body_)), next_key(std::move(next_key_)) {}
};

/// Any thread may call every function. Outlives its calls.
class Endpoint {
 public:
  Endpoint(EndpointConfig config, const Config& shared, std::shared_ptr<net::http::Transport> transport,
           Clock& clock, Random& random, std::shared_ptr<broker::ResilienceObserver> observer);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  /// One page of a read; `next_key` continues from the page that gave it. A refused token is replaced and the
  /// call repeated, once.
  boost::asio::awaitable<Result<Page>> call(Api api, boost::json::object parameters,
                                            std::optional<std::string> next_key, broker::CallOptions options);
  boost::asio::awaitable<Result<void>> authenticate(broker::CallOptions options);

  broker::Environment environment() const { return config_.environment; }
  const std::string& account() const { return config_.account; }
  WallTime now() const { return clock_.wall(); }
  broker::ConnectionStatus status() const;

 private:
  boost::asio::awaitable<Result<Page>> send(const Api& api, const std::string& body,
                                            const std::optional<std::string>& next_key,
                                            const broker::Token& token, const broker::CallOptions& options);
  boost::asio::awaitable<Result<Page>> exchange(const Api& api, const std::string& body,
                                                const std::optional<std::string>& next_key,
                                                const broker::Token& token,
                                                const broker::CallOptions& options);
  boost::asio::awaitable<Result<broker::Token>> issue(broker::CallOptions options);
  boost::asio::awaitable<Result<net::http::ClientResponse>> request_token(const broker::CallOptions& options);
  boost::asio::awaitable<Result<net::http::ClientResponse>> transfer(net::http::ClientRequest request,
                                                                     const broker::CallOptions& options);
  Error without_secrets(Error error, const broker::Token* token = nullptr) const;

  EndpointConfig config_;
  std::shared_ptr<net::http::Transport> transport_;
  Clock& clock_;
  std::shared_ptr<broker::ResilienceObserver> observer_;
  broker::Resilience resilience_;
  broker::TokenStore tokens_;
};

}  // namespace kbroker::kiwoom
