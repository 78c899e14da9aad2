// The HTTP+SSE transport of 2024-11-05: one stream down, single messages up (mcp.md 2.2).
#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "kbroker/net/http_message.hpp"
#include "server_parts.hpp"

namespace kbroker::mcp {

/// Copies share the server.
class LegacySse {
 public:
  explicit LegacySse(std::shared_ptr<ServerParts> parts) : parts_(std::move(parts)) {}

  /// GET /sse
  net::http::Response open(const net::http::Request& request) const;
  /// POST /messages?sessionId=…
  net::http::Response post(const net::http::Request& request) const;

 private:
  net::http::Response decorated(const net::http::Request& request, net::http::Response response) const;
  net::http::Response open_stream(const net::http::Request& request, std::string principal) const;
  net::http::Response take(const net::http::Request& request, const std::string& principal) const;

  std::shared_ptr<ServerParts> parts_;
};

}  // namespace kbroker::mcp
