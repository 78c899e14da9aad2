#include "stdio_transport.hpp"

#include <boost/asio/read_until.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "batch.hpp"
#include "era.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "legacy_message.hpp"
#include "trace_id.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {
constexpr std::size_t max_line = 4 << 20;
}

StdioTransport::StdioTransport(std::shared_ptr<ServerParts> parts, asio::any_io_executor executor, int in,
                               int out)
    : parts_(std::move(parts)),
      executor_(executor),
      in_(executor, in),
      output_(std::make_shared<StdioOutput>(executor, out)),
      open_calls_(std::make_shared<OpenCalls>(executor)),
      modern_calls_(std::make_shared<CallTable>()) {}

asio::awaitable<void> StdioTransport::run() {
  std::string buffer;
  for (;;) {
    boost::system::error_code ended;
    const auto size = co_await asio::async_read_until(in_, asio::dynamic_buffer(buffer, max_line), '\n',
                                                      asio::redirect_error(asio::use_awaitable, ended));
    if (ended) {
      if (ended == asio::error::operation_aborted) co_return;
      if (ended == asio::error::not_found)
        answer(error_text(nullptr, RpcError(rpc_code::parse_error, "Parse error: a line is longer than " +
                                                                       std::to_string(max_line) + " bytes")));
      else
        take_line(buffer);  // the last line may lack its end
      break;
    }
    take_line(std::string_view(buffer).substr(0, size));
    buffer.erase(0, size);
  }
  co_await finish();
}

asio::awaitable<void> StdioTransport::finish() {
  // Nobody can answer any more, but what was asked of us is still answered.
  if (session_) session_->client_requests().close();
  co_await open_calls_->wait(parts_->options.call_deadline);
  for (const auto& [id, stream] : std::exchange(listeners_, {})) stream->close();
  if (session_) parts_->sessions.remove(session_->id());
  co_await output_->drained();
}

std::shared_ptr<StdioStream> StdioTransport::call_stream() const {
  return std::make_shared<StdioStream>(output_, open_calls_);
}

void StdioTransport::take_line(std::string_view line) {
  line = trim(line);
  if (line.empty()) return;
  auto payload = parse_payload(line);
  if (!payload) return answer(error_text(nullptr, payload.error()));
  if (payload->is_array()) return take_batch(std::move(*payload));
  take(Asked(std::move(*payload)));
}

void StdioTransport::take(Asked asked) {
  const auto& message = asked.message;
  asked.request_id = ++requests_;
  asked.wishes.trace_id = TraceId(trace_of(message, nullptr));
  asked.span.emplace(parts_->clock, parts_->random, asked.request_id, message, nullptr);
  asked.caller.filter = parts_->default_tools;
  switch (era::classify(message, EraHints())) {
    case era::Era::invalid:
    case era::Era::malformed_modern:
      return answer(error_text(message.id, invalid_request(std::string(message.problem))));
    case era::Era::modern_drop:
      return take_notification(message);
    case era::Era::handshake:
      return handshake(message);
    case era::Era::modern:
      return take_modern(std::move(asked));
    case era::Era::legacy:
      break;
  }
  if (message.kind == MessageKind::notification) take_notification(message);
  if (session_)
    return take_in_session(parts_, executor_, session_, std::move(asked), [this] { return call_stream(); });
  if (message.kind == MessageKind::request)
    answer(error_text(message.id, RpcError(rpc_code::bad_request,
                                           "Begin with initialize, or send _meta with "
                                           "io.modelcontextprotocol/protocolVersion")));
}

void StdioTransport::take_batch(json::value payload) {
  const auto revision = session_ ? session_->revision() : newest_revision;
  if (const auto problem = check_batch(payload.get_array(), revision))
    return answer(error_text(nullptr, *problem));
  Caller caller;
  caller.revision = revision;
  caller.filter = parts_->default_tools;
  caller.session = session_;
  const auto stream = call_stream();
  parts_->tasks.start_here(
      executor_, "mcp.batch",
      [](std::shared_ptr<ServerParts> parts, Caller asking, json::value batch, std::uint64_t request,
         std::shared_ptr<StdioStream> to) -> asio::awaitable<void> {
        const auto text = co_await answer_batch(*parts, asking, batch, request, nullptr);
        if (!text.empty()) to->send(text, {}, {});
      }(parts_, std::move(caller), std::move(payload), ++requests_, stream));
}

void StdioTransport::handshake(const Message& message) {
  const auto revision = Methods::negotiate(message);
  if (!revision) return answer(error_text(message.id, revision.error()));
  if (session_) parts_->sessions.remove(session_->id());
  session_ = parts_->sessions.create(SessionKind::stdio, {});
  if (!session_) return answer(error_text(message.id, RpcError(rpc_code::internal_error, "Shutting down")));
  session_->negotiate(*revision, features_of_handshake(message));
  session_->attach(std::make_shared<StdioStream>(output_));
  answer(parts_->methods.initialized(message, *revision));
}

void StdioTransport::take_modern(Asked asked) {
  const auto& message = asked.message;
  const auto admitted = modern_gate(message, HeaderLookup(), parts_->methods.registry());
  if (!admitted) return answer(error_text(message.id, admitted.error().error));
  admit(asked, *admitted);
  asked.calls = modern_calls_;
  if (asked.method == Method::listen) return listen(message);
  if (may_wait(asked.method) && !message.params_malformed)
    return answer_over_stream(parts_, executor_, std::move(asked), call_stream());
  answer(parts_->methods.answer_now(asked.method, asked.caller, message));
}

void StdioTransport::listen(const Message& message) {
  parts_->methods.count(message, newest_revision);
  const auto stream = std::make_shared<StdioStream>(output_);
  const auto opened =
      parts_->subscriptions->open(message, parts_->methods.registry(), parts_->task_store, {}, stream);
  if (!opened) return answer(error_text(message.id, opened.error()));
  listeners_.insert_or_assign(to_json_text(*message.id), stream);
}

void StdioTransport::take_notification(const Message& message) {
  const auto* id = cancelled_request(message);
  if (!id) return;
  const auto name = to_json_text(*id);
  modern_calls_->cancel(name);
  const auto found = listeners_.find(name);
  if (found == listeners_.end()) return;
  found->second->close();
  listeners_.erase(found);
}

}  // namespace kbroker::mcp
