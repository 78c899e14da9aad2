// Messages of a legacy session, whichever transport brought them.
#pragma once

#include <memory>

#include "jsonrpc.hpp"
#include "session.hpp"

namespace kbroker::mcp {

/// A notification or a response from the client: cancellations and answers to our requests act, everything
/// else is accepted and ignored.
void take_unanswered(LegacySession& session, const Message& message);

}  // namespace kbroker::mcp
