// Cancellation reaches only calls of the same session.
#include "legacy_message.hpp"

#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

void take_unanswered(LegacySession& session, const Message& message) {
  if (message.kind == MessageKind::response) return session.client_requests().deliver(message);
  if (message.kind != MessageKind::notification || message.method != "notifications/cancelled" ||
      !message.params)
    return;
  const auto* id = message.params->if_contains("requestId");
  if (id && (id->is_string() || id->is_int64() || id->is_uint64())) session.cancel_call(to_json_text(*id));
}

}  // namespace kbroker::mcp
