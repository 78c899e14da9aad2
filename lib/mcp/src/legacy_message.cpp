// Cancellation reaches only calls of the same session.
#include "legacy_message.hpp"

#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

const boost::json::value* cancelled_request(const Message& message) {
  if (message.kind != MessageKind::notification || message.method != "notifications/cancelled" ||
      !message.params)
    return nullptr;
  const auto* id = message.params->if_contains("requestId");
  return id && (id->is_string() || id->is_int64() || id->is_uint64()) ? id : nullptr;
}

void take_unanswered(LegacySession& session, const Message& message) {
  if (message.kind == MessageKind::response) return session.client_requests().deliver(message);
  if (const auto* id = cancelled_request(message)) session.calls().cancel(to_json_text(*id));
}

void take_in_session(const std::shared_ptr<ServerParts>& parts, const boost::asio::any_io_executor& executor,
                     const std::shared_ptr<LegacySession>& session, Asked asked,
                     const std::function<std::shared_ptr<net::http::SseStream>()>& call_stream) {
  const auto& message = asked.message;
  if (message.kind != MessageKind::request) return take_unanswered(*session, message);
  const auto revision = session->revision();
  const auto method = find_method(message.method, revision, parts->methods.registry());
  if (!method) {
    session->send(error_text(message.id, method_not_found(message.method)));
    return;
  }
  asked.method = *method;
  asked.caller.revision = revision;
  asked.caller.principal = session->principal();
  asked.wishes.progress_token = progress_token_of(message);
  asked.wishes.log_level = session->log_level();
  asked.caller.session = session;
  if (!may_wait(*method) || message.params_malformed)
    session->send(parts->methods.answer_now(*method, asked.caller, message));
  else if (auto stream = call_stream())
    answer_over_stream(parts, executor, std::move(asked), std::move(stream));
}

}  // namespace kbroker::mcp
