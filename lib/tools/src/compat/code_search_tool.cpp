// `search_domestic_stock_api` and the others of the Code Assistant MCP.
#include <algorithm>
#include <set>

#include "arguments.hpp"
#include "code_search.hpp"
#include "envelope.hpp"
#include "source_code.hpp"
#include "tool_list.hpp"
#include "tool_makers.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

json::object describe(const catalog::Api& api) {
  return {{"function_name", api_type_of(api)},
          {"api_name", api.name.ko},
          {"category", api.category},
          {"subcategory", api.subcategory_name.ko},
          {"id", api.id},
          {"url_main", source_url(api)}};
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext&, const Category& category,
                                      const json::object& arguments) {
  const auto word = [&](std::string_view name) { return text(arguments, name).value_or(""); };
  CodeWish wish;
  wish.query = word("query");
  wish.subcategory = word("subcategory");
  wish.api_name = word("api_name");
  wish.function_name = word("function_name");
  wish.description = word("description");
  wish.response = word("response");
  const auto found = find_code(services, category.id, wish);
  // A search without any word lists the whole category.
  const auto shown = arguments.empty() ? found.apis.size() : std::min(most_shown, found.apis.size());
  json::array results;
  for (std::size_t i = 0; i < shown; ++i) results.push_back(describe(found.apis[i]));
  std::string message = results.empty() ? "no API found" : "found " + std::to_string(found.apis.size());
  if (shown < found.apis.size()) message += ", the first " + std::to_string(shown) + " are here";
  if (!found.all_words && !results.empty()) message += "; none fits every word, these come nearest";
  auto result = success({}, message, own_provenance(services, broker::BrokerId::kis, services.clock.wall()));
  auto& answer = result.structured.as_object();
  answer.erase("data");
  answer["status"] = results.empty() ? "no_results" : "success";
  answer["total_count"] = found.apis.size();
  answer["results"] = std::move(results);
  co_return result;
}

std::string subcategories(const Services& services, const Category& category) {
  std::set<std::string_view> names;
  for (const auto& api : apis_of(services.apis->catalogue(), category.id))
    names.insert(api.subcategory_name.ko);
  std::string list;
  for (const auto name : names) list += (list.empty() ? "" : ", ") + std::string(name);
  return list;
}

json::object input(const Services& services, const Category& category) {
  auto made = schema(R"json({"type": "object", "properties": {
    "query": {"type": "string", "maxLength": 400, "description": "The user's sentence as it is", "examples": ["삼성전자 지금 얼마"]},
    "subcategory": {"type": "string", "maxLength": 40},
    "api_name": {"type": "string", "maxLength": 100, "examples": ["현재가"]},
    "function_name": {"type": "string", "maxLength": 100, "examples": ["inquire_price"]},
    "description": {"type": "string", "maxLength": 200, "examples": ["호가"]},
    "response": {"type": "string", "maxLength": 100, "description": "A field of the answer", "examples": ["PER"]}}})json");
  auto& subcategory = made["properties"].as_object()["subcategory"].as_object();
  const auto names = subcategories(services, category);
  subcategory["description"] = "One of: " + names;
  subcategory["examples"] = json::array{names.substr(0, names.find(','))};
  return made;
}

}  // namespace

mcp::Tool make_code_search(Services& services, const Category& category) {
  mcp::Tool tool;
  tool.name = "search_" + std::string(category.id) + "_api";
  tool.title = std::string(category.ko) + " API 검색 (KIS Code Assistant)";
  tool.description =
      "For prompts written for KIS's Code Assistant MCP: finds KIS APIs about " + std::string(category.en) +
      " by the user's sentence and by parts of names, descriptions and fields of the answer, which must all "
      "fit. Then read_source_code. Without such a prompt use search_api, which knows all categories and both "
      "brokers.";
  tool.toolset = kis_compat_toolset;
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = input(services, category);
  tool.output_schema = schema(R"json({"type": "object", "properties": {
    "status": {"type": "string", "enum": ["success", "no_results", "error"]}, "message": {"type": "string"},
    "total_count": {"type": "integer"}, "results": {"type": "array", "items": {"type": "object"}}}})json");
  tool.output_schema.erase("additionalProperties");
  tool.call = [&services, category](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, category, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools::compat
