// Sends KIS calls: builds the request, runs it through Resilience, replaces refused tokens.
#include "endpoint.hpp"

#include <algorithm>

#include <boost/algorithm/string/replace.hpp>

#include "errors.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "token_wire.hpp"

namespace kbroker::kis {

using boost::asio::awaitable;
using broker::CallOptions;
using broker::Environment;
using broker::Token;
using net::http::ClientRequest;
using net::http::ClientResponse;

namespace {

/// One attempt may take this long, so that a lost answer leaves time for another.
constexpr std::chrono::seconds attempt_limit{10};
constexpr std::string_view ledger_lane = "ledger";

EndpointConfig completed(EndpointConfig config) {
  if (config.base_url.empty() && config.environment == Environment::real) config.base_url = real_url;
  if (config.base_url.empty() && config.environment == Environment::paper) config.base_url = paper_url;
  while (config.base_url.ends_with('/')) config.base_url.pop_back();
  return config;
}

broker::PacerConfig paced(double per_second) {
  broker::PacerConfig pacer;
  pacer.per_second = per_second;
  pacer.least_per_second = std::min(pacer.least_per_second, per_second);
  return pacer;
}

broker::TokenStoreConfig token_config(const EndpointConfig& config, const Config& shared) {
  broker::TokenStoreConfig tokens;
  tokens.directory = shared.token_directory;
  tokens.label = "kis-" + std::string(to_string(config.environment));
  return tokens;
}

}  // namespace

Endpoint::Endpoint(EndpointConfig config, const Config& shared,
                   std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
                   std::shared_ptr<broker::ResilienceObserver> observer)
    : config_(completed(std::move(config))),
      user_agent_(shared.user_agent),
      customer_type_(shared.customer_type),
      transport_(std::move(transport)),
      clock_(clock),
      observer_(std::move(observer)),
      resilience_(broker::BrokerId::kis, config_.environment, shared.retry, shared.breaker,
                  paced(config_.calls_per_second), clock, random, observer_),
      tokens_(token_config(config_, shared), config_.app_key.reveal(), clock,
              [this](CallOptions options) { return issue(std::move(options)); }) {
  resilience_.add_lane(std::string(ledger_lane), paced(config_.ledger_calls_per_second));
}

bool Endpoint::offers(const Api& api) const {
  return config_.environment != Environment::paper || !api.tr_id_paper.empty();
}

awaitable<Result<Page>> Endpoint::get(Api api, Fields query, bool continued, CallOptions options) {
  auto token = co_await tokens_.get(options);
  if (token.has_error()) co_return without_secrets(token.error());
  auto page = co_await send(api, query, continued, *token, options);
  if (page.has_value() || !token_refused(page.error())) co_return page;

  // KIS revokes tokens before their time during maintenance: issue once more, ask once more.
  tokens_.invalidate(*token);
  auto fresh = co_await tokens_.get(options);
  if (fresh.has_error()) co_return without_secrets(fresh.error());
  auto again = co_await send(api, query, continued, *fresh, options);
  if (again.has_error() && token_refused(again.error())) tokens_.invalidate(*fresh);
  co_return again;
}

awaitable<Result<void>> Endpoint::authenticate(CallOptions options) {
  auto token = co_await tokens_.get(std::move(options));
  if (token.has_error()) co_return without_secrets(token.error());
  co_return Result<void>();
}

awaitable<Result<Page>> Endpoint::send(const Api& api, const Fields& query, bool continued,
                                       const Token& token, const CallOptions& options) {
  std::function<awaitable<Result<Page>>()> attempt = [&] {
    return exchange(api, query, continued, token, options);
  };
  co_return co_await resilience_.run<Page>(std::string(api.operation),
                                           std::string(api.ledger ? ledger_lane : ""), true, options,
                                           std::move(attempt));
}

awaitable<Result<Page>> Endpoint::exchange(const Api& api, const Fields& query, bool continued,
                                           const Token& token, const CallOptions& options) {
  auto response = co_await transfer(request_for(api, query, continued, token), options);
  if (response.has_error()) co_return without_secrets(response.error(), &token);
  auto body = read_envelope(*response, api.operation);
  if (body.has_error()) co_return without_secrets(body.error(), &token);
  const auto mark = trim(response->header("tr_cont").value_or(""));
  co_return Page(std::move(*body), mark == "F" || mark == "M");
}

ClientRequest Endpoint::request_for(const Api& api, const Fields& query, bool continued,
                                    const Token& token) const {
  std::string url = config_.base_url + std::string(api.path);
  char separator = '?';
  for (const auto& [name, value] : query) {
    url += separator + std::string(name) + "=" + percent_encode(value);
    separator = '&';
  }
  const bool paper = config_.environment == Environment::paper;
  net::http::Headers headers{{"content-type", "application/json; charset=utf-8"},
                             {"authorization", "Bearer " + token.text.reveal()},
                             {"appkey", config_.app_key.reveal()},
                             {"appsecret", config_.app_secret.reveal()},
                             {"tr_id", std::string(paper ? api.tr_id_paper : api.tr_id_real)},
                             {"tr_cont", continued ? "N" : ""},
                             {"custtype", customer_type_},
                             {"User-Agent", user_agent_}};
  return ClientRequest("GET", std::move(url), std::move(headers));
}

awaitable<Result<ClientResponse>> Endpoint::transfer(ClientRequest request, const CallOptions& options) {
  const Deadline limit(std::min(options.deadline.at(), clock_.steady() + attempt_limit));
  auto response = co_await transport_->send(std::move(request), limit, options.stop);
  if (response.has_error()) {
    Error error = response.error();
    // Everything sent from here is a read, or a token request whose answer alone was lost.
    error.retryable = error.code == Errc::broker_unavailable || error.code == Errc::timeout;
    if (error.code == Errc::broker_unavailable && config_.environment == Environment::paper &&
        error.hint.empty())
      error.hint = "The KIS paper host is often off outside trading days. Try again later.";
    co_return error;
  }
  co_return response;
}

awaitable<Result<ClientResponse>> Endpoint::request_token(const CallOptions& options) {
  net::http::Headers headers{{"content-type", "application/json; charset=utf-8"},
                             {"User-Agent", user_agent_}};
  ClientRequest request("POST", config_.base_url + std::string(token_path), std::move(headers),
                        token_request(config_.app_key, config_.app_secret));
  auto response = co_await transfer(std::move(request), options);
  if (response.has_value() && response->status >= 500 && !broker::wire::parse_object(response->body))
    co_return errors().unreadable(*response, "token");
  co_return response;
}

awaitable<Result<Token>> Endpoint::issue(CallOptions options) {
  // A refusal is an answer here: asking again within the minute would only be refused again.
  std::function<awaitable<Result<ClientResponse>>()> attempt = [&] { return request_token(options); };
  auto response = co_await resilience_.run<ClientResponse>("token", "", true, options, std::move(attempt));
  Result<Token> token = response.has_error() ? Result<Token>(without_secrets(response.error()))
                                             : decode_token(*response, clock_.wall());
  if (observer_) observer_->token_issued(broker::BrokerId::kis, config_.environment, token.has_value());
  if (token.has_error()) co_return without_secrets(token.error());
  co_return token;
}

Error Endpoint::without_secrets(Error error, const Token* token) const {
  const auto hide = [&error](const std::string& secret) {
    if (secret.size() < 4) return;
    boost::replace_all(error.message, secret, "***");
    boost::replace_all(error.hint, secret, "***");
  };
  hide(config_.app_key.reveal());
  hide(config_.app_secret.reveal());
  hide(config_.account);
  if (token) hide(token->text.reveal());
  return error;
}

broker::ConnectionStatus Endpoint::status() const {
  broker::ConnectionStatus status;
  status.broker = broker::BrokerId::kis;
  status.environment = config_.environment;
  status.configured = true;
  status.base_url = config_.base_url;
  if (!config_.account.empty()) status.account_masked = mask(config_.account) + "-" + config_.account_product;
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

}  // namespace kbroker::kis
