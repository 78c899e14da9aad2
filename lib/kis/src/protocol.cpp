// Builds KIS requests and reads their answers; failures of tokens have an envelope of their own.
#include "protocol.hpp"

#include "errors.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

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

constexpr std::string_view real_url = "https://openapi.koreainvestment.com:9443";
constexpr std::string_view paper_url = "https://openapivts.koreainvestment.com:29443";
constexpr std::string_view token_path = "/oauth2/tokenP";
constexpr std::string_view content_type = "application/json; charset=utf-8";
constexpr std::string_view user_agent = "kbroker";
constexpr std::string_view ledger_lane = "ledger";

/// "12345678-01", "1234567801" or "12345678" with the product beside it.
void split_account(EndpointConfig& config) {
  std::erase_if(config.account, [](char c) { return c < '0' || c > '9'; });
  if (config.account.size() == 10) config.account_product = config.account.substr(8);
  if (config.account_product.empty()) config.account_product = "01";
  config.account = config.account.substr(0, 8);
}

class KisProtocol final : public broker::Protocol {
 public:
  broker::BrokerId id() const override { return broker::BrokerId::kis; }
  std::string_view name() const override { return "KIS"; }
  std::string_view how_to_configure() const override {
    return "Set the app key and app secret of that environment (KIS_APP_KEY and KIS_APP_SECRET, or "
           "KIS_PAPER_APP_KEY and KIS_PAPER_APP_SECRET).";
  }

  EndpointConfig completed(EndpointConfig config) const override {
    const bool paper = config.environment == Environment::paper;
    if (config.base_url.empty() && paper) config.base_url = paper_url;
    if (config.base_url.empty() && config.environment == Environment::real) config.base_url = real_url;
    split_account(config);
    // 20 a second on real and 2 on paper; refusals at the exact limit are common, so stay below.
    if (config.calls_per_second <= 0) config.calls_per_second = paper ? 1.5 : 15;
    return config;
  }

  /// Balance, fills, orders.
  broker::PacerConfig lane_pace(Environment environment) const override {
    broker::PacerConfig pace;
    pace.per_second = environment == Environment::paper ? 1 : 5;
    return pace;
  }

  std::string_view unreachable_hint(Environment environment) const override {
    if (environment != Environment::paper) return {};
    return "The KIS paper host is often off outside trading days. Try again later.";
  }

  ClientRequest token_request(const EndpointConfig& config) const override {
    Headers headers{{"content-type", std::string(content_type)}, {"User-Agent", std::string(user_agent)}};
    return ClientRequest("POST", config.base_url + std::string(token_path), std::move(headers),
                         kis::token_request(config.app_key, config.app_secret));
  }

  Result<Token> read_token(const ClientResponse& response, WallTime now) const override {
    return decode_token(response, now);
  }

  ClientRequest request(const broker::ApiCall& call, const EndpointConfig& config,
                        const Token& token) const override {
    Headers headers{{"content-type", std::string(content_type)},
                    {"authorization", "Bearer " + token.text.reveal()},
                    {"appkey", config.app_key.reveal()},
                    {"appsecret", config.app_secret.reveal()},
                    {"custtype", "P"},
                    {"User-Agent", std::string(user_agent)}};
    headers.insert(headers.end(), call.headers.begin(), call.headers.end());
    return ClientRequest(call.method, config.base_url + call.path, std::move(headers), call.body);
  }

  Result<Page> read(const ClientResponse& response, std::string_view operation) const override {
    auto body = read_envelope(response, operation);
    if (body.has_error()) return body.error();
    Headers next;
    const auto mark = trim(response.header("tr_cont").value_or(""));
    if (mark == "F" || mark == "M") next.emplace_back("tr_cont", "N");
    return Page(std::move(*body), std::move(next));
  }

  bool token_refused(const Error& error) const override { return kis::token_refused(error); }
};

broker::ApiCall call_of(const Api& api, const Query& query, Headers next, Environment environment) {
  broker::ApiCall call;
  call.operation = api.operation;
  call.path = api.path;
  char separator = '?';
  for (const auto& [name, value] : query) {
    call.path += separator + std::string(name) + "=" + percent_encode(value);
    separator = '&';
  }
  const bool paper = environment == Environment::paper;
  call.headers = std::move(next);
  if (call.headers.empty()) call.headers.emplace_back("tr_cont", "");
  call.headers.emplace_back("tr_id", paper ? api.tr_id_paper : api.tr_id_real);
  if (api.ledger) call.lane = ledger_lane;
  return call;
}

}  // namespace

const broker::Protocol& protocol() {
  static const KisProtocol only;
  return only;
}

awaitable<Result<Page>> get(Endpoint& endpoint, const Api& api, const Query& query, Headers next,
                            broker::CallOptions options) {
  return endpoint.call(call_of(api, query, std::move(next), endpoint.environment()), std::move(options));
}

awaitable<Result<Page>> get(Endpoint& endpoint, const Api& api, const Query& query,
                            broker::CallOptions options) {
  return get(endpoint, api, query, Headers(), std::move(options));
}

std::string token_request(const Secret& app_key, const Secret& app_secret) {
  boost::json::object body;
  body["grant_type"] = "client_credentials";
  body["appkey"] = app_key.reveal();
  body["appsecret"] = app_secret.reveal();
  return to_json_text(body);
}

Result<Token> decode_token(const ClientResponse& response, WallTime now) {
  const auto body = wire::parse_object(response.body);
  if (!body) return errors().unreadable(response, "token");
  Secret text(wire::text(*body, "access_token"));
  if (response.status >= 400 || text.empty()) return envelope_error(*body, response, "token");
  // Asked again within six hours KIS gives the same token: that long it lasts for certain.
  WallTime expires = now + std::chrono::hours{6};
  const auto stated = wire::timestamp(*body, "access_token_token_expired");
  const auto seconds = wire::integer_or_zero(*body, "expires_in");
  constexpr std::int64_t longest = 366 * 24 * 3600;
  if (stated && *stated > now)
    expires = *stated;
  else if (seconds > 0 && seconds <= longest)
    expires = now + std::chrono::seconds{seconds};
  return Token(std::move(text), expires, now);
}

}  // namespace kbroker::kis
