// The list of everything kbroker offers over MCP.
#include "compat/tool_makers.hpp"
#include "resource_list.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

void register_all(mcp::Registry& registry, Services& services) {
  registry.add(make_get_stock_price(services));
  registry.add(make_get_stock_prices(services));
  registry.add(make_get_stock_info(services));
  registry.add(make_get_stock_history(services));
  registry.add(make_get_order_book(services));
  registry.add(make_get_market_index(services));
  registry.add(make_get_ranking(services));
  registry.add(make_get_investor_flow(services));
  registry.add(make_search_stocks(services));
  registry.add(make_get_market_status(services));
  registry.add(make_get_account_info(services));
  registry.add(make_get_holdings(services));
  registry.add(make_get_orders(services));
  registry.add(make_get_executions(services));
  registry.add(make_get_buying_power(services));
  registry.add(make_get_profit(services));
  registry.add(make_call_api(services));
  registry.add(make_get_api_example(services));
  registry.add(make_get_connection_status(services));
  registry.add(make_search_api(services));
  registry.add(make_describe_api(services));

  for (const auto* broker : {"kis", "kiwoom"}) registry.add(make_api_resource(services, broker));
  registry.add(make_symbol_resource(services));
  registry.add(make_write_trading_script(services));
  registry.add(make_explain_my_portfolio(services));
  registry.add(make_find_the_right_api(services));
}

void register_kis_compat(mcp::Registry& registry, Services& services) {
  for (const auto& category : compat::categories) {
    const bool keys = category.id == "auth";
    registry.add(keys ? compat::make_auth(services) : compat::make_trading_tool(services, category));
    registry.add(compat::make_code_search(services, category));
  }
  registry.add(compat::make_read_source_code(services));
}

}  // namespace kbroker::tools
