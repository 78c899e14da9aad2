// Decoders of exchange bonds.
#include "bond_wire.hpp"

#include <algorithm>

#include "account_wire.hpp"
#include "book_levels.hpp"
#include "errors.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "quote_wire.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

Result<broker::Quote> decode_bond_quote(const json::object& body, const std::string& code, WallTime now) {
  constexpr QuoteNames names{"bond_prpr", "bond_prdy_vrss", "prdy_ctrt",     "bond_oprc",
                             "bond_hgpr", "bond_lwpr",      "bond_prdy_clpr"};
  const auto* row = wire::first_row(body, "output");
  auto quote = decode_quote_row(row, names, code, now);
  if (quote.has_error()) return quote.error();
  quote->upper_limit = wire::non_zero(wire::decimal(*row, "bond_mxpr"));
  quote->lower_limit = wire::non_zero(wire::decimal(*row, "bond_llam"));
  quote->yield = wire::decimal(*row, "ernn_rate");
  return quote;
}

Result<broker::StockInfo> decode_bond_info(const json::object& body, const std::string& code, WallTime now) {
  const auto* row = wire::first_row(body, "output");
  if (!row) return errors().damaged("for " + code, "the facts");
  broker::StockInfo info;
  info.code = info.isin = code;
  info.name = wire::text(*row, "ksd_bond_item_name");
  if (info.name.empty()) return errors().unknown_symbol(code);
  info.english_name = wire::text(*row, "ksd_bond_item_eng_name");
  info.sector = wire::text(*row, "bond_clsf_kor_name");
  info.kind = "bond";
  info.listed_on = wire::date(*row, "lstg_dt");
  auto& bond = info.bond.emplace();
  bond.issued_on = wire::date(*row, "issu_dt");
  bond.matures_on = wire::date(*row, "rdpt_dt");
  bond.coupon = wire::decimal(*row, "ksd_rcvg_bond_srfc_inrt");
  info.time = now;
  info.raw = *row;
  return info;
}

Result<broker::OrderBook> decode_bond_order_book(const json::object& body, const std::string& code,
                                                 WallTime now) {
  constexpr int levels = 5;
  const auto* row = wire::first_row(body, "output");
  if (!row || !wire::find(*row, "bond_askp1")) return errors().damaged("for " + code, "the order book");
  broker::OrderBook book;
  book.code = code;
  book.asks = book_side(*row, "bond_askp", "askp_rsqn", levels);
  book.bids = book_side(*row, "bond_bidp", "bidp_rsqn", levels);
  book.total_ask = wire::integer_or_zero(*row, "total_askp_rsqn");
  book.total_bid = wire::integer_or_zero(*row, "total_bidp_rsqn");
  book.time = now;
  book.raw = *row;
  return book;
}

Result<std::vector<broker::Candle>> decode_bond_chart(const json::object& body, const std::string& code,
                                                      WallTime now) {
  if (!wire::find(body, "output")) return errors().damaged("for " + code, "the chart");
  std::vector<broker::Candle> candles;
  for (const auto* row : wire::rows(body, "output")) {
    const auto date = wire::date(*row, "stck_bsop_date");
    const auto close = wire::non_zero(wire::decimal(*row, "bond_prpr"));
    if (!date || !close) continue;
    broker::Candle candle;
    candle.time = start_of_day_kst(*date);
    candle.close = *close;
    candle.open = wire::non_zero(wire::decimal(*row, "bond_oprc")).value_or(*close);
    candle.high = wire::non_zero(wire::decimal(*row, "bond_hgpr")).value_or(*close);
    candle.low = wire::non_zero(wire::decimal(*row, "bond_lwpr")).value_or(*close);
    candle.volume = wire::integer_or_zero(*row, "acml_vol");
    candle.final = broker::period_is_over(broker::Interval::day, *date, broker::Basis::krx, now);
    candles.push_back(candle);
  }
  if (candles.empty()) return errors().unknown_symbol(code);
  std::ranges::sort(candles, std::ranges::greater{}, &broker::Candle::time);
  return candles;
}

Result<void> add_bond_positions(broker::Positions& positions, const json::object& body) {
  if (!wire::find(body, "output")) return incomplete("the bonds that are held");
  positions.section = broker::Section::bonds;
  json::array raw_rows;
  if (auto* kept = positions.raw.if_contains("output")) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, "output")) {
    broker::Holding holding;
    holding.code = wire::text(*row, "pdno");
    holding.quantity = wire::decimal_or_zero(*row, "cblc_qty");
    if (holding.code.empty() || holding.quantity.is_zero()) continue;
    holding.name = wire::text(*row, "prdt_name");
    holding.sellable = wire::decimal_or_zero(*row, "ord_psbl_qty");
    holding.average_cost = wire::decimal_or_zero(*row, "buy_unpr");
    holding.cost = wire::decimal_or_zero(*row, "buy_amt");
    positions.cost = sum(positions.cost, holding.cost);
    positions.holdings.push_back(std::move(holding));
    raw_rows.push_back(*row);
  }
  positions.raw["output"] = std::move(raw_rows);
  return {};
}

Result<void> add_bond_orders(broker::OrderList& list, const json::object& body,
                             const broker::OrdersRequest& request) {
  // KIS's table of fields has the orders in the second container, its example of an answer in the first.
  const bool second = std::ranges::any_of(wire::rows(body, "output2"),
                                          [](const json::object* row) { return row->contains("odno"); });
  const std::string_view container = second ? "output2" : "output1";
  if (!wire::find(body, container)) return incomplete("the orders of bonds");
  for (const auto* row : wire::rows(body, container)) {
    auto order = order_head(*row);
    order.filled = wire::decimal_or_zero(*row, "tot_ccld_qty");
    if (order.number.empty() || (request.filled && order.filled.is_zero())) continue;
    order.code = wire::text(*row, "shtn_pdno");
    order.name = wire::text(*row, "prdt_abrv_name");
    order.kind = wire::text(*row, "ord_dvsn_name");
    order.quantity = wire::decimal_or_zero(*row, "ord_qty");
    order.remaining = wire::decimal_or_zero(*row, "nccs_qty");
    order.cancelled = unaccounted(order);
    order.price = wire::non_zero(wire::decimal(*row, "bond_ord_unpr"));
    order.average_fill_price = wire::non_zero(wire::decimal(*row, "bond_avg_unpr"));
    order.filled_amount = wire::non_zero(wire::decimal(*row, "tot_ccld_amt"));
    order.time = wire::timestamp(*row, "ord_dt", "ord_tmd").value_or(WallTime{});
    list.orders.push_back(std::move(order));
    list.raw.push_back(*row);
  }
  return {};
}

}  // namespace kbroker::kis
