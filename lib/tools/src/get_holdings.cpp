// get_holdings: what the account holds, with cost, value and profit of each.
#include <algorithm>

#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "holding_rows.hpp"
#include "kbroker/base/time_format.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

std::vector<broker::Holding> sorted(std::vector<broker::Holding> holdings, std::string_view by) {
  const auto key = [&](const broker::Holding& holding) {
    return by == "profit_loss" ? holding.profit_loss
           : by == "rate"      ? holding.profit_loss_rate
                               : holding.value;
  };
  std::ranges::sort(holdings, std::ranges::greater{}, [&](const broker::Holding& holding) {
    return std::pair(key(holding), std::string_view(holding.code));
  });
  return holdings;
}

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  std::string only;
  if (arguments.contains("stock_code")) {
    auto code = stock_code(services, arguments);
    if (code.has_error()) co_return failure(context, "get_holdings", code.error());
    only = std::move(*code);
  }
  const auto account = co_await services.gateway.account(broker_of(arguments), options_of(context));
  if (account.has_error()) co_return failure(context, "get_holdings", account.error());
  const auto& value = account->value();
  json::array rows;
  std::string message;
  for (const auto& holding : sorted(value.holdings, text(arguments, "sort").value_or("value"))) {
    if (!only.empty() && holding.code != only) continue;
    if (rows.size() < 3)
      message += ", " + holding.name + " " + with_thousands(holding.quantity) + "주 (" +
                 with_sign(holding.profit_loss_rate) + "%)";
    rows.push_back(holding_row(holding));
  }
  message = "보유 " + std::to_string(rows.size()) + "종목" + message;
  json::object data;
  data.emplace("count", rows.size());
  data.emplace("holdings", std::move(rows));
  put(data, "cost", value.cost);
  put(data, "value", value.securities_value);
  data.emplace("profit_loss", to_json(value.profit_loss));
  put(data, "profit_loss_rate", value.profit_loss_rate);
  data.emplace("timestamp", to_rfc3339_kst(value.time));
  co_return success(std::move(data), std::move(message), account->provenance);
}

}  // namespace

mcp::Tool make_get_holdings(Services& services) {
  mcp::Tool tool;
  tool.name = "get_holdings";
  tool.title = "보유 종목 / Holdings";
  tool.description =
      "Domestic shares the user holds: quantity, cost, value and profit of each (\"내 보유 종목\"). Cash: "
      "get_account_info.";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "sort": {"type": "string", "enum": ["value", "profit_loss", "rate"], "default": "value", "examples": ["rate"]}}})json");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "holdings": {"type": "array", "description": "stock_code, name, quantity, sellable, average_cost, price, value, profit_loss (won), profit_loss_rate (%)"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
