// Chooses between a call that lives in its request and one that may outlive it.
#include "call_runner.hpp"

#include <optional>

#include "input_rounds.hpp"
#include "kbroker/base/json_text.hpp"
#include "session_asker.hpp"
#include "streamed_call.hpp"
#include "trace_id.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
using net::http::Request;
using net::http::Response;
using net::http::SseStream;

namespace {

Deadline deadline_of(const ServerParts& parts) {
  return Deadline::after(parts.clock, parts.options.call_deadline);
}

Response accepted() {
  return Response(202);
}

/// One answer for a client that takes nothing but an event stream.
Response single_event(const std::string& answer) {
  Response response(200);
  response.stream = SseStream::create();
  response.stream->send(answer, "message");
  response.stream->close();
  return response;
}

}  // namespace

Response immediate(const Accepts& accepts, std::optional<std::string> answer) {
  if (!answer) return accepted();
  if (!accepts.json) return single_event(*answer);
  return Response::json(200, std::move(*answer));
}

void admit(Asked& asked, const ModernRequest& request) {
  asked.method = request.method;
  asked.caller.revision = request.revision;
  asked.wishes.progress_token = request.progress_token;
  asked.wishes.log_level = request.log_level;
  asked.detachable = request.tool && request.tool->tool.may_become_task &&
                     features_of(asked.message).has(ClientFeature::tasks);
}

asio::awaitable<std::optional<std::string>> run_call(ServerParts& parts, Call& call, const Asked& asked) {
  auto place = asked.place;
  if (!place && parts.principals.limits().calls > 0) {
    place = parts.principals.of(asked.caller.principal)->take_call();
    if (!place) co_return error_text(asked.message.id, too_many_of("calls at the same time"));
  }
  RunningCalls::Entry entry(parts.calls, call);
  auto* session = asked.caller.session.get();
  auto* calls = session ? &session->calls() : asked.calls.get();
  std::string id;
  if (calls) {
    id = to_json_text(*asked.message.id);
    calls->begin(id, call.stop_source());
  }
  std::optional<InputRounds> rounds;
  std::optional<SessionAsker> asker;
  if (session)
    call.ask_through(asker.emplace(*session, *asked.message.id, parts.clock, parts.options.ask_deadline));
  else
    call.ask_through(rounds.emplace(parts, asked.caller, asked.message));
  std::optional<std::string> answer;
  try {
    answer = co_await parts.methods.answer(asked.method, call, asked.caller, asked.message);
  } catch (EarlyAnswer& early) {
    answer = std::move(early.text);
  } catch (const ProtocolError& error) {
    answer = error_text(asked.message.id, RpcError(error.code(), error.what()));
  }
  if (calls && !calls->end(id)) answer.reset();
  co_return answer;
}

asio::awaitable<Response> answer_over_http(std::shared_ptr<ServerParts> parts, Request& request, Asked asked,
                                           Accepts accepts) {
  const bool modern = is_modern(asked.caller.revision);
  asked.wishes.trace_id = TraceId(trace_of(asked.message, &request));
  if (asked.detachable || (asked.wishes.any() && accepts.sse)) {
    auto call = std::make_shared<StreamedCall>(parts, std::move(asked));
    if (modern) request.peer().on_gone([stop = call->stop_source()]() mutable { stop.request_stop(); });
    co_return co_await StreamedCall::respond(std::move(call), request.executor(), accepts);
  }
  Call call(asked.caller.revision, asked.request_id, deadline_of(*parts), asked.wishes, nullptr);
  if (modern) request.peer().on_gone([stop = call.stop_source()]() mutable { stop.request_stop(); });
  auto answer = co_await run_call(*parts, call, asked);
  co_return immediate(accepts, std::move(answer));
}

void answer_over_stream(const std::shared_ptr<ServerParts>& parts, asio::any_io_executor executor,
                        Asked asked, std::shared_ptr<SseStream> stream) {
  auto call = std::make_shared<StreamedCall>(parts, std::move(asked), std::move(stream));
  parts->tasks.start_here(std::move(executor), "mcp.call", StreamedCall::drive(call));
}

}  // namespace kbroker::mcp
