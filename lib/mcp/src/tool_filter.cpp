// Reads `X-MCP-Toolsets` and `?toolsets=`.
#include "tool_filter.hpp"

#include <algorithm>

#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

ToolsetNames parse_toolsets(std::string_view list, const std::vector<std::string>& known) {
  ToolsetNames names;
  for (const auto part : split(list, ',')) {
    const auto name = trim(part);
    if (name.empty()) continue;
    if (name == "all") {
      names.bits = ~std::uint64_t{0};
      continue;
    }
    const auto found = std::find(known.begin(), known.end(), name);
    if (found != known.end())
      names.bits |= std::uint64_t{1} << (found - known.begin());
    else if (names.unknown.empty())
      names.unknown = name;
  }
  return names;
}

ToolFilter choose_default_tools(const std::vector<std::string>& names,
                                const std::vector<std::string>& known) {
  ToolFilter filter;
  if (names.empty()) return filter;
  filter.toolsets = 0;
  for (const auto& name : names) filter.toolsets |= parse_toolsets(name, known).bits;
  return filter;
}

}  // namespace kbroker::mcp
