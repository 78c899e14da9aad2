// One maker a resource template or prompt. To add one: its file, a line here, a line in register_all.cpp.
#pragma once

#include <string>

#include "kbroker/mcp/registry.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// `broker` is "kis" or "kiwoom".
mcp::ResourceTemplate make_api_resource(Services& services, const std::string& broker);
mcp::ResourceTemplate make_symbol_resource(Services& services);

mcp::Prompt make_write_trading_script(Services& services);
mcp::Prompt make_explain_my_portfolio(Services& services);
mcp::Prompt make_find_the_right_api(Services& services);

}  // namespace kbroker::tools
