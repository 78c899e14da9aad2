// Long tools: tasks for clients that know the extension, plain calls for others.
#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;
using namespace std::chrono_literals;

namespace {

using Answer = asio::awaitable<ToolResult>;

TaskOptions options() {
  TaskOptions options;
  options.ttl = 5min;
  options.poll_interval = 200ms;
  return options;
}

Question field(std::string key, std::string message, std::string name, std::string_view type = "string") {
  json::object schema;
  schema.emplace("type", "object");
  schema.emplace("properties", json::object{{name, json::object{{"type", type}}}});
  schema.emplace("required", json::array{json::string(name)});
  return elicit(std::move(key), std::move(message), std::move(schema));
}

Answer greet(CallContext&, const json::object& arguments) {
  co_return ToolResult::text("Hello, " + std::string(arguments.at("name").as_string()) + "!");
}

Answer slow_compute(Clock& clock, CallContext& context, const json::object& arguments) {
  const auto* seconds = arguments.if_contains("seconds");
  const auto* label = arguments.if_contains("label");
  const auto name = std::string(label ? std::string_view(label->as_string()) : std::string_view("unnamed"));
  const auto duration = std::chrono::duration<double>(seconds ? seconds->to_number<double>() : 0.0);
  if (duration.count() > 0) {
    context.continue_as_task(options());
    const auto whole = std::chrono::duration_cast<Duration>(duration);
    if (!co_await clock.sleep(whole, context.stop()))
      co_return error_result(Error(Errc::cancelled, "The computation was stopped."));
  }
  co_return ToolResult::text("Computed " + name + ".");
}

Answer failing_job(Clock& clock, CallContext& context) {
  context.continue_as_task(options());
  co_await clock.sleep(100ms, context.stop());
  co_return ToolResult::text("This job always fails.", true);
}

Answer protocol_error_job(Clock& clock, CallContext& context) {
  context.continue_as_task(options());
  co_await clock.sleep(100ms, context.stop());
  throw ProtocolError(-32603, "This job always ends with a protocol error.");
  co_return ToolResult();
}

Answer confirm_delete(CallContext& context, const json::object& arguments) {
  context.continue_as_task(options());
  const auto* given = arguments.if_contains("filename");
  const auto file = std::string(given ? std::string_view(given->as_string()) : std::string_view("file"));
  const auto reply = co_await context.ask(field("confirm", "Delete " + file + "?", "confirm", "boolean"));
  if (!reply) co_return error_result(reply.error());
  const auto elicited = read_elicited(*reply);
  const auto* yes = elicited.content.if_contains("confirm");
  co_return ToolResult::text((yes && yes->is_bool() && yes->get_bool() ? "Deleted " : "Kept ") + file + ".");
}

Answer multi_input(CallContext& context, const json::object&) {
  context.continue_as_task(options());
  std::vector<Question> questions;
  questions.push_back(field("name", "Your name?", "name"));
  questions.push_back(field("confirm", "Is that right?", "confirm", "boolean"));
  const auto replies = co_await context.ask_all(std::move(questions));
  if (!replies) co_return error_result(replies.error());
  co_return ToolResult::text("Got both replies.");
}

Answer asks_then_works(Clock& clock, CallContext& context) {
  const auto reply = co_await context.ask(field("user_name", "What is your name?", "name"));
  if (!reply) co_return error_result(reply.error());
  context.continue_as_task(options());
  co_await clock.sleep(100ms, context.stop());
  const auto elicited = read_elicited(*reply);
  const auto* name = elicited.content.if_contains("name");
  co_return ToolResult::text("Done for " + (name ? std::string(name->as_string()) : std::string("nobody")));
}

}  // namespace

void add_task_tools(Registry& registry, Clock& clock) {
  const auto add = [&](std::string name, std::string description, ToolFunction call,
                       std::string_view properties = "{}") -> void {
    auto tool = make_tool(std::move(name), std::move(description), std::move(call), properties);
    tool.may_become_task = true;
    if (tool.name == "failing_job")
      tool.required_capabilities = {
          {"extensions", json::object{{"io.modelcontextprotocol/tasks", json::object()}}}};
    registry.add(std::move(tool));
  };
  registry.add(make_tool("greet", "Greets at once.", greet, R"({"name":{"type":"string"}})", {"name"}));
  add(
      "slow_compute", "Takes as long as it is told.",
      [&clock](CallContext& context, const json::object& arguments) {
        return slow_compute(clock, context, arguments);
      },
      R"({"seconds":{"type":"number","minimum":0,"maximum":3600},"label":{"type":"string"}})");
  add("failing_job", "Fails after a moment.",
      [&clock](CallContext& context, const json::object&) { return failing_job(clock, context); });
  add("protocol_error_job", "Ends with a protocol error after a moment.",
      [&clock](CallContext& context, const json::object&) { return protocol_error_job(clock, context); });
  add("confirm_delete", "Asks before it deletes.", confirm_delete, R"({"filename":{"type":"string"}})");
  add("multi_input", "Asks two things at once.", multi_input);
  add("test_tool_with_task", "Asks first, then works as a task.",
      [&clock](CallContext& context, const json::object&) { return asks_then_works(clock, context); });
}

}  // namespace kbroker::conformance
