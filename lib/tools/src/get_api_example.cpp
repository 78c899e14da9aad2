// get_api_example: a program that makes one call of an API.
#include "api_lookup.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/catalog/call_example.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto api = find_api(services.apis->catalogue(), text(arguments, "id").value_or(""));
  if (api.has_error()) co_return failure(context, "get_api_example", api.error());
  const auto* given = arguments.if_contains("arguments");
  const auto values = with_codes(services, *api, given ? given->get_object() : json::object());
  if (values.has_error()) co_return failure(context, "get_api_example", values.error());
  const auto language = text(arguments, "language").value_or("");
  const bool paper = text(arguments, "environment").value_or("real") == "paper";
  const auto now = services.clock.wall();
  const auto example =
      catalog::call_example(*api, *values, *catalog::parse_example_language(language), paper, date_kst(now));
  if (example.has_error()) co_return failure(context, "get_api_example", example.error());
  json::array variables(example->variables.begin(), example->variables.end());
  json::object data{
      {"id", api->id}, {"language", language}, {"code", example->code}, {"variables", std::move(variables)}};
  auto provenance = own_provenance(services, broker::parse_broker_id(api->broker), now);
  provenance.environment = paper ? broker::Environment::paper : broker::Environment::real;
  co_return success(
      std::move(data),
      std::string(api->name.ko) + " / " + std::string(api->name.en) + ", " + std::string(language),
      provenance);
}

}  // namespace

mcp::Tool make_get_api_example(Services& services) {
  mcp::Tool tool;
  tool.name = "get_api_example";
  tool.title = "API 예제 코드 / Example of a call";
  tool.description =
      "A complete program that calls one REST API of KIS or Kiwoom, with token handling, headers, the user's "
      "values and error handling. Use when the user writes a program; to get the data itself use call_api. "
      "Keys and account are read from environment variables, never from the code.";
  tool.toolset = "api";
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "id": {"type": "string", "minLength": 1, "maxLength": 120, "description": "Catalogue id, or TR id", "examples": ["kis.domestic_stock.inquire_price"]},
    "language": {"type": "string", "enum": ["curl", "python", "javascript", "go", "cpp", "kbroker"],
      "description": "python: httpx, javascript: fetch, cpp: Beast, kbroker: our command line", "examples": ["python"]},
    "arguments": {"type": "object", "description": "The user's values; the rest is filled with examples", "examples": [{"symbol": "005930"}]},
    "environment": {"type": "string", "enum": ["real", "paper"], "default": "real", "examples": ["real"]}},
    "required": ["id", "language"]})json");
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "id": {"type": "string"}, "language": {"type": "string"}, "code": {"type": "string"},
    "variables": {"type": "array", "items": {"type": "string"}}, "note": {"type": "string"}},
    "required": ["id", "language", "code"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
