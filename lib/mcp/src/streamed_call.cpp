#include "streamed_call.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "kbroker/base/log.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
using net::http::Response;
using net::http::SseStream;

StreamedCall::StreamedCall(std::shared_ptr<ServerParts> parts, Asked asked, std::shared_ptr<SseStream> stream)
    : parts_(std::move(parts)),
      asked_(std::move(asked)),
      stream_(std::move(stream)),
      owns_stream_(!stream_),
      call_(asked_.caller.revision, asked_.request_id,
            Deadline::after(parts_->clock, parts_->options.call_deadline), asked_.wishes, this) {}

asio::awaitable<void> StreamedCall::drive(std::shared_ptr<StreamedCall> self) {
  std::optional<std::string> answer;
  try {
    answer = co_await run_call(*self->parts_, self->call_, self->asked_);
  } catch (const std::exception& e) {
    log::error("mcp.call.failed", "a call ended with an exception", {{"error", e.what()}});
    answer = error_text(self->asked_.message.id, RpcError(rpc_code::internal_error, "Internal error"));
  }
  self->finish(std::move(answer));
}

asio::awaitable<Response> StreamedCall::respond(std::shared_ptr<StreamedCall> self,
                                                asio::any_io_executor executor, Accepts accepts) {
  if (!self->parts_->tasks.start_here(executor, "mcp.call", drive(self))) co_return shutting_down();
  if (!self->answered_ && !self->stream_) {
    self->wake_.emplace(executor);
    // A client that may lose a long call is given an event to resume after.
    if (self->resumable() && self->asked_.caller.revision >= Revision::v2025_11_25)
      self->wake_->expires_after(self->parts_->options.stream_after);
    else
      self->wake_->expires_at(asio::steady_timer::time_point::max());
    boost::system::error_code woken;
    co_await self->wake_->async_wait(asio::redirect_error(asio::use_awaitable, woken));
    if (!woken && !self->answered_ && !self->stream_) self->open_stream();
  }
  if (self->stream_) {
    Response response(200);
    response.stream = self->stream_;
    co_return response;
  }
  if (!self->answered_) {  // the connection is being cut
    self->call_.stop_source().request_stop();
    co_return shutting_down();
  }
  co_return immediate(accepts, std::move(self->answer_));
}

bool StreamedCall::resumable() const {
  return asked_.caller.session && owns_stream_;
}

void StreamedCall::open_stream() {
  if (stream_) return;
  stream_ = SseStream::create();
  if (resumable())
    number_ = asked_.caller.session->streams().open(stream_);
  else  // in the modern era a closed stream is the client's way to cancel
    stream_->on_closed([stop = call_.stop_source()]() mutable { stop.request_stop(); });
  wake();
}

void StreamedCall::say(const std::string& message) {
  if (task_) return;
  open_stream();
  if (number_)
    asked_.caller.session->streams().send(number_, message);
  else
    stream_->send(message, "message");
}

void StreamedCall::release(std::chrono::milliseconds retry) {
  if (!resumable() || asked_.caller.revision < Revision::v2025_11_25) return;
  open_stream();
  asked_.caller.session->streams().release(number_, retry);
}

bool StreamedCall::become_task(TaskOptions options) {
  if (task_) return true;
  if (!asked_.detachable) return false;
  task_ = parts_->task_store.create(asked_.caller.principal, options, call_.stop_source());
  if (!task_) return false;
  call_.set_deadline(Deadline::after(parts_->clock, options.ttl));
  call_.ask_through(task_asker_.emplace(task_, *call_.asker(), options.ttl));
  hand_over(parts_->methods.task_created(*asked_.message.id, *task_));
  return true;
}

void StreamedCall::finish(std::optional<std::string> answer) {
  if (task_)
    task_->finish(answer);
  else
    hand_over(std::move(answer));
}

void StreamedCall::hand_over(std::optional<std::string> answer) {
  answered_ = true;
  if (number_) {
    auto& streams = asked_.caller.session->streams();
    if (answer) streams.send(number_, *answer);
    streams.finish(number_, parts_->clock.steady());
  } else if (stream_) {
    if (answer) stream_->send(*answer, "message");
    if (owns_stream_) stream_->close();
  } else {
    answer_ = std::move(answer);
  }
  wake();
}

void StreamedCall::wake() {
  if (wake_) wake_->cancel();
}

}  // namespace kbroker::mcp
