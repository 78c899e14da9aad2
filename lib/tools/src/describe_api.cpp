// describe_api: one API of the catalogue, compactly.
#include <string>

#include "api_lookup.hpp"
#include "api_text.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto api = find_api(services.apis->catalogue(), trim(text(arguments, "id").value_or("")));
  if (api.has_error()) co_return failure(context, "describe_api", api.error());
  auto data = api_description(*api, flag(arguments, "all_fields", false));
  data.emplace("example", catalog::example_arguments(*api, date_kst(services.clock.wall())));
  auto message = std::string(api->name.ko) + " / " + std::string(api->name.en) + ": " +
                 std::string(api->method) + " " + std::string(api->path);
  co_return success(std::move(data), std::move(message),
                    own_provenance(services, std::nullopt, services.clock.wall()));
}

}  // namespace

mcp::Tool make_describe_api(Services& services) {
  mcp::Tool tool;
  tool.name = "describe_api";
  tool.title = "API 설명 / Describe an API";
  tool.description =
      "Explain one broker API: method, path, transaction ids for real and paper, parameters with meaning, "
      "allowed values, default and example, response fields, paging, traps. The id is one of search_api, or "
      "a "
      "transaction id. Use before writing code or calling an unfamiliar API.";
  tool.toolset = "api";
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "id": {"type": "string", "minLength": 1, "maxLength": 120, "examples": ["kis.domestic_stock.inquire_price", "kiwoom.chart.ka10081", "FHKST01010100"]},
    "all_fields": {"type": "boolean", "default": false, "description": "Response fields with Korean meaning, type and unit as well", "examples": [false]}},
    "required": ["id"]})json");
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "id": {"type": "string"}, "name": {"type": "string"}, "method": {"type": "string"}, "path": {"type": "string"},
    "transaction_ids": {"type": "array"}, "params": {"type": "array"}, "response": {"type": "array"},
    "traps": {"type": "array"}, "example": {"type": "object"}},
    "required": ["id", "name", "method", "params", "response"]})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
