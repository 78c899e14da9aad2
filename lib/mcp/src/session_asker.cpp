// Replies come on other connections, that is other threads; they are brought to the call's executor.
#include "session_asker.hpp"

#include <stop_token>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "call.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/json_text.hpp"
#include "question_rules.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

/// Lives on the call's executor; whoever brings something posts it there.
struct Waiting : std::enable_shared_from_this<Waiting> {
  Waiting(asio::any_io_executor executor, std::size_t questions)
      : timer(std::move(executor)), replies(questions), missing(questions) {}

  void bring(std::size_t position, ClientReply reply) {
    asio::post(timer.get_executor(),
               [self = shared_from_this(), position, reply = std::move(reply)]() mutable {
                 self->replies[position] = std::move(reply);
                 if (--self->missing == 0) self->timer.cancel();
               });
  }
  void stop() {
    asio::post(timer.get_executor(), [self = shared_from_this()] {
      self->stopped = true;
      self->timer.cancel();
    });
  }

  asio::steady_timer timer;
  std::vector<std::optional<ClientReply>> replies;
  std::size_t missing;
  bool stopped = false;
};

/// The requests of one ask(); takes them back when nobody waits any more.
class OpenRequests {
 public:
  OpenRequests(LegacySession& session, Call& call) : session_(session), call_(call) {}
  ~OpenRequests() {
    for (const auto& id : ids_) session_.client_requests().remove(id);
  }
  OpenRequests(const OpenRequests&) = delete;
  OpenRequests& operator=(const OpenRequests&) = delete;

  bool send(const Question& question, Revision revision, ClientRequests::Deliver deliver) {
    const auto id = session_.client_requests().add(std::move(deliver));
    if (!id) return false;
    ids_.push_back(*id);
    std::string text = R"({"jsonrpc":"2.0","id":)";
    append_json_string(text, *id);
    text += R"(,"method":)";
    append_json_string(text, method_of(question.kind));
    text += R"(,"params":)";
    append_json(text, params_for(question, revision, sha256_hex(session_.id() + *id).substr(0, 32)));
    text += '}';
    return call_.send(text) || session_.send(text);
  }
  /// Tells the client that the answers are no longer wanted.
  void withdraw(std::string_view reason) {
    for (const auto& id : ids_) {
      std::string params = R"({"requestId":)";
      append_json_string(params, id);
      params += R"(,"reason":)";
      append_json_string(params, reason);
      params += '}';
      call_.send(notification_text("notifications/cancelled", params));
    }
  }

 private:
  LegacySession& session_;
  Call& call_;
  std::vector<std::string> ids_;
};

Result<json::object> read(const Question& question, ClientReply reply) {
  if (!reply)
    return Error(
        Errc::cancelled,
        "The client did not answer " + std::string(method_of(question.kind)) + ": " + reply.error().message,
        "Ask the user in another way, or go on without.");
  auto* object = reply->if_object();
  auto problem = object ? check_reply(question, *object) : std::optional<std::string>("not an object");
  if (problem)
    return Error(Errc::invalid_argument, "The client's answer to " + std::string(method_of(question.kind)) +
                                             " makes no sense: " + *problem + ".");
  return std::move(*object);
}

}  // namespace

bool SessionAsker::can_ask(QuestionKind kind) const {
  return may_ask(kind, session_.revision(), session_.features());
}

asio::awaitable<Result<Replies>> SessionAsker::ask(Call& call, std::vector<Question> questions) {
  for (const auto& question : questions)
    if (!can_ask(question.kind)) co_return cannot_ask(question.kind);
  const auto executor = co_await asio::this_coro::executor;
  const auto waiting = std::make_shared<Waiting>(executor, questions.size());
  OpenRequests requests(session_, call);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const bool sent = requests.send(questions[i], session_.revision(),
                                    [waiting, i](ClientReply reply) { waiting->bring(i, std::move(reply)); });
    if (!sent)
      co_return Error(Errc::not_configured, "There is no open stream to ask the client on.",
                      "Accept text/event-stream for the call, or open the session's GET stream.");
  }
  const std::stop_callback stop(call.stop(), [waiting] { waiting->stop(); });
  waiting->timer.expires_after(patience_);
  // People may think for longer than a call may take.
  const auto left = call.deadline().remaining(clock_);
  call.set_deadline(Deadline::never());
  bool in_time = true;
  while (waiting->missing > 0 && !waiting->stopped && in_time) {
    boost::system::error_code woken;
    co_await waiting->timer.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    in_time = woken == asio::error::operation_aborted;
  }
  call.set_deadline(Deadline::after(clock_, left));
  if (waiting->missing > 0) {
    requests.withdraw(in_time ? "the call was cancelled" : "nobody answered in time");
    if (in_time) co_return Error(Errc::cancelled, "The call was cancelled while a question was open.");
    co_return Error(Errc::timeout, "The question was not answered in time.", "Call again to ask again.",
                    true);
  }
  Replies replies;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    auto reply = read(questions[i], std::move(*waiting->replies[i]));
    if (!reply) co_return reply.error();
    replies.push_back(std::move(*reply));
  }
  co_return replies;
}

}  // namespace kbroker::mcp
