// One maker a tool of the toolset kis-compat: the tools of KIS's own two MCP servers by their own names, as
// translators in front of ours.
#pragma once

#include <string_view>

#include "api_types.hpp"
#include "kbroker/mcp/registry.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools::compat {

/// Trading MCP: `domestic_stock` and the others, (api_type, params).
mcp::Tool make_trading_tool(Services& services, const Category& category);
/// Trading MCP: `auth`.
mcp::Tool make_auth(Services& services);
/// Code Assistant MCP: `search_domestic_stock_api` and the others.
mcp::Tool make_code_search(Services& services, const Category& category);
/// Code Assistant MCP: `read_source_code`.
mcp::Tool make_read_source_code(Services& services);

/// Input of the Trading MCP's tools; `api_types` describes the property.
boost::json::object trading_schema(std::string_view api_types, std::string_view example);
/// {"ok", "data"} in our envelope.
boost::json::object trading_answer_schema();

}  // namespace kbroker::tools::compat
