// One maker a tool. To add a tool: its file, a line here, a line in register_all.cpp.
#pragma once

#include "kbroker/mcp/registry.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

mcp::Tool make_get_stock_price(Services& services);
mcp::Tool make_get_stock_info(Services& services);
mcp::Tool make_get_stock_history(Services& services);
mcp::Tool make_get_stock_prices(Services& services);
mcp::Tool make_get_order_book(Services& services);
mcp::Tool make_get_market_index(Services& services);
mcp::Tool make_get_investor_flow(Services& services);
mcp::Tool make_get_ranking(Services& services);
mcp::Tool make_get_account_info(Services& services);
mcp::Tool make_get_holdings(Services& services);
mcp::Tool make_get_orders(Services& services);
mcp::Tool make_get_executions(Services& services);
mcp::Tool make_get_buying_power(Services& services);
mcp::Tool make_get_profit(Services& services);
mcp::Tool make_get_market_status(Services& services);
mcp::Tool make_search_stocks(Services& services);
mcp::Tool make_call_api(Services& services);
mcp::Tool make_get_api_example(Services& services);
mcp::Tool make_get_connection_status(Services& services);
mcp::Tool make_search_api(Services& services);
mcp::Tool make_describe_api(Services& services);

/// Annotations of a tool that only reads from a broker.
inline mcp::ToolAnnotations reads_broker() {
  mcp::ToolAnnotations annotations;
  annotations.read_only = true;
  annotations.destructive = false;
  annotations.open_world = true;
  return annotations;
}

}  // namespace kbroker::tools
