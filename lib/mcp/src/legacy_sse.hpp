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
  boost::asio::awaitable<net::http::Response> open(const net::http::Request& request) const;
  /// POST /messages?sessionId=…
  boost::asio::awaitable<net::http::Response> post(const net::http::Request& request) const;

 private:
  /// What both addresses have in common: preflight, checks, the one method they take.
  template <class Serve>
  boost::asio::awaitable<net::http::Response> admit(const net::http::Request& request,
                                                    std::string_view method, Serve serve) const;
  net::http::Response open_stream(const net::http::Request& request, std::string principal) const;
  net::http::Response take(const net::http::Request& request, const Identity& who) const;

  std::shared_ptr<ServerParts> parts_;
};

}  // namespace kbroker::mcp
