// Encodes token requests and decodes their answers.
#include "token_wire.hpp"

#include "errors.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;

std::string token_request(const Secret& app_key, const Secret& secret_key) {
  boost::json::object body;
  body["grant_type"] = "client_credentials";
  body["appkey"] = app_key.reveal();
  body["secretkey"] = secret_key.reveal();
  return to_json_text(body);
}

Result<broker::Token> decode_token(const net::http::ClientResponse& response, WallTime now) {
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
    return Error(Errc::broker_error, "Kiwoom answered the token request without a token.", "Try again later.",
                 true);
  // Tokens last about a day; without a readable end take a part of it that is certain.
  const auto stated = wire::timestamp(*body, "expires_dt");
  const auto expires = stated && *stated > now ? *stated : now + std::chrono::hours{6};
  return broker::Token(std::move(text), expires, now);
}

}  // namespace kbroker::kiwoom
