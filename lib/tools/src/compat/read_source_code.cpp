// `read_source_code` of the Code Assistant MCP: a program for the API that an address names.
#include "api_lookup.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "kbroker/catalog/call_example.hpp"
#include "source_code.hpp"
#include "tool_list.hpp"
#include "tool_makers.hpp"

namespace kbroker::tools::compat {

namespace json = boost::json;
namespace asio = boost::asio;
using catalog::ExampleLanguage;

namespace {

Result<std::string> program(const Services& services, std::string_view url, ExampleLanguage language) {
  const auto api = find_api(services.apis->catalogue(), api_id_in(url));
  if (api.has_error()) return api.error();
  const auto today = date_kst(services.clock.wall());
  auto example = catalog::call_example(*api, {}, language, false, today);
  if (example.has_error()) return example.error();
  return std::move(example->code);
}

json::object part(std::string_view url, const Result<std::string>& program) {
  if (program.has_error())
    return {{"status", "error"},
            {"message", program.error().message + " " + program.error().hint},
            {"content", ""},
            {"url", url}};
  return {{"status", "success"},
          {"message", "written by kbroker from its catalogue; keys come from environment variables"},
          {"content", *program},
          {"url", url}};
}

asio::awaitable<mcp::ToolResult> call(Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto url_main = text(arguments, "url_main").value_or("");
  const auto url_check = text(arguments, "url_chk").value_or("");
  const auto main = program(services, url_main, ExampleLanguage::python);
  json::object results{{"main", part(url_main, main)}};
  bool whole = main.has_value();
  if (!url_check.empty()) {
    // A way to try the same call at once.
    const auto check = program(services, url_check, ExampleLanguage::kbroker);
    results["check"] = part(url_check, check);
    whole = whole && check.has_value();
  }
  auto result =
      main.has_error()
          ? failure(context, "read_source_code", main.error())
          : success({}, whole ? "here is the program" : "the check cannot be given, see results.check",
                    own_provenance(services, broker::BrokerId::kis, services.clock.wall()));
  auto& answer = result.structured.as_object();
  answer.erase("data");
  answer["status"] = main.has_error() ? "error" : whole ? "success" : "partial_success";
  answer["results"] = std::move(results);
  co_return result;
}

}  // namespace

mcp::Tool make_read_source_code(Services& services) {
  mcp::Tool tool;
  tool.name = "read_source_code";
  tool.title = "소스코드 (KIS Code Assistant)";
  tool.description =
      "For prompts written for KIS's Code Assistant MCP: a complete Python program for the API that url_main "
      "names (url_main of a search, the address of a sample on GitHub, or an id), and for url_chk a command "
      "line that makes the same call. Without such a prompt use get_api_example, which takes the user's "
      "values and other languages.";
  tool.toolset = kis_compat_toolset;
  tool.annotations = reads_broker();
  tool.annotations.open_world = false;
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "url_main": {"type": "string", "minLength": 1, "maxLength": 300, "examples": ["kapi://kis/domestic_stock.inquire_price"]},
    "url_chk": {"type": "string", "maxLength": 300, "examples": ["kapi://kis/domestic_stock.inquire_price"]}},
    "required": ["url_main"]})json");
  tool.output_schema = schema(R"json({"type": "object", "properties": {
    "status": {"type": "string", "enum": ["success", "partial_success", "error"]}, "message": {"type": "string"},
    "results": {"type": "object"}}})json");
  tool.output_schema.erase("additionalProperties");
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools::compat
