// Decoders of the account on overseas exchanges.
#include "overseas_account_wire.hpp"

#include <algorithm>

#include "account_wire.hpp"
#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "overseas_wire.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

/// "NASDAQ:AAPL"; the bare symbol on an exchange that has no name here.
std::string code_of(const json::object& row, std::string_view symbol_field) {
  auto symbol = wire::text(row, symbol_field);
  const auto* exchange = exchange_of_account(wire::text(row, "ovrs_excg_cd"));
  if (!exchange || symbol.empty()) return symbol;
  broker::OverseasCode code;
  code.exchange = exchange;
  code.symbol = std::move(symbol);
  return code.text();
}

std::string currency_of(const json::object& row, std::string_view field) {
  auto currency = wire::text(row, field);
  if (!currency.empty()) return currency;
  const auto* exchange = exchange_of_account(wire::text(row, "ovrs_excg_cd"));
  return exchange ? std::string(exchange->currency) : std::string();
}

broker::CurrencyTotal& total_of(broker::Positions& positions, std::string_view currency) {
  const auto found = std::ranges::find(positions.currencies, currency, &broker::CurrencyTotal::currency);
  if (found != positions.currencies.end()) return *found;
  positions.currencies.emplace_back().currency = currency;
  return positions.currencies.back();
}

void add_holding(broker::Positions& positions, const json::object& row) {
  broker::Holding holding;
  holding.code = code_of(row, "pdno");
  // Trade-date basis: what was bought today counts, what was sold today does not.
  holding.quantity = wire::decimal_or_zero(row, "ccld_qty_smtl1");
  if (holding.code.empty() || holding.quantity.is_zero()) return;
  holding.name = wire::text(row, "prdt_name");
  holding.currency = currency_of(row, "buy_crcy_cd");
  holding.sellable = wire::decimal_or_zero(row, "ord_psbl_qty1");
  holding.average_cost = wire::decimal_or_zero(row, "avg_unpr3");
  holding.cost = wire::decimal_or_zero(row, "frcr_pchs_amt");
  holding.price = wire::decimal(row, "ovrs_now_pric1");
  holding.value = wire::decimal(row, "frcr_evlu_amt2");
  holding.profit_loss = wire::decimal(row, "evlu_pfls_amt2");
  holding.profit_loss_rate = wire::decimal(row, "evlu_pfls_rt1");
  auto& total = total_of(positions, holding.currency);
  total.cost = sum(total.cost, holding.cost);
  total.value = sum(total.value, holding.value);
  total.profit_loss = sum(total.profit_loss, holding.profit_loss);
  if (!total.rate) total.rate = wire::non_zero(wire::decimal(row, "bass_exrt"));
  positions.holdings.push_back(std::move(holding));
}

broker::OrderRecord order_of(const json::object& row) {
  auto order = order_head(row);
  order.code = code_of(row, "pdno");
  order.name = wire::text(row, "prdt_name");
  order.currency = currency_of(row, "tr_crcy_cd");
  order.quantity = wire::decimal_or_zero(row, "ft_ord_qty");
  order.filled = wire::decimal_or_zero(row, "ft_ccld_qty");
  order.remaining = wire::decimal_or_zero(row, "nccs_qty");
  // KIS tells the state in a word: what is neither filled nor open was refused or taken back.
  const bool refused = wire::text(row, "prcs_stat_name").find("거부") != std::string::npos;
  (refused ? order.rejected : order.cancelled) = unaccounted(order);
  order.price = wire::non_zero(wire::decimal(row, "ft_ord_unpr3"));
  order.average_fill_price = wire::non_zero(wire::decimal(row, "ft_ccld_unpr3"));
  order.filled_amount = wire::non_zero(wire::decimal(row, "ft_ccld_amt3"));
  // Day and time in Korea; those of the exchange stand in where KIS leaves them out.
  auto time = wire::timestamp(row, "dmst_ord_dt", "thco_ord_tmd");
  if (!time) time = wire::timestamp(row, "ord_dt", "ord_tmd");
  order.time = time.value_or(WallTime{});
  return order;
}

}  // namespace

Result<void> add_overseas_positions(broker::Positions& positions, const json::object& body) {
  if (!wire::find(body, "output1")) return incomplete("the overseas holdings");
  positions.section = broker::Section::overseas;
  json::array raw_rows;
  if (auto* kept = positions.raw.if_contains("output1")) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, "output1")) {
    add_holding(positions, *row);
    raw_rows.push_back(*row);
  }
  json::array raw_currencies;
  for (const auto* row : wire::rows(body, "output2")) {
    const auto currency = wire::text(*row, "crcy_cd");
    if (currency.empty()) continue;
    auto& total = total_of(positions, currency);
    total.cash = wire::decimal(*row, "frcr_dncl_amt_2");
    total.orderable = wire::decimal(*row, "frcr_drwg_psbl_amt_1");
    if (!total.rate) total.rate = wire::non_zero(wire::decimal(*row, "frst_bltn_exrt"));
    raw_currencies.push_back(*row);
  }
  if (const auto* row = wire::first_row(body, "output3")) {
    positions.cost = wire::decimal(*row, "pchs_amt_smtl");
    positions.value = wire::decimal(*row, "evlu_amt_smtl");
    positions.profit_loss = wire::decimal(*row, "evlu_pfls_amt_smtl");
    positions.raw["output3"] = *row;
  }
  positions.raw["output1"] = std::move(raw_rows);
  positions.raw["output2"] = std::move(raw_currencies);
  return {};
}

Result<void> add_overseas_orders(broker::OrderList& list, const json::object& body,
                                 const broker::OrdersRequest& request) {
  if (!wire::find(body, "output")) return incomplete("the list of overseas orders");
  for (const auto* row : wire::rows(body, "output")) {
    auto order = order_of(*row);
    const auto day = date_kst(order.time);
    if (order.number.empty() || day < request.from || day > request.to) continue;
    if (request.filled && order.filled.is_zero()) continue;
    list.orders.push_back(std::move(order));
    list.raw.push_back(*row);
  }
  return {};
}

Result<broker::BuyingPower> decode_overseas_buying_power(const json::object& body,
                                                         const broker::OverseasCode& code, WallTime now) {
  const auto* row = wire::first_row(body, "output");
  const auto amount = row ? wire::decimal(*row, "ovrs_ord_psbl_amt") : std::nullopt;
  if (!amount) return incomplete("the amount that overseas orders may use");
  broker::BuyingPower power;
  power.code = code.text();
  power.currency = code.exchange->currency;
  power.cash = wire::decimal(*row, "ord_psbl_frcr_amt").value_or(*amount);
  power.amount = amount;
  power.quantity = wire::decimal(*row, "max_ord_psbl_qty");
  power.max_amount = wire::decimal(*row, "frcr_ord_psbl_amt1");
  power.max_quantity = wire::decimal(*row, "ovrs_max_ord_psbl_qty");
  power.time = now;
  power.raw = *row;
  return power;
}

Result<void> add_overseas_trades(broker::RealizedProfit& profit, const json::object& body) {
  if (!wire::find(body, "output1")) return incomplete("the overseas trades");
  json::array raw_rows;
  if (auto* kept = profit.raw.if_contains("output1")) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, "output1")) {
    broker::RealizedTrade trade;
    const auto date = wire::date(*row, "trad_day");
    trade.code = code_of(*row, "ovrs_pdno");
    trade.quantity = wire::decimal_or_zero(*row, "slcl_qty");
    if (!date || trade.code.empty() || trade.quantity.is_zero()) continue;
    trade.date = *date;
    trade.name = wire::text(*row, "ovrs_item_name");
    trade.currency = currency_of(*row, "crcy_cd");
    trade.bought = wire::decimal_or_zero(*row, "frcr_pchs_amt1");
    trade.sold = wire::decimal_or_zero(*row, "frcr_sll_amt_smtl1");
    trade.profit = wire::decimal_or_zero(*row, "ovrs_rlzt_pfls_amt");
    trade.profit_rate = wire::decimal(*row, "pftrt");
    trade.fees = wire::decimal(*row, "stck_sll_tlex");
    profit.trades.push_back(std::move(trade));
    raw_rows.push_back(*row);
  }
  profit.raw["output1"] = std::move(raw_rows);
  return {};
}

Result<void> read_overseas_totals(broker::RealizedProfit& profit, const json::object& body) {
  const auto* row = wire::first_row(body, "output2");
  const auto total = row ? wire::decimal(*row, "ovrs_rlzt_pfls_tot_amt") : std::nullopt;
  if (!total) return incomplete("the realised profit of overseas trades");
  profit.profit = *total;
  profit.profit_rate = wire::decimal(*row, "tot_pftrt");
  profit.fees = wire::decimal(*row, "smtl_fee1");
  profit.raw["output2"] = *row;
  return {};
}

}  // namespace kbroker::kis
