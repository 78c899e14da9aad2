// Sends a broker's calls: runs them through Resilience, replaces refused tokens, hides secrets.
#include "kbroker/broker/endpoint.hpp"

#include <algorithm>

#include <boost/algorithm/string/replace.hpp>

#include "kbroker/base/text.hpp"

namespace kbroker::broker {

using boost::asio::awaitable;
using net::http::ClientRequest;
using net::http::ClientResponse;

namespace {

/// One attempt may take this long, so that a lost answer leaves time for another.
constexpr std::chrono::seconds attempt_limit{10};

EndpointConfig completed(const Protocol& protocol, EndpointConfig config) {
  config = protocol.completed(std::move(config));
  if (config.base_url.empty() && config.environment == Environment::real)
    config.base_url = protocol.facts.real_url;
  if (config.base_url.empty() && config.environment == Environment::paper)
    config.base_url = protocol.facts.paper_url;
  while (config.base_url.ends_with('/')) config.base_url.pop_back();
  return config;
}

PacerConfig paced(double per_second) {
  PacerConfig pacer;
  pacer.per_second = per_second;
  return pacer;
}

TokenStoreConfig token_config(const Protocol& protocol, Environment environment, std::string directory) {
  TokenStoreConfig tokens;
  tokens.directory = std::move(directory);
  tokens.label = std::string(to_string(protocol.facts.id)) + "-" + std::string(to_string(environment));
  return tokens;
}

bool is_lost(const Error& error) {
  return error.code == Errc::broker_unavailable || error.code == Errc::timeout;
}

/// An answer that says to ask for the token again: the page of a broken gateway, too many calls a second. Any
/// other refusal would only be repeated.
bool asks_to_repeat(const Error& error) {
  const bool broken = error.code == Errc::broker_unavailable && error.http_status >= 500;
  return broken || is_call_rate_refusal(error);
}

Error unanswered_token_request(Error error) {
  if (error.code != Errc::timeout) return error;
  error.message = "The request for an access token was not answered: " + error.message;
  error.hint =
      "A token may have been issued all the same: another is not asked for within a minute. Try after that.";
  error.retry_after = least_between_issues;
  return error;
}

}  // namespace

Endpoint::Endpoint(const Protocol& protocol, EndpointConfig config, const BrokerConfig& shared,
                   std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
                   std::shared_ptr<ResilienceObserver> observer)
    : protocol_(protocol),
      config_(completed(protocol, std::move(config))),
      transport_(std::move(transport)),
      clock_(clock),
      observer_(std::move(observer)),
      resilience_(protocol.facts.id, config_.environment, shared.retry, shared.breaker,
                  paced(config_.calls_per_second), clock, random, observer_),
      tokens_(token_config(protocol, config_.environment, shared.token_directory), config_.app_key.reveal(),
              clock, [this](CallOptions options) { return issue(std::move(options)); }),
      account_(config_.account) {}

awaitable<Result<Page>> Endpoint::call(ApiCall call, CallOptions options) {
  if (!call.lane.empty())
    resilience_.add_lane(call.lane, protocol_.lane_pace(config_.environment, call.lane));
  for (bool repeated = false;; repeated = true) {
    auto token = co_await tokens_.get(options);
    if (token.has_error()) co_return without_secrets(token.error());
    std::function<awaitable<Result<Page>>()> attempt = [&] { return exchange(call, *token, options); };
    auto page = co_await resilience_.run<Page>(call.operation, call.lane, call.repeatable, options,
                                               std::move(attempt));
    if (page.has_value() || !protocol_.token_refused(page.error())) co_return page;
    // Brokers revoke tokens before their time during maintenance: issue once more, ask once more.
    tokens_.invalidate(*token);
    if (repeated) co_return page;
  }
}

awaitable<Result<void>> Endpoint::authenticate(CallOptions options) {
  auto token = co_await tokens_.get(std::move(options));
  if (token.has_error()) co_return without_secrets(token.error());
  co_return Result<void>();
}

awaitable<Result<Page>> Endpoint::exchange(const ApiCall& call, const Token& token,
                                           const CallOptions& options) {
  net::http::Headers headers{{"Content-Type", std::string(protocol_.facts.content_type)},
                             {"authorization", "Bearer " + token.text.reveal()}};
  std::ranges::copy(protocol_.key_headers(config_), std::back_inserter(headers));
  std::ranges::copy(call.headers, std::back_inserter(headers));
  ClientRequest request(call.method, config_.base_url + call.path, std::move(headers), call.body);
  auto response = co_await transfer(std::move(request), call.repeatable, options);
  if (response.has_error()) co_return without_secrets(response.error(), &token);
  auto body = protocol_.read(*response, call.operation);
  if (body.has_error()) co_return without_secrets(body.error(), &token);
  co_return Page(std::move(*body), protocol_.next_page(*response));
}

awaitable<Result<ClientResponse>> Endpoint::transfer(ClientRequest request, bool repeatable,
                                                     const CallOptions& options) {
  const Deadline limit(std::min(options.deadline.at(), clock_.steady() + attempt_limit));
  auto response = co_await transport_->send(std::move(request), limit, options.stop);
  if (response.has_value()) co_return response;
  Error error = response.error();
  error.retryable = repeatable && is_lost(error);
  if (error.code == Errc::broker_unavailable && error.hint.empty())
    error.hint = protocol_.unreachable_hint(config_.environment);
  co_return error;
}

awaitable<Result<ClientResponse>> Endpoint::request_token(const CallOptions& options) {
  net::http::Headers headers{{"Content-Type", std::string(protocol_.facts.content_type)}};
  ClientRequest request("POST", config_.base_url + std::string(protocol_.facts.token_path),
                        std::move(headers), protocol_.token_request(config_));
  auto response = co_await transfer(std::move(request), false, options);
  if (response.has_error()) co_return unanswered_token_request(response.error());
  const auto token = protocol_.read_token(*response, clock_.wall());
  if (token.has_error() && asks_to_repeat(token.error())) co_return token.error();
  co_return response;
}

awaitable<Result<Token>> Endpoint::issue(CallOptions options) {
  std::function<awaitable<Result<ClientResponse>>()> attempt = [&] { return request_token(options); };
  auto response = co_await resilience_.run<ClientResponse>("token", "", true, options, std::move(attempt));
  Result<Token> token =
      response.has_error() ? Result<Token>(response.error()) : protocol_.read_token(*response, clock_.wall());
  if (observer_) observer_->token_issued(protocol_.facts.id, config_.environment, token.has_value());
  if (token.has_value()) co_return token;
  Error error = without_secrets(token.error());
  // What is not repeated here may still pass when the caller asks again.
  error.retryable = error.retryable || is_lost(error);
  co_return error;
}

Error Endpoint::without_secrets(Error error, const Token* token) const {
  const auto hide = [&error](const std::string& secret) {
    if (secret.size() < 4) return;
    boost::replace_all(error.message, secret, "***");
    boost::replace_all(error.hint, secret, "***");
  };
  hide(config_.app_key.reveal());
  hide(config_.app_secret.reveal());
  hide(account());
  hide(config_.derivatives_account);
  if (token) hide(token->text.reveal());
  return error;
}

std::string Endpoint::account() const {
  const std::scoped_lock lock(mutex_);
  return account_;
}

void Endpoint::set_account(std::string account) {
  const std::scoped_lock lock(mutex_);
  account_ = std::move(account);
}

std::string Endpoint::account_text() const {
  auto text = account();
  if (!text.empty() && !config_.account_product.empty()) text += "-" + config_.account_product;
  return text;
}

ConnectionStatus Endpoint::status() const {
  ConnectionStatus status;
  status.broker = protocol_.facts.id;
  status.environment = config_.environment;
  status.configured = true;
  status.base_url = config_.base_url;
  status.account_masked = mask(account_text());
  status.token_state = tokens_.state();
  status.token_expires = tokens_.expires();
  status.breaker_state = to_string(resilience_.breaker_state());
  status.rate_per_second = resilience_.rate();
  status.calls = resilience_.calls();
  status.failures = resilience_.failures();
  status.retries = resilience_.retries();
  status.last_success = resilience_.last_success();
  status.last_error = resilience_.last_error();
  return status;
}

}  // namespace kbroker::broker
