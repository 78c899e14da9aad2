// Which tools one request may see and call.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kbroker::mcp {

/// A set of toolsets as bits (Registry numbers them), and whether tools that change something are left out.
struct ToolFilter {
  std::uint64_t toolsets = ~std::uint64_t{0};
  bool read_only = false;

  bool operator==(const ToolFilter&) const = default;
};

/// The name in the list of names a client sent, "market, account"; "all" means every one.
struct ToolsetNames {
  std::uint64_t bits = 0;
  std::string unknown;  ///< the first name that is not known; empty: none
};
ToolsetNames parse_toolsets(std::string_view list, const std::vector<std::string>& known);

/// What a client sees that names no toolset; no `names` means everything.
ToolFilter choose_default_tools(const std::vector<std::string>& names, const std::vector<std::string>& known);

}  // namespace kbroker::mcp
