// Tools that ask the client or its user; written once, they work in both eras.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

using Answer = asio::awaitable<ToolResult>;

std::string text_of(const json::object& object, std::string_view name) {
  return std::string(object.at(name).as_string());
}

ToolResult tell(const json::object& reply) {
  std::string text = "Elicitation completed: action=" + text_of(reply, "action");
  if (const auto* content = reply.if_contains("content")) text += ", content=" + json::serialize(*content);
  return ToolResult::text(std::move(text));
}

Answer sampling(CallContext& context, const json::object& arguments) {
  const auto reply = co_await context.ask(sample("completion", text_of(arguments, "prompt"), 100));
  if (!reply) co_return error_result(reply.error());
  co_return ToolResult::text("LLM response: " + text_of(reply->at("content").as_object(), "text"));
}

Answer ask_form(CallContext& context, std::string message, std::string_view schema) {
  const auto reply =
      co_await context.ask(elicit("form", std::move(message), json::parse(schema).as_object()));
  if (!reply) co_return error_result(reply.error());
  co_return tell(*reply);
}

Answer elicitation(CallContext& context, const json::object& arguments) {
  return ask_form(context, text_of(arguments, "message"), R"({"type":"object","properties":{
    "username":{"type":"string","description":"Your name"},
    "email":{"type":"string","description":"Your address"}},"required":["username","email"]})");
}

Answer defaults(CallContext& context, const json::object&) {
  return ask_form(context, "Please review the values.", R"({"type":"object","properties":{
    "name":{"type":"string","default":"John Doe"},
    "age":{"type":"integer","default":30},
    "score":{"type":"number","default":95.5},
    "status":{"type":"string","enum":["active","inactive","pending"],"default":"active"},
    "verified":{"type":"boolean","default":true}}})");
}

Answer enums(CallContext& context, const json::object&) {
  return ask_form(context, "Please choose.", R"({"type":"object","properties":{
    "untitledSingle":{"type":"string","enum":["option1","option2","option3"]},
    "titledSingle":{"type":"string","oneOf":[{"const":"value1","title":"First Option"},
      {"const":"value2","title":"Second Option"},{"const":"value3","title":"Third Option"}]},
    "legacyEnum":{"type":"string","enum":["opt1","opt2","opt3"],
      "enumNames":["Option One","Option Two","Option Three"]},
    "untitledMulti":{"type":"array","items":{"type":"string","enum":["option1","option2","option3"]}},
    "titledMulti":{"type":"array","items":{"anyOf":[{"const":"value1","title":"First Choice"},
      {"const":"value2","title":"Second Choice"},{"const":"value3","title":"Third Choice"}]}}}})");
}

Answer streaming_elicitation(CallContext& context, const json::object&) {
  return ask_form(context, "May this go on?", R"({"type":"object","properties":{"ok":{"type":"boolean"}}})");
}

}  // namespace

void add_asking_tools(Registry& registry) {
  registry.add(make_tool("test_sampling", "Asks the client's model.", sampling,
                         R"({"prompt":{"type":"string"}})", {"prompt"}));
  registry.add(make_tool("test_elicitation", "Asks the user for two texts.", elicitation,
                         R"({"message":{"type":"string"}})", {"message"}));
  registry.add(
      make_tool("test_elicitation_sep1034_defaults", "Asks by a form with default values.", defaults));
  registry.add(make_tool("test_elicitation_sep1330_enums", "Asks by a form with choices.", enums));
  registry.add(make_tool("test_streaming_elicitation", "Asks the user to confirm.", streaming_elicitation));
}

}  // namespace kbroker::conformance
