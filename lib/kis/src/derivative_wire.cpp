// Decoders of futures, options and ELW.
#include "derivative_wire.hpp"

#include "account_wire.hpp"
#include "book_levels.hpp"
#include "errors.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "quote_wire.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

Result<broker::Quote> decode_derivative_quote(const json::object& body, const std::string& code,
                                              WallTime now) {
  constexpr QuoteNames names{"futs_prpr", "futs_prdy_vrss", "futs_prdy_ctrt", "futs_oprc",
                             "futs_hgpr", "futs_lwpr",      "futs_prdy_clpr"};
  const auto* row = wire::first_row(body, "output1");
  auto quote = decode_quote_row(row, names, code, now);
  if (quote.has_error()) return quote.error();
  quote->currency.clear();
  quote->upper_limit = wire::non_zero(wire::decimal(*row, "futs_mxpr"));
  quote->lower_limit = wire::non_zero(wire::decimal(*row, "futs_llam"));
  quote->turnover = wire::decimal(*row, "acml_tr_pbmn");
  quote->open_interest = wire::integer(*row, "hts_otst_stpl_qty");
  return quote;
}

Result<broker::OrderBook> decode_derivative_order_book(const json::object& body, const std::string& code,
                                                       WallTime now) {
  constexpr int levels = 5;
  const auto* row = wire::first_row(body, "output2");
  if (!row || !wire::find(*row, "futs_askp1")) return errors().damaged("for " + code, "the order book");
  broker::OrderBook book;
  book.code = code;
  book.currency.clear();
  if (const auto* last = wire::first_row(body, "output1"))
    book.price = wire::non_zero(wire::decimal(*last, "futs_prpr"));
  book.asks = book_side(*row, "futs_askp", "askp_rsqn", levels);
  book.bids = book_side(*row, "futs_bidp", "bidp_rsqn", levels);
  if (!book.price && book.asks.empty() && book.bids.empty()) return errors().unknown_symbol(code);
  book.total_ask = wire::integer_or_zero(*row, "total_askp_rsqn");
  book.total_bid = wire::integer_or_zero(*row, "total_bidp_rsqn");
  book.time = now;
  book.raw = *row;
  return book;
}

Result<ChartPage> decode_derivative_page(const json::object& body, broker::Interval interval,
                                         broker::Basis basis, WallTime now) {
  if (!wire::find(body, "output2")) return errors().damaged("to a chart request", "its rows");
  ChartPage page;
  if (const auto* snapshot = wire::first_row(body, "output1"))
    page.name = wire::text(*snapshot, "hts_kor_isnm");
  for (const auto* row : wire::rows(body, "output2")) {
    const auto date = wire::date(*row, "stck_bsop_date");
    if (!date) continue;
    ++page.rows;
    const auto close = wire::non_zero(wire::decimal(*row, "futs_prpr"));
    if (!close) continue;
    broker::Candle candle;
    candle.time = start_of_day_kst(*date);
    candle.close = *close;
    // A day without a trade has zeros for the other three.
    candle.open = wire::non_zero(wire::decimal(*row, "futs_oprc")).value_or(*close);
    candle.high = wire::non_zero(wire::decimal(*row, "futs_hgpr")).value_or(*close);
    candle.low = wire::non_zero(wire::decimal(*row, "futs_lwpr")).value_or(*close);
    candle.volume = wire::integer_or_zero(*row, "acml_vol");
    candle.turnover = wire::decimal(*row, "acml_tr_pbmn");
    candle.final = broker::period_is_over(interval, *date, basis, now);
    page.candles.push_back(candle);
  }
  return page;
}

Result<void> add_derivative_positions(broker::Positions& positions, const json::object& body) {
  const auto* totals = wire::first_row(body, "output2");
  if (!totals || !wire::find(body, "output1")) return incomplete("the futures and options that are held");
  positions.section = broker::Section::derivatives;
  positions.cost = wire::decimal(*totals, "pchs_amt_smtl");
  positions.value = wire::decimal(*totals, "evlu_amt_smtl");
  positions.profit_loss = wire::decimal(*totals, "evlu_pfls_amt_smtl");
  positions.cash = wire::decimal(*totals, "dnca_cash");
  json::array raw_rows;
  if (auto* kept = positions.raw.if_contains("output1")) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, "output1")) {
    broker::Holding holding;
    holding.code = wire::first_text(*row, {"shtn_pdno", "pdno"});
    holding.quantity = wire::decimal_or_zero(*row, "cblc_qty");
    if (holding.code.empty() || holding.quantity.is_zero()) continue;
    holding.name = wire::text(*row, "prdt_name");
    holding.is_short = wire::text(*row, "sll_buy_dvsn_name").find("매도") != std::string::npos;
    holding.sellable = wire::decimal_or_zero(*row, "lqd_psbl_qty");
    holding.average_cost = wire::decimal_or_zero(*row, "ccld_avg_unpr1");
    holding.cost = wire::decimal_or_zero(*row, "pchs_amt");
    holding.price = wire::non_zero(wire::decimal(*row, "idx_clpr"));
    holding.value = wire::decimal(*row, "evlu_amt");
    holding.profit_loss = wire::decimal(*row, "evlu_pfls_amt");
    positions.holdings.push_back(std::move(holding));
    raw_rows.push_back(*row);
  }
  positions.raw["output1"] = std::move(raw_rows);
  positions.raw["output2"] = *totals;
  return {};
}

Result<void> add_derivative_orders(broker::OrderList& list, const json::object& body) {
  if (!wire::find(body, "output1")) return incomplete("the orders of futures and options");
  for (const auto* row : wire::rows(body, "output1")) {
    auto order = order_head(*row);
    if (order.number.empty()) continue;
    order.code = wire::text(*row, "pdno");
    order.name = wire::text(*row, "prdt_name");
    order.kind = wire::text(*row, "nmpr_type_name");
    order.quantity = wire::decimal_or_zero(*row, "ord_qty");
    order.filled = wire::decimal_or_zero(*row, "tot_ccld_qty");
    order.remaining = wire::decimal_or_zero(*row, "qty");
    order.rejected = wire::decimal_or_zero(*row, "rjct_qty");
    if (order.rejected.is_zero()) order.cancelled = unaccounted(order);
    order.price = wire::non_zero(wire::decimal(*row, "ord_idx"));
    order.average_fill_price = wire::non_zero(wire::decimal(*row, "avg_idx"));
    order.filled_amount = wire::non_zero(wire::decimal(*row, "tot_ccld_amt"));
    order.time = wire::timestamp(*row, "ord_dt", "ord_tmd").value_or(WallTime{});
    list.orders.push_back(std::move(order));
    list.raw.push_back(*row);
  }
  return {};
}

Result<broker::StockInfo> decode_elw_info(const json::object& body, const std::string& code, WallTime now) {
  const auto quote = decode_elw_quote(body, code, now);
  if (quote.has_error()) return quote.error();
  broker::StockInfo info;
  info.code = code;
  info.name = quote->name;
  info.market = "ELW";
  info.kind = "elw";
  auto& elw = info.elw.emplace();
  const auto& row = quote->raw;
  elw.underlying_code = wire::text(row, "unas_shrn_iscd");
  elw.underlying = wire::text(row, "unas_isnm");
  elw.underlying_price = wire::non_zero(wire::decimal(row, "unas_prpr"));
  elw.exercise_price = wire::non_zero(wire::decimal(row, "acpr"));
  info.time = quote->time;
  info.raw = row;
  return info;
}

Result<broker::Quote> decode_elw_quote(const json::object& body, const std::string& code, WallTime now) {
  constexpr QuoteNames names{"elw_prpr", "prdy_vrss", "prdy_ctrt",     "elw_oprc",
                             "elw_hgpr", "elw_lwpr",  "stck_prdy_clpr"};
  const auto* row = wire::first_row(body, "output");
  auto quote = decode_quote_row(row, names, code, now);
  if (quote.has_error()) return quote.error();
  quote->turnover = wire::decimal(*row, "acml_tr_pbmn");
  return quote;
}

}  // namespace kbroker::kis
