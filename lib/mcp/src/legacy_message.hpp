// Messages of a legacy session, whichever transport brought them.
#pragma once

#include <memory>

#include "jsonrpc.hpp"
#include "session.hpp"

namespace kbroker::mcp {

/// A notification or a response from the client: `notifications/cancelled` acts, everything else is accepted
/// and ignored.
void take_notification(LegacySession& session, const Message& message);

}  // namespace kbroker::mcp
