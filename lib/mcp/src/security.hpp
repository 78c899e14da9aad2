// Who may talk to us at all: Host and Origin; and what browsers need to be told (CORS).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/net/http_message.hpp"

namespace kbroker::mcp {

/// Any thread may call every function.
class Security {
 public:
  /// `authorization`: whether answers are for somebody in particular.
  Security(std::vector<std::string> allowed_hosts, bool authorization)
      : allowed_hosts_(std::move(allowed_hosts)), authorization_(authorization) {}

  /// Host alone (403).
  std::optional<net::http::Response> check_host(const net::http::Request& request) const;
  /// Host and Origin (403).
  std::optional<net::http::Response> check_origin(const net::http::Request& request) const;
  /// Whether decorate() has anything to do.
  bool decorates(const net::http::Request& request) const;
  /// Adds what an allowed origin's browser wants to see, and keeps shared caches away from private answers.
  void decorate(const net::http::Request& request, net::http::Response& response) const;
  /// The answer to OPTIONS.
  net::http::Response preflight(const net::http::Request& request) const;

 private:
  bool allowed_host(std::string_view host) const;
  bool allowed_origin(std::string_view origin) const;

  std::vector<std::string> allowed_hosts_;
  bool authorization_;
};

}  // namespace kbroker::mcp
