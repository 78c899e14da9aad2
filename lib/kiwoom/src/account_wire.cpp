// Decoders of orders, buying power and realised profit.
#include "account_wire.hpp"

#include <algorithm>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

Error incomplete(std::string_view what) {
  return Error(Errc::broker_error, "Kiwoom answered without " + std::string(what) + ".",
               "Try again; if it stays, look the account up in the Kiwoom application.", true);
}

/// Nothing for what no account reaches: the product could not hold it.
std::optional<Decimal> product(Decimal price, Decimal quantity) {
  constexpr Decimal most(100'000'000);
  if (price.abs() > most || quantity.abs() > most) return std::nullopt;
  return price.rounded(2) * quantity.rounded(2);
}

/// What of an order is neither filled nor open.
Decimal rest_of(const broker::OrderRecord& order) {
  constexpr Decimal most(1'000'000'000);
  for (const auto& part : {order.quantity, order.filled, order.remaining})
    if (part.abs() > most) return {};
  return std::max(order.quantity.rounded(0) - order.filled.rounded(0) - order.remaining.rounded(0),
                  Decimal());
}

/// "101530", also "10:15:30"; midnight when it is neither.
WallTime time_of(const json::object& row, std::string_view name, Date day) {
  auto digits = wire::text(row, name);
  std::erase(digits, ':');
  return parse_kst(to_yyyymmdd(day), digits).value_or(start_of_day_kst(day));
}

broker::OrderRecord order_of(const json::object& row, Date day) {
  broker::OrderRecord order;
  order.number = wire::text(row, "ord_no");
  order.original_number = wire::text(row, "ori_ord");
  if (order.original_number.find_first_not_of('0') == std::string::npos) order.original_number.clear();
  order.code = plain_code(wire::text(row, "stk_cd"));
  order.name = wire::text(row, "stk_nm");
  // "현금매수", "현금매도정정": the side is in the words.
  order.side =
      wire::text(row, "io_tp_nm").find("매도") != std::string::npos ? broker::Side::sell : broker::Side::buy;
  order.kind = wire::text(row, "trde_tp");
  order.quantity = wire::decimal_or_zero(row, "ord_qty");
  order.filled = wire::decimal_or_zero(row, "cntr_qty");
  order.remaining = wire::decimal_or_zero(row, "ord_remnq");
  const bool refused = wire::text(row, "acpt_tp").find("거부") != std::string::npos;
  (refused ? order.rejected : order.cancelled) = rest_of(order);
  order.price = wire::non_zero(wire::magnitude(row, "ord_uv"));
  order.average_fill_price = wire::non_zero(wire::magnitude(row, "cntr_uv"));
  if (order.average_fill_price)
    order.filled_amount = wire::non_zero(product(*order.average_fill_price, order.filled));
  order.time = time_of(row, "ord_tm", day);
  return order;
}

}  // namespace

Result<void> add_orders(broker::OrderList& list, const json::object& body, Date day) {
  constexpr std::string_view name = "acnt_ord_cntr_prps_dtl";
  if (!wire::find(body, name)) return incomplete("the list of orders");
  for (const auto* row : wire::rows(body, name)) {
    auto order = order_of(*row, day);
    if (order.number.empty()) continue;
    list.orders.push_back(std::move(order));
    list.raw.push_back(*row);
  }
  return {};
}

Result<broker::BuyingPower> decode_orderable_cash(const json::object& body, WallTime now) {
  const auto cash = wire::decimal(body, "ord_alow_amt");
  if (!cash) return incomplete("the cash that orders may use");
  broker::BuyingPower power;
  power.cash = *cash;
  power.time = now;
  power.raw["ord_alow_amt"] = wire::text(body, "ord_alow_amt");
  return power;
}

Result<broker::BuyingPower> decode_buying_power(const json::object& body, WallTime now) {
  const auto cash = wire::decimal(body, "ord_alowa");
  if (!cash) return incomplete("the cash that orders may use");
  broker::BuyingPower power;
  power.cash = *cash;
  power.amount = wire::decimal(body, "profa_100ord_alow_amt");
  power.quantity = wire::decimal(body, "profa_100ord_alowq");
  power.max_amount = wire::decimal(body, "profa_20ord_alow_amt");
  power.max_quantity = wire::decimal(body, "profa_20ord_alowq");
  power.time = now;
  for (const auto& member : body)
    if (member.value().is_string()) power.raw[member.key()] = member.value();
  return power;
}

Result<void> read_realized_totals(broker::RealizedProfit& profit, const json::object& body) {
  const auto total = wire::decimal(body, "rlzt_pl");
  if (!total) return incomplete("the realised profit");
  profit.profit = *total;
  profit.fees = wire::decimal(body, "trde_cmsn");
  profit.taxes = wire::decimal(body, "trde_tax");
  return {};
}

Result<void> add_realized_trades(broker::RealizedProfit& profit, const json::object& body) {
  constexpr std::string_view name = "dt_stk_rlzt_pl";
  if (!wire::find(body, name)) return incomplete("the trades behind the profit");
  json::array raw_rows;
  if (auto* kept = profit.raw.if_contains(name)) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, name)) {
    broker::RealizedTrade trade;
    const auto date = wire::date(*row, "dt");
    trade.code = plain_code(wire::text(*row, "stk_cd"));
    trade.quantity = wire::decimal_or_zero(*row, "cntr_qty");
    if (!date || trade.code.empty() || trade.quantity.is_zero()) continue;
    trade.date = *date;
    trade.name = wire::text(*row, "stk_nm");
    const auto sold = wire::magnitude(*row, "cntr_pric"), bought = wire::magnitude(*row, "buy_uv");
    if (sold) trade.sold = product(*sold, trade.quantity).value_or(Decimal());
    if (bought) trade.bought = product(*bought, trade.quantity).value_or(Decimal());
    trade.profit = wire::decimal_or_zero(*row, "tdy_sel_pl");
    trade.profit_rate = wire::decimal(*row, "pl_rt");
    trade.fees = wire::decimal(*row, "tdy_trde_cmsn");
    trade.taxes = wire::decimal(*row, "tdy_trde_tax");
    profit.trades.push_back(std::move(trade));
    raw_rows.push_back(*row);
  }
  profit.raw[name] = std::move(raw_rows);
  return {};
}

}  // namespace kbroker::kiwoom
