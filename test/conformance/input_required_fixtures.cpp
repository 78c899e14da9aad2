// Tools and a prompt that the suite drives through several rounds.
#include <boost/json/parse.hpp>

#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

using Answer = asio::awaitable<ToolResult>;

/// A form with one field that must be filled in.
Question one_field(std::string key, std::string message, std::string name, std::string_view type = "string") {
  json::object schema;
  schema.emplace("type", "object");
  schema.emplace("properties", json::object{{name, json::object{{"type", type}}}});
  schema.emplace("required", json::array{json::string(name)});
  return elicit(std::move(key), std::move(message), std::move(schema));
}

std::string field_of(const json::object& reply, std::string_view name) {
  const auto elicited = read_elicited(reply);
  const auto* value = elicited.content.if_contains(name);
  return value && value->is_string() ? std::string(value->get_string()) : std::string("nobody");
}

Answer elicitation(CallContext& context, const json::object&) {
  const auto reply = co_await context.ask(one_field("user_name", "What is your name?", "name"));
  if (!reply) co_return error_result(reply.error());
  co_return ToolResult::text("Hello, " + field_of(*reply, "name") + "!");
}

Answer sampling(CallContext& context, const json::object&) {
  const auto reply = co_await context.ask(sample("capital_question", "What is the capital of France?", 100));
  if (!reply) co_return error_result(reply.error());
  co_return ToolResult::text(std::string(reply->at("content").at("text").as_string()));
}

Answer roots(CallContext& context, const json::object&) {
  const auto reply = co_await context.ask(list_roots("client_roots"));
  if (!reply) co_return error_result(reply.error());
  std::string text = "Roots:";
  for (const auto& root : reply->at("roots").as_array())
    text += " " + std::string(root.at("uri").as_string());
  co_return ToolResult::text(std::move(text));
}

Answer confirmed(CallContext& context, const json::object&) {
  const auto reply = co_await context.ask(one_field("confirm", "Please confirm", "ok", "boolean"));
  if (!reply) co_return error_result(reply.error());
  co_return ToolResult::text("Confirmed: state-ok");
}

Answer multiple(CallContext& context, const json::object&) {
  std::vector<Question> questions;
  questions.push_back(one_field("user_name", "What is your name?", "name"));
  questions.push_back(sample("greeting", "Generate a greeting", 50));
  questions.push_back(list_roots("client_roots"));
  const auto replies = co_await context.ask_all(std::move(questions));
  if (!replies) co_return error_result(replies.error());
  co_return ToolResult::text("Got three replies, the first from " + field_of(replies->front(), "name"));
}

Answer multi_round(CallContext& context, const json::object&) {
  const auto first = co_await context.ask(one_field("step1", "Step 1: your name?", "name"));
  if (!first) co_return error_result(first.error());
  const auto second = co_await context.ask(one_field("step2", "Step 2: your favourite color?", "color"));
  if (!second) co_return error_result(second.error());
  co_return ToolResult::text(field_of(*first, "name") + " likes " + field_of(*second, "color"));
}

/// Asks only what the client takes.
Answer capabilities(CallContext& context, const json::object&) {
  std::vector<Question> questions;
  if (context.can_ask(QuestionKind::sample)) questions.push_back(sample("idea", "Have an idea.", 50));
  if (context.can_ask(QuestionKind::elicit_form))
    questions.push_back(one_field("user_name", "What is your name?", "name"));
  if (questions.empty()) co_return ToolResult::text("Nobody to ask.");
  const auto replies = co_await context.ask_all(std::move(questions));
  if (!replies) co_return error_result(replies.error());
  co_return ToolResult::text("Replies: " + std::to_string(replies->size()));
}

asio::awaitable<Result<std::vector<PromptMessage>>> prompt(CallContext& context, const json::object&) {
  const auto reply =
      co_await context.ask(one_field("user_context", "What context should the prompt use?", "context"));
  if (!reply) co_return reply.error();
  std::vector<PromptMessage> messages(1);
  messages[0].role = "user";
  messages[0].content = text_content("Use this context: " + field_of(*reply, "context"));
  co_return messages;
}

}  // namespace

void add_input_required_fixtures(Registry& registry) {
  const auto add = [&](std::string name, std::string description, ToolFunction call) {
    registry.add(make_tool("test_input_required_result_" + name, std::move(description), std::move(call)));
  };
  add("elicitation", "Asks the user's name.", elicitation);
  add("sampling", "Asks the client's model.", sampling);
  add("list_roots", "Asks for the client's folders.", roots);
  add("request_state", "Asks for a confirmation.", confirmed);
  add("tampered_state", "Asks for a confirmation.", confirmed);
  add("multiple_inputs", "Asks three things at once.", multiple);
  add("multi_round", "Asks one thing after another.", multi_round);
  add("capabilities", "Asks what the client takes.", capabilities);
  Prompt asking;
  asking.name = "test_input_required_result_prompt";
  asking.description = "A prompt that asks first.";
  asking.get = prompt;
  registry.add(std::move(asking));
}

}  // namespace kbroker::conformance
