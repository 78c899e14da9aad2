// Writing questions and reading replies.
#include "kbroker/mcp/ask.hpp"

#include <boost/json/array.hpp>

#include "kbroker/mcp/call_context.hpp"
#include "question_rules.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

Question elicit(std::string key, std::string message, json::object schema) {
  json::object params;
  params.emplace("mode", "form");
  params.emplace("message", std::move(message));
  params.emplace("requestedSchema", std::move(schema));
  return {QuestionKind::elicit_form, std::move(key), std::move(params)};
}

Question elicit_url(std::string key, std::string message, std::string url, std::string id) {
  json::object params;
  if (!id.empty()) params.emplace("elicitationId", std::move(id));
  params.emplace("mode", "url");
  params.emplace("message", std::move(message));
  params.emplace("url", std::move(url));
  return {QuestionKind::elicit_url, std::move(key), std::move(params)};
}

Question sample(std::string key, std::string prompt, int max_tokens) {
  json::object message;
  message.emplace("role", "user");
  message.emplace("content", json::object{{"type", "text"}, {"text", std::move(prompt)}});
  json::object params;
  params.emplace("messages", json::array{std::move(message)});
  params.emplace("maxTokens", max_tokens);
  return {QuestionKind::sample, std::move(key), std::move(params)};
}

Question list_roots(std::string key) {
  return {QuestionKind::list_roots, std::move(key), {}};
}

Elicited read_elicited(const json::object& reply) {
  Elicited elicited;
  const auto* action = reply.if_contains("action");
  if (!action || !action->is_string()) return elicited;
  if (action->get_string() == "decline") elicited.action = Elicited::Action::decline;
  if (action->get_string() != "accept") return elicited;
  elicited.action = Elicited::Action::accept;
  const auto* content = reply.if_contains("content");
  if (content && content->is_object()) elicited.content = content->get_object();
  return elicited;
}

bool CallContext::can_ask(QuestionKind) const {
  return false;
}

asio::awaitable<Result<std::vector<json::object>>> CallContext::ask_all(std::vector<Question> questions) {
  const auto kind = questions.empty() ? QuestionKind::elicit_form : questions.front().kind;
  co_return cannot_ask(kind);
}

Error CallContext::require_pages(std::vector<Question>) {
  return cannot_ask(QuestionKind::elicit_url);
}

void CallContext::release_connection(std::chrono::milliseconds) {}

bool CallContext::continue_as_task(TaskOptions) {
  return false;
}

asio::awaitable<Result<json::object>> CallContext::ask(Question question) {
  std::vector<Question> questions;
  questions.push_back(std::move(question));
  auto replies = co_await ask_all(std::move(questions));
  if (!replies) co_return replies.error();
  co_return std::move(replies->front());
}

}  // namespace kbroker::mcp
