// Tools about what is declared: schemas, mirrored headers, capabilities of the client.
#include <boost/json/parse.hpp>

#include "fixtures.hpp"

namespace kbroker::conformance {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace mcp;

namespace {

asio::awaitable<ToolResult> accept(CallContext&, const json::object&) {
  co_return ToolResult::text("The arguments were accepted.");
}

constexpr std::string_view schema_2020_12 = R"({
  "$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
  "$defs":{"address":{"$anchor":"addressDef","type":"object",
    "properties":{"street":{"type":"string"},"city":{"type":"string"}}}},
  "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
    "contactMethod":{"type":"string","enum":["phone","email"]},
    "phone":{"type":"string"},"email":{"type":"string"}},
  "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
  "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
  "then":{"required":["phone"]},"else":{"required":["email"]},
  "additionalProperties":false})";

}  // namespace

void add_schema_tools(Registry& registry) {
  auto rich = make_tool("json_schema_2020_12_tool", "Has an input schema with many keywords.", accept);
  rich.input_schema = json::parse(schema_2020_12).as_object();
  registry.add(std::move(rich));
  registry.add(make_tool("test_x_mcp_header", "Has an argument that is mirrored into a header.", accept,
                         R"({"region":{"type":"string","x-mcp-header":"Region"}})", {"region"}));
  auto demanding = make_tool("test_missing_capability", "Needs a client that can sample.", accept);
  demanding.required_capabilities = json::parse(R"({"sampling":{}})").as_object();
  registry.add(std::move(demanding));
}

}  // namespace kbroker::conformance
