// Builds KIS requests and reads their answers; failures of tokens have an envelope of their own.
#include "protocol.hpp"

#include "errors.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
using broker::EndpointConfig;
using broker::Environment;
using net::http::ClientResponse;
using net::http::Headers;

namespace {

/// "12345678-01", "1234567801" or "12345678" with the product beside it.
void split_account(EndpointConfig& config) {
  std::erase_if(config.account, [](char c) { return c < '0' || c > '9'; });
  if (config.account.size() == 10) config.account_product = config.account.substr(8);
  if (config.account_product.empty()) config.account_product = "01";
  config.account = config.account.substr(0, 8);
}

class KisProtocol final : public broker::Protocol {
 public:
  KisProtocol()
      : Protocol(
            {.id = broker::BrokerId::kis,
             .name = "KIS",
             .real_url = "https://openapi.koreainvestment.com:9443",
             .paper_url = "https://openapivts.koreainvestment.com:29443",
             .token_path = "/oauth2/tokenP",
             .content_type = "application/json; charset=utf-8",
             .how_to_configure =
                 "Set the app key and app secret of that environment (KIS_APP_KEY and KIS_APP_SECRET, or "
                 "KIS_PAPER_APP_KEY and KIS_PAPER_APP_SECRET).",
             .transaction_header = "tr_id",
             .page_header = "tr_cont"}) {}

  EndpointConfig completed(EndpointConfig config) const override {
    split_account(config);
    // 20 a second on real and 2 on paper; refusals at the exact limit are common, so stay below.
    const bool paper = config.environment == Environment::paper;
    if (config.calls_per_second <= 0) config.calls_per_second = paper ? 1.5 : 15;
    return config;
  }

  /// "ledger": balance, fills, orders. "board": whole option boards, one a second.
  broker::PacerConfig lane_pace(Environment environment, std::string_view lane) const override {
    broker::PacerConfig pace;
    pace.per_second = lane == "board" ? 0.9 : environment == Environment::paper ? 1 : 5;
    return pace;
  }

  std::string_view unreachable_hint(Environment environment) const override {
    if (environment != Environment::paper) return {};
    return "The KIS paper host is often off outside trading days. Try again later.";
  }

  std::string token_request(const EndpointConfig& config) const override {
    boost::json::object body;
    body["grant_type"] = "client_credentials";
    body["appkey"] = config.app_key.reveal();
    body["appsecret"] = config.app_secret.reveal();
    return to_json_text(body);
  }

  /// Expiry comes from `access_token_token_expired` (Korean time), else from `expires_in` (seconds).
  Result<broker::Token> read_token(const ClientResponse& response, WallTime now) const override {
    const auto body = wire::parse_object(response.body);
    if (!body) return errors().unreadable(response, "the token request");
    Secret text(wire::text(*body, "access_token"));
    if (response.status >= 400 || text.empty()) return envelope_error(*body, response, "the token request");
    // Asked again within six hours KIS gives the same token: that long it lasts for certain.
    WallTime expires = now + std::chrono::hours{6};
    const auto stated = wire::timestamp(*body, "access_token_token_expired");
    const auto seconds = wire::integer_or_zero(*body, "expires_in");
    constexpr std::int64_t longest = 366 * 24 * 3600;
    if (stated && *stated > now)
      expires = *stated;
    else if (seconds > 0 && seconds <= longest)
      expires = now + std::chrono::seconds{seconds};
    return broker::Token(std::move(text), expires, now);
  }

  Headers key_headers(const EndpointConfig& config) const override {
    return {
        {"appkey", config.app_key.reveal()}, {"appsecret", config.app_secret.reveal()}, {"custtype", "P"}};
  }

  Result<boost::json::object> read(const ClientResponse& response,
                                   std::string_view operation) const override {
    return read_envelope(response, operation);
  }

  Headers next_page(const ClientResponse& response) const override {
    const auto mark = trim(response.header("tr_cont").value_or(""));
    return mark == "F" || mark == "M" ? Headers{{"tr_cont", "N"}} : Headers();
  }

  bool token_refused(const Error& error) const override {
    return error.broker_code == "EGW00121" || error.broker_code == "EGW00122" ||
           error.broker_code == "EGW00123";
  }
};

}  // namespace

const broker::Protocol& protocol() {
  static const KisProtocol only;
  return only;
}

boost::asio::awaitable<Result<broker::Page>> get(broker::Endpoint& endpoint, const Api& api,
                                                 const Query& query, broker::CallOptions options,
                                                 Headers next) {
  broker::ApiCall call;
  call.operation = api.operation;
  call.path = api.path;
  char separator = '?';
  for (const auto& [name, value] : query) {
    call.path += separator + std::string(name) + "=" + percent_encode(value);
    separator = '&';
  }
  call.headers = next.empty() ? Headers{{"tr_cont", ""}} : std::move(next);
  const bool paper = endpoint.environment() == Environment::paper;
  call.headers.emplace_back("tr_id", paper ? api.tr_id_paper : api.tr_id_real);
  if (api.ledger) call.lane = "ledger";
  return endpoint.call(std::move(call), std::move(options));
}

}  // namespace kbroker::kis
