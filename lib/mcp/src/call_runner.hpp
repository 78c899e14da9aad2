// Runs one waiting method and answers in the simplest way that fits: JSON, or an event stream as soon as the
// call has something to say before its result.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "call_table.hpp"
#include "http_rules.hpp"
#include "modern_gate.hpp"
#include "server_parts.hpp"
#include "span.hpp"

namespace kbroker::mcp {

/// One request as the transports pass it on. Owns the blocks `message` points into; they stay where they are
/// when it is moved. It cannot be assigned, because that would copy them.
struct Asked {
  boost::json::value payload;
  Message message;
  Method method = Method::ping;
  Caller caller;
  CallWishes wishes;
  std::uint64_t request_id = 0;
  std::shared_ptr<void> place;       ///< among the calls of its principal; null: taken when it runs
  bool detachable = false;           ///< may become a task
  std::shared_ptr<CallTable> calls;  ///< where it can be cancelled; null: in its session, if any
  std::optional<Span> span;          ///< ends when the request has been answered

  Asked() = default;
  explicit Asked(boost::json::value payload_)
      : payload(std::move(payload_)), message(read_message(payload)) {}
  Asked(Asked&&) = default;
  Asked& operator=(Asked&&) = delete;
};

/// Fills in what the modern gate has found.
void admit(Asked& asked, const ModernRequest& request);

/// The answer as text, also when the principal has too many calls running; nothing when the client cancelled
/// the request and must not get one.
/// Everything passed must outlive the coroutine.
boost::asio::awaitable<std::optional<std::string>> run_call(ServerParts& parts, Call& call,
                                                            const Asked& asked);

/// 200 with `answer` as JSON, or as the only event for a client that takes nothing else; 202 without an
/// answer.
net::http::Response immediate(const Accepts& accepts, std::optional<std::string> answer);

/// For a request over Streamable HTTP; runs on the connection's executor.
boost::asio::awaitable<net::http::Response> answer_over_http(std::shared_ptr<ServerParts> parts,
                                                             net::http::Request& request, Asked asked,
                                                             Accepts accepts);

/// For a request whose answer goes to a stream that is open already (HTTP+SSE). Returns at the first
/// suspension.
void answer_over_stream(const std::shared_ptr<ServerParts>& parts, boost::asio::any_io_executor executor,
                        Asked asked, std::shared_ptr<net::http::SseStream> stream);

}  // namespace kbroker::mcp
