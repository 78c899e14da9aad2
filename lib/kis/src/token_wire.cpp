// Encodes token requests and decodes their answers, whose failures have an envelope of their own.
#include "token_wire.hpp"

#include "errors.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;

std::string token_request(const Secret& app_key, const Secret& app_secret) {
  boost::json::object body;
  body["grant_type"] = "client_credentials";
  body["appkey"] = app_key.reveal();
  body["appsecret"] = app_secret.reveal();
  return to_json_text(body);
}

Result<broker::Token> decode_token(const net::http::ClientResponse& response, WallTime now) {
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
  return broker::Token(std::move(text), expires, now);
}

}  // namespace kbroker::kis
