// get_executions: what was bought and sold in a period.
#include <map>

#include "account_view.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/overseas.hpp"
#include "order_rows.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

/// Of one currency.
struct Sums {
  Decimal bought, sold;
};

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  const auto today = date_kst(services.clock.wall());
  const auto period = period_of(arguments, add_days(today, -7), today);
  if (period.has_error()) co_return failure(context, "get_executions", period.error());
  std::string only;
  if (arguments.contains("stock_code")) {
    auto code = stock_code(services, arguments);
    if (code.has_error()) co_return failure(context, "get_executions", code.error());
    only = std::move(*code);
  }
  broker::OrdersRequest request;
  request.from = *period->from;
  request.to = *period->to;
  request.filled = true;
  const auto broker = broker_for(arguments, only);
  if (broker.has_error()) co_return failure(context, "get_executions", broker.error());
  const auto view = co_await view_orders(services, *broker, only, request, options_of(context));
  if (view.has_error()) co_return failure(context, "get_executions", view.error());
  json::array rows;
  std::map<std::string, Sums> sums{{"KRW", {}}};
  for (const auto& order : view->list.orders) {
    if (order.filled.is_zero() || !broker::is_meant(order.code, only)) continue;
    auto& [bought, sold] = sums[order.currency];
    auto& sum = order.side == broker::Side::buy ? bought : sold;
    sum = sum + order.filled_amount.value_or(Decimal());
    rows.push_back(order_row(order));
  }
  std::string message =
      to_iso(request.from) + " ~ " + to_iso(request.to) + " 체결 " + std::to_string(rows.size()) + "건";
  json::array by_currency;
  for (const auto& [currency, sum] : sums) {
    message += ", 매수 " + money(sum.bought, currency) + ", 매도 " + money(sum.sold, currency);
    if (currency != "KRW")
      by_currency.push_back(
          {{"currency", currency}, {"bought", to_json(sum.bought)}, {"sold", to_json(sum.sold)}});
  }
  json::object data;
  data.emplace("from", to_iso(request.from));
  data.emplace("to", to_iso(request.to));
  data.emplace("count", rows.size());
  data.emplace("executions", std::move(rows));
  data.emplace("bought", to_json(sums["KRW"].bought));
  data.emplace("sold", to_json(sums["KRW"].sold));
  if (!by_currency.empty()) data.emplace("currencies", std::move(by_currency));
  data.emplace("more", view->list.more);
  put_failures(data, view->failures);
  data.emplace("timestamp", to_rfc3339_kst(view->list.time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", view->list.raw);
  co_return success(std::move(data), std::move(message), view->provenance);
}

}  // namespace

mcp::Tool make_get_executions(Services& services) {
  mcp::Tool tool;
  tool.name = "get_executions";
  tool.title = "체결 내역 / Executions";
  tool.description =
      "The user's filled orders in a period, newest first (\"체결 내역\"). Open ones: get_orders.";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {}})json");
  add_day_property(tool.input_schema, "from", "default: a week ago");
  add_day_property(tool.input_schema, "to");
  add_code_property(tool.input_schema);
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "executions": {"type": "array", "description": "order_no, stock_code, side, filled, average_fill_price (won, or currency), time (of the order)"},
    "bought": {"type": "number", "description": "won"}, "sold": {"type": "number"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
