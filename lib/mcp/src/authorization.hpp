// Whose request it is: bearer tokens checked, and the challenges of RFC 6750 and RFC 9728 (mcp.md 4).
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "jsonrpc.hpp"
#include "jwks.hpp"
#include "kbroker/mcp/authorization.hpp"
#include "kbroker/net/http_message.hpp"
#include "registry_impl.hpp"

namespace kbroker::mcp {

/// The outcome of a check: who it is, or the answer instead of being served.
struct Access {
  Identity who;
  std::optional<net::http::Response> refusal;

  Access() = default;
  explicit Access(Identity who_) : who(std::move(who_)) {}
  explicit Access(net::http::Response refusal_) : refusal(std::move(refusal_)) {}
};

/// Where the metadata of a resource without a path is; a path is put behind it.
inline constexpr std::string_view oauth_metadata_path = "/.well-known/oauth-protected-resource";

/// An address of ours as OAuth clients see it (RFC 9728).
struct ProtectedResource {
  std::string metadata;  ///< the document
  std::string metadata_path, metadata_url;
};

/// Any thread may call every function.
class Authorization {
 public:
  /// `executor` is serial.
  Authorization(AuthorizationOptions options, Clock& clock, boost::asio::any_io_executor executor);

  bool on() const { return options_.on(); }
  /// By the `Authorization` header: 401 without a good token, 400 for a malformed header, 403 for a token
  /// that may not even read, 503 while the authorization server's keys are out of reach.
  boost::asio::awaitable<Access> check(const net::http::Request& request) const;
  /// 403: it takes mcp:trade.
  net::http::Response too_little(const net::http::Request& request) const;
  /// Streamable HTTP, then HTTP+SSE; empty without OAuth.
  const std::vector<ProtectedResource>& resources() const { return resources_; }
  /// Looks whether the token file has changed. One caller at a time.
  void refresh() const;

 private:
  boost::asio::awaitable<Result<Identity>> identify(std::string_view token) const;
  boost::asio::awaitable<Result<Identity>> read_jwt(std::string_view token) const;
  net::http::Response challenge(const net::http::Request& request, unsigned status, Scope wanted,
                                std::string_view error, const std::string& why) const;

  const AuthorizationOptions options_;
  Clock& clock_;
  std::shared_ptr<JwksCache> keys_;
  std::vector<ProtectedResource> resources_;
  std::vector<std::string> audiences_;  ///< what a token's `aud` may hold: their addresses
};

/// What a message takes: Scope::trade for calls of tools that are not read-only.
Scope needed_scope(const Message& message, const Registry::Impl& registry);

}  // namespace kbroker::mcp
