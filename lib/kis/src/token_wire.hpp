// Access tokens of KIS on the wire: the request body and the answer. Pure.
#pragma once

#include <string>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/base/secret.hpp"
#include "kbroker/broker/token_store.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kis {

inline constexpr std::string_view token_path = "/oauth2/tokenP";

/// Holds the app secret: for the wire only.
std::string token_request(const Secret& app_key, const Secret& app_secret);

/// Expiry comes from `access_token_token_expired` (Korean time), else from `expires_in` (seconds).
Result<broker::Token> decode_token(const net::http::ClientResponse& response, WallTime now);

}  // namespace kbroker::kis
