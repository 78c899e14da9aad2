// Decoders of orders, buying power and realised profit.
#include "account_wire.hpp"

#include <algorithm>

#include "errors.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

Error incomplete(std::string_view what) {
  return Error(Errc::broker_error, "KIS answered without " + std::string(what) + ".",
               "Try again; if it stays, look the account up in the KIS application.", true);
}

Decimal unaccounted(const broker::OrderRecord& order) {
  auto rest = std::optional(order.quantity);
  for (const auto& part : {order.filled, order.remaining, order.rejected})
    if (rest) rest = difference(*rest, part);
  return std::max(rest.value_or(Decimal()), Decimal());
}

namespace {

/// 01 sell, 02 buy; credit orders have words of their own.
broker::Side side_of(const json::object& row) {
  const auto code = wire::text(row, "sll_buy_dvsn_cd");
  if (code == "01" || code == "02") return code == "01" ? broker::Side::sell : broker::Side::buy;
  return wire::text(row, "sll_buy_dvsn_cd_name").find("매도") != std::string::npos ? broker::Side::sell
                                                                                   : broker::Side::buy;
}

}  // namespace

broker::OrderRecord order_head(const json::object& row) {
  broker::OrderRecord order;
  order.number = wire::text(row, "odno");
  order.original_number = wire::text(row, "orgn_odno");
  if (order.original_number.find_first_not_of('0') == std::string::npos) order.original_number.clear();
  order.side = side_of(row);
  return order;
}

namespace {

broker::OrderRecord order_of(const json::object& row) {
  auto order = order_head(row);
  order.code = wire::text(row, "pdno");
  order.name = wire::text(row, "prdt_name");
  order.kind = wire::text(row, "ord_dvsn_name");
  order.quantity = wire::decimal_or_zero(row, "ord_qty");
  order.filled = wire::decimal_or_zero(row, "tot_ccld_qty");
  order.remaining = wire::decimal_or_zero(row, "rmn_qty");
  // Older answers spell it with one more letter.
  order.cancelled = wire::decimal(row, "cnc_cfrm_qty").value_or(wire::decimal_or_zero(row, "cncl_cfrm_qty"));
  order.rejected = wire::decimal_or_zero(row, "rjct_qty");
  order.price = wire::non_zero(wire::decimal(row, "ord_unpr"));
  order.average_fill_price = wire::non_zero(wire::decimal(row, "avg_prvs"));
  order.filled_amount = wire::non_zero(wire::decimal(row, "tot_ccld_amt"));
  order.time = wire::timestamp(row, "ord_dt", "ord_tmd").value_or(WallTime{});
  return order;
}

}  // namespace

Result<void> add_orders(broker::OrderList& list, const json::object& body) {
  if (!wire::find(body, "output1")) return incomplete("the list of orders");
  for (const auto* row : wire::rows(body, "output1")) {
    auto order = order_of(*row);
    if (order.number.empty()) continue;
    list.orders.push_back(std::move(order));
    list.raw.push_back(*row);
  }
  return {};
}

Result<broker::BuyingPower> decode_buying_power(const json::object& body, std::string_view code,
                                                WallTime now) {
  const auto* row = wire::first_row(body, "output");
  const auto cash = row ? wire::decimal(*row, "ord_psbl_cash") : std::nullopt;
  if (!cash) return incomplete("the cash that orders may use");
  broker::BuyingPower power;
  power.code = code;
  power.cash = *cash;
  if (!code.empty()) {
    power.amount = wire::decimal(*row, "nrcvb_buy_amt");
    power.quantity = wire::decimal(*row, "nrcvb_buy_qty");
    power.price = wire::non_zero(wire::decimal(*row, "psbl_qty_calc_unpr"));
    power.max_amount = wire::decimal(*row, "max_buy_amt");
    power.max_quantity = wire::decimal(*row, "max_buy_qty");
  }
  power.time = now;
  power.raw = *row;
  return power;
}

Result<void> add_realized_trades(broker::RealizedProfit& profit, const json::object& body) {
  const auto* totals = wire::first_row(body, "output2");
  const auto total = totals ? wire::decimal(*totals, "tot_rlzt_pfls") : std::nullopt;
  if (!total || !wire::find(body, "output1")) return incomplete("the realised profit");
  profit.profit = *total;
  profit.profit_rate = wire::decimal(*totals, "tot_pftrt");
  profit.fees = wire::decimal(*totals, "tot_fee");
  profit.taxes = wire::decimal(*totals, "tot_tltx");
  json::array raw_rows;
  if (auto* kept = profit.raw.if_contains("output1")) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, "output1")) {
    broker::RealizedTrade trade;
    const auto date = wire::date(*row, "trad_dt");
    trade.code = wire::text(*row, "pdno");
    trade.quantity = wire::decimal_or_zero(*row, "sll_qty");
    // Purchases are listed too, without a profit.
    if (!date || trade.code.empty() || trade.quantity.is_zero()) continue;
    trade.date = *date;
    trade.name = wire::text(*row, "prdt_name");
    trade.sold = wire::decimal_or_zero(*row, "sll_amt");
    trade.bought = wire::decimal_or_zero(*row, "buy_amt");
    trade.profit = wire::decimal_or_zero(*row, "rlzt_pfls");
    trade.profit_rate = wire::decimal(*row, "pfls_rt");
    trade.fees = wire::decimal(*row, "fee");
    trade.taxes = wire::decimal(*row, "tl_tax");
    profit.trades.push_back(std::move(trade));
    raw_rows.push_back(*row);
  }
  profit.raw["output1"] = std::move(raw_rows);
  profit.raw["output2"] = *totals;
  return {};
}

}  // namespace kbroker::kis
