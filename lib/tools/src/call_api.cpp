// call_api: any REST API of the catalogue that reads.
#include "api_lookup.hpp"
#include "api_request.hpp"
#include "api_result.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/catalog/api_answer.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;
using catalog::Api;
using catalog::ApiArguments;

namespace {

/// Pages that are followed when the caller does not say.
constexpr std::int64_t usual_pages = 3;

std::optional<Error> refuse(const Api& api) {
  const std::string name = std::string(api.id) + " (" + std::string(api.name.en) + ")";
  if (api.kind == catalog::ApiKind::realtime)
    return Error(Errc::invalid_argument,
                 name + " is a realtime stream over a WebSocket, which call_api cannot call.",
                 "Ask search_api for a REST call of the same subject, or get_stock_price for the price now.");
  if (api.mutates)
    return Error(Errc::invalid_argument,
                 name + " places, changes or cancels orders, which call_api never does.",
                 "Use preview_order and place_order, modify_order or cancel_order; they are off unless "
                 "orders.enabled is set.");
  if (api.category == "auth" || api.pacing == catalog::Pacing::token)
    return Error(
        Errc::invalid_argument, name + " deals in keys and tokens, which never pass through a tool.",
        "The server obtains, keeps and renews tokens by itself; get_connection_status tells their state.");
  return std::nullopt;
}

std::optional<broker::Environment> environment_of(const json::object& arguments) {
  const auto name = text(arguments, "environment");
  if (!name) return std::nullopt;
  return *name == "paper" ? broker::Environment::paper : broker::Environment::real;
}

Error unknown_symbol(const Api& api, const ApiArguments& arguments) {
  std::string code;
  for (const auto& param : api.params)
    if (param.plain_name == "symbol")
      for (const auto& sent : arguments.sent)
        if (sent.name == param.name) code = sent.value;
  return Error(Errc::unknown_symbol,
               std::string(api.id) + " has nothing but zeros and blanks for " + shorten(code, 40) +
                   ", as for a code that does not exist.",
               "Check the code and the market, or look it up with search_stocks.");
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto fail = [&](const Error& error) { return failure(context, "call_api", error); };
  const auto api = find_api(services.apis->catalogue(), text(arguments, "id").value_or(""));
  if (api.has_error()) co_return fail(api.error());
  if (const auto refused = refuse(*api)) co_return fail(*refused);
  const auto params = with_codes(services, *api, arguments.at("params").get_object());
  if (params.has_error()) co_return fail(params.error());
  const auto checked = catalog::read_arguments(*api, *params);
  if (checked.has_error()) co_return fail(checked.error());
  const auto pages = static_cast<std::size_t>(integer(arguments, "max_pages", usual_pages));
  auto request = api_request(*api, *checked, environment_of(arguments), pages);
  const auto broker = broker::parse_broker_id(api->broker).value_or(services.default_broker);
  auto answer = co_await services.gateway.call_api(broker, std::move(request), options_of(context));
  if (answer.has_error()) co_return fail(answer.error());
  const auto& value = answer->value();
  if (catalog::is_answer_to_unknown_symbol(*api, *checked, value.pages))
    co_return fail(unknown_symbol(*api, *checked));
  auto data = api_data(services, *api, value, arguments);
  auto message = api_sentence(*api, value, data);
  co_return success(std::move(data), std::move(message), answer->provenance);
}

}  // namespace

mcp::Tool make_call_api(Services& services) {
  mcp::Tool tool;
  tool.name = "call_api";
  tool.title = "API 호출 / Call any API";
  tool.description =
      "Call any REST API of KIS or Kiwoom that reads, by its catalogue id (from search_api): typed rows, "
      "pages "
      "followed. The server fills account, TR id and HTS id. Parameter names: official, Python sample or "
      "plain "
      "English. Use when no other tool answers the question. Never places orders. Errors name what a "
      "parameter "
      "may be.";
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
