// The Streamable HTTP endpoint: every revision from 2025-03-26 on, on one path (mcp.md 2.3, 2.4).
#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "call_runner.hpp"
#include "era.hpp"
#include "http_rules.hpp"

namespace kbroker::mcp {

/// One path; `read_only` leaves out tools that change something. Copies share the server.
class StreamableHttp {
 public:
  StreamableHttp(std::shared_ptr<ServerParts> parts, bool read_only)
      : parts_(std::move(parts)), read_only_(read_only) {}

  net::http::Answer handle(net::http::Request& request) const;

 private:
  using Response = net::http::Response;
  using Request = net::http::Request;
  using Answer = net::http::Answer;
  using Later = boost::asio::awaitable<Response>;

  Answer decorated(Request& request, Answer answer) const;
  Later decorated_later(Request& request, Later later) const;
  Later authorized(Request& request) const;
  Answer route(Request& request, Identity who) const;
  Answer post(Request& request, Identity who) const;
  Answer post_one(Request& request, Identity who, boost::json::value payload, Accepts accepts) const;
  Later post_batch(Request& request, Identity who, boost::json::value payload) const;
  Answer serve(Request& request, Asked asked, Accepts accepts) const;
  /// Fill in who asks for what, or answer at once.
  std::optional<Response> admit_modern(const Request& request, const std::string& principal, Accepts accepts,
                                       Asked& asked) const;
  std::optional<Response> admit_legacy(const Request& request, const std::string& principal,
                                       Asked& asked) const;

  Response handshake(const Request& request, const Message& message, std::string principal) const;
  Response listen(const Message& message, Accepts accepts, const std::string& principal) const;
  Response get(const Request& request, const std::string& principal) const;
  Response del(const Request& request, const std::string& principal) const;

  std::shared_ptr<ServerParts> parts_;
  bool read_only_;
};

}  // namespace kbroker::mcp
