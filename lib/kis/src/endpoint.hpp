// One KIS environment with one key pair: headers, tokens, pacing and retry around every call.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "apis.hpp"
#include "kbroker/broker/resilience.hpp"
#include "kbroker/broker/token_store.hpp"
#include "kbroker/kis/kis_broker.hpp"

namespace kbroker::kis {

using Fields = std::vector<std::pair<std::string_view, std::string>>;

/// One answer of a call that may have more pages.
struct Page {
  boost::json::object body;
  /// The response header `tr_cont` was F or M.
  bool more = false;

  Page() = default;
  Page(boost::json::object body_, bool more_) : body(std::move(body_)), more(more_) {}
};

/// Any thread may call every function. Outlives its calls.
class Endpoint {
 public:
  Endpoint(EndpointConfig config, const Config& shared, std::shared_ptr<net::http::Transport> transport,
           Clock& clock, Random& random, std::shared_ptr<broker::ResilienceObserver> observer);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  /// One page of a read. A refused token is replaced and the call repeated, once.
  boost::asio::awaitable<Result<Page>> get(Api api, Fields query, bool continued,
                                           broker::CallOptions options);
  boost::asio::awaitable<Result<void>> authenticate(broker::CallOptions options);

  broker::Environment environment() const { return config_.environment; }
  bool offers(const Api& api) const;
  const std::string& account() const { return config_.account; }
  const std::string& account_product() const { return config_.account_product; }
  WallTime now() const { return clock_.wall(); }
  broker::ConnectionStatus status() const;

 private:
  boost::asio::awaitable<Result<Page>> send(const Api& api, const Fields& query, bool continued,
                                            const broker::Token& token, const broker::CallOptions& options);
  boost::asio::awaitable<Result<Page>> exchange(const Api& api, const Fields& query, bool continued,
                                                const broker::Token& token,
                                                const broker::CallOptions& options);
  boost::asio::awaitable<Result<broker::Token>> issue(broker::CallOptions options);
  boost::asio::awaitable<Result<net::http::ClientResponse>> request_token(const broker::CallOptions& options);
  boost::asio::awaitable<Result<net::http::ClientResponse>> transfer(net::http::ClientRequest request,
                                                                     const broker::CallOptions& options);
  net::http::ClientRequest request_for(const Api& api, const Fields& query, bool continued,
                                       const broker::Token& token) const;
  Error without_secrets(Error error, const broker::Token* token = nullptr) const;

  EndpointConfig config_;
  std::string user_agent_, customer_type_;
  std::shared_ptr<net::http::Transport> transport_;
  Clock& clock_;
  std::shared_ptr<broker::ResilienceObserver> observer_;
  broker::Resilience resilience_;
  broker::TokenStore tokens_;
};

}  // namespace kbroker::kis
