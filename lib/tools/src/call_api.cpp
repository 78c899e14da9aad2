// call_api: any REST API of the catalogue that reads.
#include "api_call.hpp"
#include "api_lookup.hpp"
#include "api_result.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

std::optional<broker::Environment> environment_of(const json::object& arguments) {
  const auto name = text(arguments, "environment");
  if (!name) return std::nullopt;
  return *name == "paper" ? broker::Environment::paper : broker::Environment::real;
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto fail = [&](const Error& error) { return failure(context, "call_api", error); };
  const auto api = find_api(services.apis->catalogue(), text(arguments, "id").value_or(""));
  if (api.has_error()) co_return fail(api.error());
  if (const auto unknown = unknown_field(*api, arguments)) co_return fail(*unknown);
  const auto pages = static_cast<std::size_t>(integer(arguments, "max_pages", usual_pages));
  const auto& params = arguments.at("params").get_object();
  const auto answer = co_await ask_api(services, context, *api, params, environment_of(arguments), pages);
  if (answer.has_error()) co_return fail(answer.error());
  auto data = api_data(services, *api, answer->value(), arguments);
  auto message = api_sentence(*api, answer->value(), data);
  co_return success(std::move(data), std::move(message), answer->provenance);
}

}  // namespace

mcp::Tool make_call_api(Services& services) {
  mcp::Tool tool;
  tool.name = "call_api";
  tool.title = "API 호출 / Call any API";
  tool.description =
      "Call any REST API of KIS or Kiwoom that reads, by its id (from search_api): typed rows, "
      "pages followed. The server fills account, TR id and HTS id. Parameter names: official, Python sample "
      "or "
      "plain English. Use when no other tool answers the question. Never places orders. Errors name what a "
      "parameter may be.";
  tool.toolset = "api";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "id": {"type": "string", "minLength": 1, "maxLength": 120, "description": "Catalogue id, or TR id", "examples": ["kis.domestic_stock.inquire_price"]},
    "params": {"type": "object", "description": "Parameters of that API by name", "examples": [{"market": "J", "symbol": "005930"}]},
    "environment": {"type": "string", "enum": ["real", "paper"], "description": "Default: decided per API", "examples": ["real"]},
    "max_pages": {"type": "integer", "minimum": 1, "maximum": 20, "default": 3, "examples": [3]},
    "labels": {"type": "string", "enum": ["ko", "en"], "description": "Add what the fields mean", "examples": ["ko"]},
    "fields": {"type": "array", "items": {"type": "string"}, "maxItems": 100, "description": "Only these fields", "examples": [["stck_prpr"]]},
    "offset": {"type": "integer", "minimum": 0, "default": 0, "description": "Rows to skip in lists", "examples": [0]},
    "raw": {"type": "boolean", "default": false, "description": "The broker's own text instead", "examples": [false]}},
    "required": ["id", "params"]})json");
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "id": {"type": "string"}, "name": {"type": "string"},
    "result": {"type": "object", "description": "By container: an object, or a list of rows"},
    "raw": {"type": "array", "items": {"type": "object"}},
    "labels": {"type": "object"},
    "paging": {"type": "object", "description": "Whether all was read; how to go on"},
    "cut": {"type": "array", "items": {"type": "object"}}},
    "required": ["id", "paging"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
