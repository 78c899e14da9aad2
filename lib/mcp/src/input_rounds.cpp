// The server keeps nothing between rounds: the sealed state carries earlier replies.
#include "input_rounds.hpp"

#include "era.hpp"
#include "question_rules.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

const json::object* object_param(const Message& message, std::string_view name) {
  const auto* value = message.params ? message.params->if_contains(name) : nullptr;
  return value ? value->if_object() : nullptr;
}

StateBinding binding_of(const Caller& caller, const Message& message) {
  return {caller.principal, message.method, message.params};
}

}  // namespace

bool InputRounds::can_ask(QuestionKind kind) const {
  return may_ask(kind, caller_.revision, features_of(message_));
}

void InputRounds::read_replies() {
  if (replies_) return;
  const auto* state = message_.params->if_contains("requestState");
  if (!state || state->is_null()) {
    replies_.emplace();
    return;
  }
  if (state->is_string())
    replies_ = parts_.states.open(state->get_string(), parts_.clock.wall(), binding_of(caller_, message_));
  if (!replies_)
    throw EarlyAnswer{error_text(
        message_.id, RpcError(rpc_code::invalid_params,
                              "requestState is not valid for this request, or too old: begin again without "
                              "requestState and inputResponses"))};
}

const json::object* InputRounds::reply_to(const Question& question) {
  if (const auto* given = object_param(message_, "inputResponses")) {
    const auto* value = given->if_contains(question.key);
    const auto* reply = value ? value->if_object() : nullptr;
    if (reply && !check_reply(question, *reply)) {
      // Into memory of its own: the message lies in a block that is given back as a whole.
      return &replies_->insert_or_assign(question.key, json::value(*reply, json::storage_ptr()))
                  .first->value()
                  .get_object();
    }
  }
  const auto* kept = replies_->if_contains(question.key);
  return kept ? kept->if_object() : nullptr;
}

asio::awaitable<Result<Replies>> InputRounds::ask(Call&, std::vector<Question> questions) {
  read_replies();
  Replies replies;
  std::vector<const Question*> open;
  for (const auto& question : questions) {
    const auto* reply = reply_to(question);
    if (reply) {
      replies.push_back(*reply);
      continue;
    }
    if (!can_ask(question.kind)) co_return cannot_ask(question.kind);
    open.push_back(&question);
  }
  if (open.empty()) co_return replies;
  end_with(open);
}

/// Whatever the user replied before: the page itself decides whether he has been there.
Error InputRounds::require_pages(const std::vector<Question>& pages) {
  if (!can_ask(QuestionKind::elicit_url)) return cannot_ask(QuestionKind::elicit_url);
  read_replies();
  std::vector<const Question*> open;
  open.reserve(pages.size());
  for (const auto& page : pages) open.push_back(&page);
  end_with(open);
}

void InputRounds::end_with(const std::vector<const Question*>& open) const {
  json::object requests;
  for (const auto* question : open) {
    json::object request;
    request.emplace("method", method_of(question->kind));
    request.emplace("params", params_for(*question, caller_.revision, {}));
    requests.emplace(question->key, std::move(request));
  }
  const auto expires = parts_.clock.wall() + parts_.options.ask_deadline;
  const auto state = parts_.states.seal(*replies_, expires, binding_of(caller_, message_));
  throw EarlyAnswer{parts_.methods.input_required(*message_.id, requests, state)};
}

}  // namespace kbroker::mcp
