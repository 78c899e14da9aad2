// Builds Kiwoom requests and reads their answers.
#include "protocol.hpp"

#include "errors.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
using broker::EndpointConfig;
using net::http::ClientResponse;
using net::http::Headers;

namespace {

class KiwoomProtocol final : public broker::Protocol {
 public:
  KiwoomProtocol()
      : Protocol(
            {.id = broker::BrokerId::kiwoom,
             .name = "Kiwoom",
             .real_url = "https://api.kiwoom.com",
             .paper_url = "https://mockapi.kiwoom.com",
             .token_path = "/oauth2/token",
             .content_type = "application/json;charset=UTF-8",
             .how_to_configure = "Set the app key and secret key of that environment in the configuration.",
             .transaction_header = "api-id"}) {}

  EndpointConfig completed(EndpointConfig config) const override {
    config.account_product.clear();  // accounts have none
    if (config.calls_per_second <= 0) config.calls_per_second = 5;
    return config;
  }

  /// Each api-id: two calls at once are let through, after that about one a second.
  broker::PacerConfig lane_pace(broker::Environment, std::string_view) const override {
    broker::PacerConfig pace;
    pace.per_second = 0.9;
    pace.burst = 2;
    return pace;
  }

  std::string token_request(const EndpointConfig& config) const override {
    boost::json::object body;
    body["grant_type"] = "client_credentials";
    body["appkey"] = config.app_key.reveal();
    body["secretkey"] = config.app_secret.reveal();
    return to_json_text(body);
  }

  /// Expiry comes from `expires_dt`, Korean time.
  Result<broker::Token> read_token(const ClientResponse& response, WallTime now) const override {
    const auto body = read_envelope(response, "the token request");
    if (body.has_error()) {
      Error error = body.error();
      // 401 here is about the keys; there is no token yet.
      if (error.code == Errc::auth_failed && error.http_status == 401 && error.broker_code.size() != 4)
        error.hint = "Check the app key and secret key in the configuration.";
      return error;
    }
    Secret text(wire::text(*body, "token"));
    if (text.empty())
      return Error(Errc::broker_error, "Kiwoom answered the token request without a token.",
                   "Try again later.", true);
    // Tokens last about a day; without a readable end take a part of it that is certain.
    const auto stated = wire::timestamp(*body, "expires_dt");
    const auto expires = stated && *stated > now ? *stated : now + std::chrono::hours{6};
    return broker::Token(std::move(text), expires, now);
  }

  Result<boost::json::object> read(const ClientResponse& response,
                                   std::string_view operation) const override {
    return read_envelope(response, operation);
  }

  Headers next_page(const ClientResponse& response) const override {
    const auto key = response.header("next-key").value_or("");
    if (!iequals(trim(response.header("cont-yn").value_or("")), "Y") || trim(key).empty()) return {};
    return {{"cont-yn", "Y"}, {"next-key", std::string(key)}};
  }

  bool token_refused(const Error& error) const override {
    if (error.code != Errc::auth_failed) return false;
    if (error.broker_code == "8005") return true;
    // HTTP 401 means the token as well, unless a code says that it is the key or the environment.
    return error.http_status == 401 && !errors().find(error.broker_code);
  }
};

}  // namespace

const broker::Protocol& protocol() {
  static const KiwoomProtocol only;
  return only;
}

boost::asio::awaitable<Result<broker::Page>> ask(broker::Endpoint& endpoint, const Api& api,
                                                 const boost::json::object& parameters,
                                                 broker::CallOptions options, Headers next) {
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

}  // namespace kbroker::kiwoom
