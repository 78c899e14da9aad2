// How results list orders.
#include "order_rows.hpp"

#include "fields.hpp"
#include "kbroker/base/time_format.hpp"
#include "quote_rows.hpp"

namespace kbroker::tools {

std::string_view state_of(const broker::OrderRecord& order) {
  if (order.open()) return "open";
  if (order.filled >= order.quantity && !order.quantity.is_zero()) return "filled";
  if (!order.filled.is_zero()) return "partly_filled";
  return order.rejected.is_zero() ? "cancelled" : "rejected";
}

boost::json::object order_row(const broker::OrderRecord& order) {
  boost::json::object row;
  row.emplace("order_no", order.number);
  put(row, "original_order_no", order.original_number);
  row.emplace("stock_code", order.code);
  row.emplace("name", order.name);
  row.emplace("side", broker::to_string(order.side));
  put(row, "kind", order.kind);
  row.emplace("status", state_of(order));
  row.emplace("quantity", to_json(order.quantity));
  put(row, "price", order.price);
  row.emplace("filled", to_json(order.filled));
  row.emplace("remaining", to_json(order.remaining));
  put(row, "average_fill_price", order.average_fill_price);
  put(row, "filled_amount", order.filled_amount);
  add_currency(row, order.currency);
  row.emplace("time", to_rfc3339_kst(order.time));
  return row;
}

std::string order_words(const broker::OrderRecord& order) {
  std::string words = order.side == broker::Side::buy ? "매수 " : "매도 ";
  words += order.name + " " + with_thousands(order.quantity) + "주";
  if (order.price) words += " " + money(*order.price, order.currency);
  return words;
}

}  // namespace kbroker::tools
