// What the fixtures share.
#include "fixtures.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace kbroker::conformance {

namespace json = boost::json;

mcp::Tool make_tool(std::string name, std::string description, ToolFunction call, std::string_view properties,
                    std::initializer_list<std::string_view> required) {
  mcp::Tool tool;
  tool.name = std::move(name);
  tool.description = std::move(description);
  tool.input_schema.emplace("type", "object");
  tool.input_schema.emplace("properties", json::parse(properties));
  if (required.size() > 0)
    tool.input_schema.emplace("required", json::array(required.begin(), required.end()));
  tool.call = std::move(call);
  return tool;
}

}  // namespace kbroker::conformance
