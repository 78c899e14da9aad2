// The call's own stream carries the questions, otherwise the session's.
#include "session_asker.hpp"

#include <boost/asio/this_coro.hpp>
#include <boost/json/array.hpp>

#include "call.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/json_text.hpp"
#include "question_rules.hpp"
#include "reply_wait.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

/// The params as the session's revision has them; the session remembers the page they send the user to.
/// `number` tells the pages of one session apart.
json::object params_in(LegacySession& session, const Question& question, std::string_view number) {
  auto params =
      params_for(question, session.revision(), sha256_hex(session.id() + std::string(number)).substr(0, 32));
  const auto* id = params.if_contains("elicitationId");
  if (id && id->is_string()) session.remember_page(std::string(id->get_string()));
  return params;
}

/// The requests of one ask(); takes them back when nobody waits any more.
class OpenRequests {
 public:
  OpenRequests(LegacySession& session, Call& call) : session_(session), call_(call) {}
  ~OpenRequests() {
    for (const auto& id : ids_) session_.client_requests().remove(id);
  }
  OpenRequests(const OpenRequests&) = delete;
  OpenRequests& operator=(const OpenRequests&) = delete;

  bool send(const Question& question, ClientRequests::Deliver deliver) {
    const auto id = session_.client_requests().add(std::move(deliver));
    if (!id) return false;
    ids_.push_back(*id);
    std::string text = R"({"jsonrpc":"2.0","id":)";
    append_json_string(text, *id);
    text += R"(,"method":)";
    append_json_string(text, method_of(question.kind));
    text += R"(,"params":)";
    append_json(text, params_in(session_, question, *id));
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
      const auto text = notification_text("notifications/cancelled", params);
      if (!call_.send(text)) session_.send(text);
    }
  }

 private:
  LegacySession& session_;
  Call& call_;
  std::vector<std::string> ids_;
};

Result<json::object> read(const Question& question, ClientReply reply) {
  const std::string method(method_of(question.kind));
  if (!reply)
    return Error(Errc::cancelled, "The client did not answer " + method + ": " + reply.error().message,
                 "Ask the user in another way, or go on without.");
  auto* object = reply->if_object();
  const auto problem = object ? check_reply(question, *object) : std::optional<std::string>("not an object");
  if (problem)
    return Error(Errc::invalid_argument,
                 "The client's answer to " + method + " makes no sense: " + *problem + ".");
  return std::move(*object);
}

}  // namespace

bool SessionAsker::can_ask(QuestionKind kind) const {
  return may_ask(kind, session_.revision(), session_.features());
}

Error SessionAsker::require_pages(const std::vector<Question>& pages) {
  if (!can_ask(QuestionKind::elicit_url)) return cannot_ask(QuestionKind::elicit_url);
  json::array elicitations;
  for (const auto& page : pages)
    elicitations.push_back(params_in(session_, page, to_json_text(request_) + page.key));
  json::object data;
  data.emplace("elicitations", std::move(elicitations));
  throw EarlyAnswer{error_text(
      &request_, RpcError(rpc_code::url_elicitation_required,
                          "The user has to visit a page first: call again afterwards", std::move(data)))};
}

asio::awaitable<Result<Replies>> SessionAsker::ask(Call& call, std::vector<Question> questions) {
  for (const auto& question : questions)
    if (!can_ask(question.kind)) co_return cannot_ask(question.kind);
  const auto executor = co_await asio::this_coro::executor;
  const auto waiting = std::make_shared<ReplyWait>(executor, questions.size());
  OpenRequests requests(session_, call);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    const bool sent = requests.send(questions[i], [waiting, i, question = questions[i]](ClientReply reply) {
      waiting->bring(i, read(question, std::move(reply)));
    });
    if (!sent)
      co_return Error(Errc::not_configured, "There is no open stream to ask the client on.",
                      "Accept text/event-stream for the call, or open the session's GET stream.");
  }
  // People may think for longer than a call may take.
  const auto left = call.deadline().remaining(clock_);
  call.set_deadline(Deadline::never());
  const auto outcome = co_await ReplyWait::wait(waiting, call.stop(), patience_);
  call.set_deadline(Deadline::after(clock_, left));
  if (outcome == ReplyWait::Outcome::complete) co_return waiting->take();
  const bool stopped = outcome == ReplyWait::Outcome::stopped;
  requests.withdraw(stopped ? "the call was cancelled" : "nobody answered in time");
  if (stopped) co_return Error(Errc::cancelled, "The call was cancelled while a question was open.");
  co_return Error(Errc::timeout, "The question was not answered in time.", "Call again to ask again.", true);
}

}  // namespace kbroker::mcp
