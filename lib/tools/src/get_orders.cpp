// get_orders: the orders of today, and which of them are still open.
#include <algorithm>

#include "account_view.hpp"
#include "arguments.hpp"
#include "envelope.hpp"
#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "order_rows.hpp"
#include "tool_list.hpp"

namespace kbroker::tools {

namespace json = boost::json;
namespace asio = boost::asio;

namespace {

asio::awaitable<mcp::ToolResult> call(const Services& services, mcp::CallContext& context,
                                      const json::object& arguments) {
  broker::OrdersRequest request;
  request.from = request.to = date_kst(services.clock.wall());
  const std::string everything;
  const auto view =
      co_await view_orders(services, broker_of(arguments), everything, request, options_of(context));
  if (view.has_error()) co_return failure(context, "get_orders", view.error());
  const auto& value = view->list;
  const bool open_only = text(arguments, "status").value_or("all") == "open";
  json::array rows;
  std::string message;
  for (const auto& order : value.orders) {
    if (open_only && !order.open()) continue;
    if (rows.size() < 3) message += (rows.empty() ? ": " : ", ") + order_words(order);
    rows.push_back(order_row(order));
  }
  const auto open = std::ranges::count_if(value.orders, &broker::OrderRecord::open);
  message = "오늘 주문 " + std::to_string(value.orders.size()) + "건, 미체결 " + std::to_string(open) + "건" +
            message;
  json::object data;
  data.emplace("count", rows.size());
  data.emplace("open_count", open);
  data.emplace("orders", std::move(rows));
  data.emplace("more", value.more);
  put_failures(data, view->failures);
  data.emplace("timestamp", to_rfc3339_kst(value.time));
  if (flag(arguments, "include_raw", false)) data.emplace("raw", value.raw);
  co_return success(std::move(data), std::move(message), view->provenance);
}

}  // namespace

mcp::Tool make_get_orders(Services& services) {
  mcp::Tool tool;
  tool.name = "get_orders";
  tool.title = "오늘 주문 / Orders";
  tool.description =
      "The user's orders of today: what was filled, what is open (\"미체결\"). Earlier days: get_executions.";
  tool.toolset = "account";
  tool.annotations = reads_broker();
  tool.input_schema = schema(R"json({"type": "object", "properties": {
    "status": {"type": "string", "enum": ["all", "open"], "default": "all", "examples": ["open"]}}})json");
  add_broker_property(tool.input_schema);
  add_raw_property(tool.input_schema);
  tool.output_schema = envelope_schema(schema(R"json({"type": "object", "properties": {
    "orders": {"type": "array", "description": "order_no, stock_code, side, status, quantity, price, filled, remaining"}}})json"));
  tool.call = [&services](mcp::CallContext& context, const json::object& arguments) {
    return call(services, context, arguments);
  };
  return tool;
}

}  // namespace kbroker::tools
