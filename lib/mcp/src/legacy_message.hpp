// Messages of a legacy session, whichever transport brought them.
#pragma once

#include <functional>
#include <memory>

#include "call_runner.hpp"
#include "jsonrpc.hpp"
#include "session.hpp"

namespace kbroker::mcp {

/// The `requestId` of a `notifications/cancelled`; null for everything else.
const boost::json::value* cancelled_request(const Message& message);

/// A notification or a response from the client: cancellations and answers to our requests act, everything
/// else is accepted and ignored.
void take_unanswered(LegacySession& session, const Message& message);

/// Any valid message but `initialize`, in a session whose answers travel on its own stream (HTTP+SSE, stdio).
/// `asked` brings the tools to choose from; `call_stream` is asked for a stream for a call that waits, and
/// may give null. Returns at the first suspension.
void take_in_session(const std::shared_ptr<ServerParts>& parts, const boost::asio::any_io_executor& executor,
                     const std::shared_ptr<LegacySession>& session, Asked asked,
                     const std::function<std::shared_ptr<net::http::SseStream>()>& call_stream);

}  // namespace kbroker::mcp
