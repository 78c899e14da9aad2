// get_executions: what was bought and sold in a period.
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "order_rows.hpp"
#include "quote_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

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
  const auto list = co_await services.gateway.orders(broker_of(arguments), request, options_of(context));
  if (list.has_error()) co_return failure(context, "get_executions", list.error());
  json::array rows;
  Decimal bought, sold;
  for (const auto& order : list->value().orders) {
    if (order.filled.is_zero() || (!only.empty() && order.code != only)) continue;
    auto& sum = order.side == broker::Side::buy ? bought : sold;
    sum = sum + order.filled_amount.value_or(Decimal());
    rows.push_back(order_row(order));
  }
  std::string message = to_iso(request.from) + " ~ " + to_iso(request.to) + " 체결 " +
                        std::to_string(rows.size()) + "건, 매수 " + money(bought, "KRW") + ", 매도 " +
                        money(sold, "KRW");
  json::object data;
  data.emplace("from", to_iso(request.from));
  data.emplace("to", to_iso(request.to));
  data.emplace("count", rows.size());
  data.emplace("executions", std::move(rows));
  data.emplace("bought", to_json(bought));
  data.emplace("sold", to_json(sold));
  data.emplace("more", list->value().more);
  data.emplace("timestamp", to_rfc3339_kst(list->value().time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", list->value().raw);
  co_return success(std::move(data), std::move(message), list->provenance);
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
  add_kis_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "executions": {"type": "array", "description": "order_no, stock_code, side, filled, average_fill_price (won), time (of the order)"},
    "bought": {"type": "number", "description": "won"}, "sold": {"type": "number"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
