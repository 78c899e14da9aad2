// JSON Web Tokens as access tokens (RFC 7519, 8725, 9068): reading, and what their claims must say.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "jws_key.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/mcp/identity.hpp"

namespace kbroker::mcp {

/// The compact form taken apart; nothing in it is believed before the signature has been verified.
struct Jwt {
  JwsAlgorithm algorithm = JwsAlgorithm::rs256;
  std::string key_id;  ///< empty: none
  boost::json::object claims;
  std::string_view signed_text;  ///< points into the token
  std::string signature;

  Jwt() = default;
};

/// Longer tokens are refused unread.
inline constexpr std::size_t max_jwt_bytes = 8192;

/// Errors (`auth_failed`) are fit for `error_description` and repeat nothing of the token.
Result<Jwt> parse_jwt(std::string_view token);

/// Whom the claims name and what they allow at `now`, give or take half a minute. `resources`: the names the
/// token may be for. Errors (`auth_failed`) as above.
Result<Identity> check_claims(const boost::json::object& claims, std::string_view issuer,
                              const std::vector<std::string>& resources, WallTime now);

}  // namespace kbroker::mcp
