// Who may talk to us at all: Host, Origin, bearer token; and what browsers need to be told (CORS).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/net/http_message.hpp"

namespace kbroker::mcp {

/// The outcome of the checks before any parsing.
struct Access {
  std::optional<net::http::Response> refusal;
  /// The matching token's digest; empty without authorization.
  std::string principal;
};

/// Any thread may call every function.
class Security {
 public:
  Security(std::vector<std::string> allowed_hosts, std::vector<std::string> bearer_token_sha256);

  /// Host and Origin (403), then the token (401).
  Access check(const net::http::Request& request) const;
  /// Host and Origin alone: a browser's preflight carries no token.
  std::optional<net::http::Response> check_origin(const net::http::Request& request) const;
  /// Whether decorate() has anything to do.
  bool decorates(const net::http::Request& request) const;
  /// Adds what an allowed origin's browser wants to see, and keeps shared caches away from private answers.
  void decorate(const net::http::Request& request, net::http::Response& response) const;
  /// The answer to OPTIONS.
  net::http::Response preflight(const net::http::Request& request) const;
  bool authorization() const { return !token_digests_.empty(); }

 private:
  bool allowed_host(std::string_view host) const;
  bool allowed_origin(std::string_view origin) const;

  std::vector<std::string> allowed_hosts_;
  std::vector<std::string> token_digests_;
};

}  // namespace kbroker::mcp
