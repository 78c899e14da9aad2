// The call and the handler that waits for it live on one serial executor: no locks here.
#include "call_runner.hpp"

#include <optional>

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "input_rounds.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/log.hpp"
#include "session_asker.hpp"

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

/// A call that may outlive its handler.
class StreamedCall : public std::enable_shared_from_this<StreamedCall> {
 public:
  StreamedCall(std::shared_ptr<ServerParts> parts, Asked asked, std::shared_ptr<SseStream> stream)
      : parts_(std::move(parts)),
        asked_(std::move(asked)),
        stream_(std::move(stream)),
        owns_stream_(!stream_),
        call_(asked_.caller.revision, asked_.request_id, deadline_of(*parts_), asked_.wishes,
              [this](std::string text) { say(text); }) {}

  static asio::awaitable<void> drive(std::shared_ptr<StreamedCall> self) {
    std::optional<std::string> answer;
    try {
      answer = co_await run_call(*self->parts_, self->call_, self->asked_);
    } catch (const std::exception& e) {
      log::error("mcp.call.failed", "a call ended with an exception", {{"error", e.what()}});
      answer = error_text(self->asked_.message.id, RpcError(rpc_code::internal_error, "Internal error"));
    }
    self->finish(std::move(answer));
  }

  /// Waits for the answer or the first interim message.
  static asio::awaitable<Response> respond(std::shared_ptr<StreamedCall> self, asio::any_io_executor executor,
                                           Accepts accepts) {
    if (!self->parts_->tasks.start_here(executor, "mcp.call", drive(self))) co_return shutting_down();
    if (!self->done_ && !self->stream_) {
      self->wake_.emplace(executor, asio::steady_timer::time_point::max());
      boost::system::error_code ignored;
      co_await self->wake_->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    if (self->stream_) {
      Response response(200);
      response.stream = self->stream_;
      co_return response;
    }
    if (!self->done_) {  // the connection is being cut
      self->call_.stop_source().request_stop();
      co_return shutting_down();
    }
    co_return immediate(accepts, std::move(self->answer_));
  }

  std::stop_source stop_source() const { return call_.stop_source(); }

 private:
  void say(std::string_view text) {
    if (!stream_) {
      stream_ = SseStream::create();
      // In the modern era a closed stream is the client's way to cancel.
      if (is_modern(asked_.caller.revision))
        stream_->on_closed([stop = call_.stop_source()]() mutable { stop.request_stop(); });
      wake();
    }
    stream_->send(text, "message");
  }

  void finish(std::optional<std::string> answer) {
    done_ = true;
    answer_ = std::move(answer);
    if (stream_ && answer_) stream_->send(*answer_, "message");
    if (stream_ && owns_stream_) stream_->close();
    wake();
  }

  void wake() {
    if (wake_) wake_->cancel();
  }

  const std::shared_ptr<ServerParts> parts_;
  const Asked asked_;
  std::shared_ptr<SseStream> stream_;
  const bool owns_stream_;
  Call call_;
  std::optional<asio::steady_timer> wake_;
  std::optional<std::string> answer_;
  bool done_ = false;
};

}  // namespace

Response immediate(const Accepts& accepts, std::optional<std::string> answer) {
  if (!answer) return accepted();
  if (!accepts.json) return single_event(*answer);
  return Response::json(200, std::move(*answer));
}

asio::awaitable<std::optional<std::string>> run_call(ServerParts& parts, Call& call, const Asked& asked) {
  RunningCalls::Entry entry(parts.calls, call);
  auto* session = asked.caller.session.get();
  std::string id;
  if (session) {
    id = to_json_text(*asked.message.id);
    session->begin_call(id, call.stop_source());
  }
  std::optional<InputRounds> rounds;
  std::optional<SessionAsker> asker;
  if (session)
    call.ask_through(asker.emplace(*session, parts.clock, parts.options.ask_deadline));
  else
    call.ask_through(rounds.emplace(parts, asked.caller, asked.message));
  std::optional<std::string> answer;
  try {
    answer = co_await parts.methods.answer(asked.method, call, asked.caller, asked.message);
  } catch (EarlyAnswer& early) {
    answer = std::move(early.text);
  }
  if (session && !session->end_call(id)) answer.reset();
  co_return answer;
}

asio::awaitable<Response> answer_over_http(std::shared_ptr<ServerParts> parts, Request& request, Asked asked,
                                           Accepts accepts) {
  const bool modern = is_modern(asked.caller.revision);
  if (asked.wishes.any() && accepts.sse && parts->methods.may_report(asked.method, asked.message)) {
    auto call = std::make_shared<StreamedCall>(parts, std::move(asked), nullptr);
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
