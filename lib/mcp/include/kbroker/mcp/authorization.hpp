// How a server tells whose request it is: a resource server of OAuth 2.1 (mcp.md 4), or tokens given out by
// hand, or both.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kbroker/mcp/static_tokens.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::mcp {

/// JWT access tokens (RFC 9068) of one authorization server.
struct OAuthOptions {
  std::string issuer;  ///< as in the tokens' `iss`, to the letter
  /// This server's address as clients use it, "https://host/mcp": the `resource` of RFC 9728, and what the
  /// tokens' `aud` must hold.
  std::string resource;
  std::string jwks_url;                             ///< the issuer's keys (RFC 7517)
  std::shared_ptr<net::http::Transport> transport;  ///< fetches them
};

struct AuthorizationOptions {
  std::shared_ptr<StaticTokens> tokens;  ///< null: none
  std::optional<OAuthOptions> oauth;

  /// Off: everybody may do everything.
  bool on() const { return tokens || oauth; }
};

}  // namespace kbroker::mcp
