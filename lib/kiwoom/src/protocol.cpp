// Builds Kiwoom requests and reads their answers.
#include "protocol.hpp"

#include "errors.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
using boost::asio::awaitable;
using broker::Endpoint;
using broker::EndpointConfig;
using broker::Environment;
using broker::Page;
using broker::Token;
using net::http::ClientRequest;
using net::http::ClientResponse;
using net::http::Headers;

namespace {

constexpr std::string_view real_url = "https://api.kiwoom.com";
constexpr std::string_view paper_url = "https://mockapi.kiwoom.com";
constexpr std::string_view token_path = "/oauth2/token";
constexpr std::string_view content_type = "application/json;charset=UTF-8";

class KiwoomProtocol final : public broker::Protocol {
 public:
  broker::BrokerId id() const override { return broker::BrokerId::kiwoom; }
  std::string_view name() const override { return "Kiwoom"; }
  std::string_view how_to_configure() const override {
    return "Set the app key and secret key of that environment in the configuration.";
  }

  EndpointConfig completed(EndpointConfig config) const override {
    const bool paper = config.environment == Environment::paper;
    if (config.base_url.empty() && paper) config.base_url = paper_url;
    if (config.base_url.empty() && config.environment == Environment::real) config.base_url = real_url;
    config.account_product.clear();  // accounts have none
    if (config.calls_per_second <= 0) config.calls_per_second = 5;
    return config;
  }

  /// Each api-id: two calls at once are let through, after that about one a second.
  broker::PacerConfig lane_pace(Environment) const override {
    broker::PacerConfig pace;
    pace.per_second = 0.9;
    pace.burst = 2;
    return pace;
  }

  ClientRequest token_request(const EndpointConfig& config) const override {
    Headers headers{{"Content-Type", std::string(content_type)}};
    return ClientRequest("POST", config.base_url + std::string(token_path), std::move(headers),
                         kiwoom::token_request(config.app_key, config.app_secret));
  }

  Result<Token> read_token(const ClientResponse& response, WallTime now) const override {
    return decode_token(response, now);
  }

  ClientRequest request(const broker::ApiCall& call, const EndpointConfig& config,
                        const Token& token) const override {
    Headers headers{{"Content-Type", std::string(content_type)},
                    {"authorization", "Bearer " + token.text.reveal()}};
    headers.insert(headers.end(), call.headers.begin(), call.headers.end());
    return ClientRequest(call.method, config.base_url + call.path, std::move(headers), call.body);
  }

  Result<Page> read(const ClientResponse& response, std::string_view operation) const override {
    auto body = read_envelope(response, operation);
    if (body.has_error()) return body.error();
    Headers next;
    const auto key = response.header("next-key");
    if (iequals(trim(response.header("cont-yn").value_or("")), "Y") && key && !trim(*key).empty())
      next = {{"cont-yn", "Y"}, {"next-key", std::string(*key)}};
    return Page(std::move(*body), std::move(next));
  }

  bool token_refused(const Error& error) const override { return kiwoom::token_refused(error); }
};

}  // namespace

const broker::Protocol& protocol() {
  static const KiwoomProtocol only;
  return only;
}

awaitable<Result<Page>> ask(Endpoint& endpoint, const Api& api, const boost::json::object& parameters,
                            Headers next, broker::CallOptions options) {
  broker::ApiCall call;
  call.operation = api.id;
  call.method = "POST";
  call.path = api.path;
  call.headers = std::move(next);
  call.headers.emplace_back("api-id", api.id);
  call.body = to_json_text(parameters);
  call.lane = api.id;
  return endpoint.call(std::move(call), std::move(options));
}

awaitable<Result<Page>> ask(Endpoint& endpoint, const Api& api, const boost::json::object& parameters,
                            broker::CallOptions options) {
  return ask(endpoint, api, parameters, Headers(), std::move(options));
}

std::string token_request(const Secret& app_key, const Secret& secret_key) {
  boost::json::object body;
  body["grant_type"] = "client_credentials";
  body["appkey"] = app_key.reveal();
  body["secretkey"] = secret_key.reveal();
  return to_json_text(body);
}

Result<Token> decode_token(const ClientResponse& response, WallTime now) {
  const auto body = read_envelope(response, "token");
  if (body.has_error()) {
    Error error = body.error();
    // 401 here is about the keys; there is no token yet.
    if (error.code == Errc::auth_failed && error.http_status == 401 && error.broker_code.size() != 4)
      error.hint = "Check the app key and secret key in the configuration.";
    return error;
  }
  Secret text(wire::text(*body, "token"));
  if (text.empty())
    return Error(Errc::broker_error, "Kiwoom answered the token request without a token.", "Try again later.",
                 true);
  // Tokens last about a day; without a readable end take a part of it that is certain.
  const auto stated = wire::timestamp(*body, "expires_dt");
  const auto expires = stated && *stated > now ? *stated : now + std::chrono::hours{6};
  return Token(std::move(text), expires, now);
}

}  // namespace kbroker::kiwoom
