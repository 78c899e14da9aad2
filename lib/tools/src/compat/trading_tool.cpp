// The tools of the Trading MCP that call an API: (api_type, params).
#include <utility>

#include "answer.hpp"
#include "api_call.hpp"
#include "api_detail.hpp"
#include "api_result.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "sample_params.hpp"
#include "stock_lookup.hpp"
#include "tool_list.hpp"
#include "tool_makers.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;
namespace asio = boost::asio;
using catalog::Api;

namespace {

Error missing(std::string_view name) {
  return Error(Errc::invalid_argument, std::string(name) + " is missing in params.",
               "For example {\"" + std::string(name) + "\": \"" +
                   (name == "stock_name" ? "삼성전자" : "inquire_price") + "\"}.");
}

/// The answer to a call without a needed member of `params`.
mcp::ToolResult reject_missing(const mcp::CallContext& context, const Category& category,
                               std::string_view name) {
  return rejected(context, category.id, missing(name),
                  {{"error", "MISSING_OR_INVALID_ARGS"}, {"missing", json::array{name}}});
}

json::object describe(const FoundStock& stock) {
  return {{"stock_code", stock.code},
          {"stock_name_found", stock.name},
          {"ex", stock.exchange},
          {"match_type", stock.match_type}};
}

mcp::ToolResult find_stock_code(Services& services, const mcp::CallContext& context, const Category& category,
                                const json::object& params) {
  const auto wanted = text(params, "stock_name").value_or("");
  if (wanted.empty()) return reject_missing(context, category, "stock_name");
  const auto found = find_stocks(services, category.id, wanted);
  if (found.empty())
    return rejected(context, category.id, not_listed(category.id, wanted), {{"error", "STOCK_NOT_FOUND"}});
  auto data = describe(found.front());
  data["tool_name"] = category.id;
  data["search_value"] = wanted;
  data["found"] = true;
  data["next_step"] =
      "Give " + found.front().code +
      " where the API takes a code (find_api_detail names the parameter), or stock_name as it is.";
  json::array others;
  for (std::size_t i = 1; i < found.size(); ++i) others.push_back(describe(found[i]));
  if (!others.empty()) data["candidates"] = std::move(others);
  return accepted(std::move(data), found.front().name + "(" + found.front().code + ")",
                  master_provenance(services, broker::BrokerId::kis));
}

mcp::ToolResult find_api_detail(Services& services, const mcp::CallContext& context, const Category& category,
                                const json::object& params) {
  const auto& catalogue = services.apis->catalogue();
  const auto wanted = text(params, "api_type").value_or("");
  if (wanted.empty()) return reject_missing(context, category, "api_type");
  const auto api = find_api_type(catalogue, category.id, wanted);
  if (api.has_error()) {
    json::array known;
    for (const auto& each : apis_of(catalogue, category.id)) known.emplace_back(api_type_of(each));
    return rejected(context, category.id, api.error(), {{"available_apis", std::move(known)}});
  }
  return accepted(api_detail(*api), std::string(api->name.ko) + " / " + std::string(api->name.en),
                  own_provenance(services, broker::BrokerId::kis, services.clock.wall()));
}

bool gives(const Api& api, const json::object& params, const catalog::ApiParam& wanted) {
  for (const auto& member : params)
    if (catalog::param_called(api, member.key()) == &wanted) return true;
  return false;
}

/// Puts the code where the API takes one, and the exchange beside it; what the caller gave stays.
std::optional<Error> put_stock(const Services& services, const Category& category, const Api& api,
                               SampleParams& call) {
  const auto stock = stock_meant(services, category.id, call.stock_name);
  if (stock.has_error()) return stock.error();
  bool taken = false;
  for (const auto& param : api.params) {
    const bool symbol = !taken && param.plain_name.starts_with("symbol") && param.fixed.empty();
    taken = taken || symbol;
    const bool exchange = param.name == "EXCD" && !stock->exchange.empty();
    if ((symbol || exchange) && !gives(api, call.params, param))
      call.params[param.name] = symbol ? stock->code : stock->exchange;
  }
  if (taken) return std::nullopt;
  return Error(Errc::invalid_argument,
               std::string(api.id) + " takes no instrument, so stock_name means nothing.",
               "Leave stock_name out.");
}

asio::awaitable<mcp::ToolResult> call_api_type(Services& services, mcp::CallContext& context,
                                               const Category& category, std::string_view api_type,
                                               const json::object& params) {
  const auto reject = [&](const Error& error) { return rejected(context, category.id, error); };
  const auto api = find_api_type(services.apis->catalogue(), category.id, api_type);
  if (api.has_error()) co_return reject(api.error());
  if (const auto refused = refusal(*api)) co_return reject(*refused);
  auto call = read_sample_params(*api, params);
  if (call.has_error()) co_return reject(call.error());
  if (!call->stock_name.empty())
    if (const auto mistake = put_stock(services, category, *api, *call)) co_return reject(*mistake);
  const auto answer =
      co_await ask_api(services, context, *api, call->params, call->environment, call->max_pages);
  if (answer.has_error()) co_return reject(answer.error());
  auto data = api_data(services, *api, answer->value(), call->view);
  auto message = api_sentence(*api, answer->value(), data);
  json::object told{{"success", true},
                    {"api_type", api_type_of(*api)},
                    {"params", std::move(call->params)},
                    {"message", message},
                    {"data", rows_of(std::move(data.at("result").as_object()))},
                    {"paging", std::move(data.at("paging"))}};
  if (auto* cut = data.if_contains("cut")) told["cut"] = std::move(*cut);
  co_return accepted(std::move(told), std::move(message), answer->provenance);
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context, const Category& category,
                                      const json::object& arguments) {
  const auto api_type = text(arguments, "api_type").value_or("");
  static const json::object none;
  const auto* given = arguments.if_contains("params");
  const auto& params = given ? given->get_object() : none;
  if (api_type == "find_stock_code") co_return find_stock_code(services, context, category, params);
  if (api_type == "find_api_detail") co_return find_api_detail(services, context, category, params);
  co_return co_await call_api_type(services, context, category, api_type, params);
}

/// What can be called, for models that choose an api_type from the list of tools.
std::string readable_types(const catalog::ApiCatalogue& catalogue, const Category& category) {
  std::string list = "find_stock_code, find_api_detail";
  for (const auto& api : apis_of(catalogue, category.id))
    if (!refusal(api)) list += ", " + std::string(api_type_of(api));
  return list;
}

std::string example_type(const catalog::ApiCatalogue& catalogue, const Category& category) {
  const auto apis = apis_of(catalogue, category.id);
  for (const auto& api : apis)
    if (api_type_of(api) == "inquire_price" || api_type_of(api) == "price")
      return std::string(api_type_of(api));
  return apis.empty() ? "find_api_detail" : std::string(api_type_of(apis.front()));
}

}  // namespace

json::object trading_schema(std::string_view api_types, std::string_view example) {
  auto made = schema(R"json({"type": "object", "properties": {
    "api_type": {"type": "string", "minLength": 1, "maxLength": 80},
    "params": {"type": "object", "description": "Argument names of the samples"}},
    "required": ["api_type"]})json");
  auto& properties = made["properties"].as_object();
  auto& type = properties["api_type"].as_object();
  type["description"] = api_types;
  type["examples"] = json::array{example};
  properties["params"].as_object()["examples"] = json::array{json::object{{"env_dv", "demo"}}};
  return made;
}

json::object trading_answer_schema() {
  auto made = envelope_schema(schema(R"json({"type": "object"})json"));
  made["properties"].as_object()["ok"] = {{"type", "boolean"}};
  return made;
}

mcp::Tool make_trading_tool(Services& services, const Category& category) {
  const auto& catalogue = services.apis->catalogue();
  mcp::Tool tool;
  tool.name = category.id;
  tool.title = std::string(category.ko) + " (KIS Trading MCP)";
  tool.description =
      "For prompts written for KIS's Trading MCP: calls one KIS API that reads about " +
      std::string(category.en) +
      ". api_type names the API; find_stock_code looks up params.stock_name, find_api_detail explains "
      "params.api_type. env_dv is real or demo. The server fills account and TR id. Never places orders. "
      "Without such a prompt use get_stock_price, call_api and the others.";
  tool.toolset = kis_compat_toolset;
  tool.annotations = reads_broker();
  tool.input_schema = trading_schema(readable_types(catalogue, category), example_type(catalogue, category));
  tool.output_schema = trading_answer_schema();
  tool.call = [&services, category](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, category, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools::compat
