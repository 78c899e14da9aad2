// Access tokens of Kiwoom on the wire: the request body and the answer. Pure.
#pragma once

#include <string>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/base/secret.hpp"
#include "kbroker/broker/token_store.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kiwoom {

inline constexpr std::string_view token_path = "/oauth2/token";

/// Holds the secret key: for the wire only.
std::string token_request(const Secret& app_key, const Secret& secret_key);

/// Expiry comes from `expires_dt`, Korean time.
Result<broker::Token> decode_token(const net::http::ClientResponse& response, WallTime now);

}  // namespace kbroker::kiwoom
