// Decoders of quotations, instrument facts and balances.
#include "wire.hpp"

#include <algorithm>
#include <array>

#include "errors.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

/// Integers that ran over their field arrive as these; they say nothing.
bool saturated(Decimal value) {
  return value == Decimal(4'294'967'295) || value == Decimal(2'147'483'647) || value == Decimal(-2'147'483) ||
         value == Decimal(-2'147'483'648);
}

std::optional<Decimal> price(const json::object& row, std::string_view name) {
  return wire::non_zero(wire::magnitude(row, name));
}

std::optional<Decimal> ratio(const json::object& row, std::string_view name) {
  const auto value = wire::non_zero(wire::decimal(row, name));
  return value && !saturated(*value) ? value : std::nullopt;
}

/// `mac` counts in units of 100 million won.
std::optional<Decimal> market_cap(const json::object& row) {
  const auto value = price(row, "mac");
  if (!value || saturated(*value) || *value > Decimal(1'000'000'000)) return std::nullopt;
  return value->rounded(0) * Decimal(100'000'000);
}

/// An unknown code comes with blanks; an answer without the field at all is a damaged one.
Error damaged(std::string_view part, std::string_view code) {
  return errors().damaged("for " + std::string(code), part);
}

std::string kind_of(std::string_view market_code) {
  constexpr auto kinds = std::to_array<std::pair<std::string_view, std::string_view>>({{"0", "stock"},
                                                                                       {"10", "stock"},
                                                                                       {"50", "stock"},
                                                                                       {"8", "etf"},
                                                                                       {"60", "etn"},
                                                                                       {"3", "elw"},
                                                                                       {"6", "reit"}});
  const auto found =
      std::ranges::find(kinds, market_code, &std::pair<std::string_view, std::string_view>::first);
  return found == kinds.end() ? std::string() : std::string(found->second);
}

/// The broker's text fields without the envelope and without account numbers.
json::object payload(const json::object& body) {
  json::object kept;
  for (const auto& member : body) {
    const auto key = to_lower(member.key());
    if (key.starts_with("return_") || key == "acctno" || key == "acnt_no") continue;
    kept[member.key()] = member.value();
  }
  return kept;
}

constexpr std::string_view holdings_list = "acnt_evlt_remn_indv_tot";

}  // namespace

std::string code_for(std::string_view code, broker::Basis basis) {
  std::string text(code);
  if (basis == broker::Basis::nxt) text += "_NX";
  if (basis == broker::Basis::combined) text += "_AL";
  return text;
}

std::string plain_code(std::string_view code) {
  code = trim(code);
  code = code.substr(0, code.find('_'));
  if (code.size() == 7 && code.front() == 'A') code.remove_prefix(1);
  return std::string(code);
}

Result<broker::Quote> decode_quote(const json::object& body, std::string_view code, broker::Basis basis,
                                   WallTime now) {
  const auto name = wire::text(body, "stk_nm");
  const auto current = price(body, "cur_prc");
  if (!wire::find(body, "cur_prc")) return damaged("the price", code);
  if (!current && name.empty()) return errors().unknown_symbol(code);
  if (!current)
    return Error(Errc::broker_error, "Kiwoom answered without a price for " + std::string(code) + ".",
                 "The instrument may not have traded on this venue yet. Try again later.");
  broker::Quote quote;
  quote.code = code;
  quote.name = name;
  quote.basis = basis;
  quote.time = now;
  quote.price = *current;
  quote.change = wire::decimal_or_zero(body, "pred_pre");
  quote.change_rate = wire::decimal_or_zero(body, "flu_rt");
  quote.open = price(body, "open_pric");
  quote.high = price(body, "high_pric");
  quote.low = price(body, "low_pric");
  quote.previous_close = price(body, "base_pric");
  quote.upper_limit = price(body, "upl_pric");
  quote.lower_limit = price(body, "lst_pric");
  quote.market_cap = market_cap(body);
  quote.per = ratio(body, "per");
  quote.pbr = ratio(body, "pbr");
  quote.volume = wire::magnitude(body, "trde_qty").value_or(Decimal()).to_int();
  quote.raw = payload(body);
  return quote;
}

Result<broker::StockInfo> decode_stock_info(const json::object& body, std::string_view code, WallTime now) {
  broker::StockInfo info;
  info.name = wire::text(body, "name");
  if (!wire::find(body, "name")) return damaged("the instrument", code);
  if (info.name.empty()) return errors().unknown_symbol(code);
  info.code = code;
  info.time = now;
  info.market = wire::text(body, "marketName");
  info.sector = wire::text(body, "upName");
  info.kind = kind_of(wire::text(body, "marketCode"));
  if (const auto shares = wire::integer_or_zero(body, "listCount"); shares > 0) info.listed_shares = shares;
  info.listed_on = wire::date(body, "regDay");
  if (const auto state = wire::text(body, "state"); !state.empty())
    info.trading_halted = state.find("거래정지") != std::string::npos;
  info.nxt_tradable = wire::flag(body, "nxtEnable");
  info.raw["ka10100"] = payload(body);
  return info;
}

void add_price_facts(broker::StockInfo& info, const json::object& body) {
  if (!info.market_cap) info.market_cap = market_cap(body);
  if (!info.per) info.per = ratio(body, "per");
  if (!info.pbr) info.pbr = ratio(body, "pbr");
  if (!info.eps) info.eps = ratio(body, "eps");
  if (!info.face_value) info.face_value = price(body, "fav");
  info.raw["ka10001"] = payload(body);
}

void add_holdings(broker::Account& account, const json::object& body) {
  json::array raw_rows;
  if (auto* kept = account.raw.if_contains(holdings_list)) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, holdings_list)) {
    broker::Holding holding;
    holding.code = plain_code(wire::text(*row, "stk_cd"));
    holding.quantity = wire::decimal_or_zero(*row, "rmnd_qty");
    if (holding.code.empty() || holding.quantity.is_zero()) continue;
    holding.name = wire::text(*row, "stk_nm");
    holding.sellable = wire::decimal_or_zero(*row, "trde_able_qty");
    holding.average_cost = wire::magnitude(*row, "pur_pric").value_or(Decimal());
    holding.price = wire::magnitude(*row, "cur_prc").value_or(Decimal());
    holding.cost = wire::decimal_or_zero(*row, "pur_amt");
    holding.value = wire::decimal_or_zero(*row, "evlt_amt");
    holding.profit_loss = wire::decimal_or_zero(*row, "evltv_prft");
    holding.profit_loss_rate = wire::decimal_or_zero(*row, "prft_rt");
    account.holdings.push_back(std::move(holding));
    raw_rows.push_back(*row);
  }
  account.raw[holdings_list] = std::move(raw_rows);
}

Result<void> read_totals(broker::Account& account, const json::object& body) {
  const auto total = wire::decimal(body, "prsm_dpst_aset_amt");
  if (!total)
    return Error(Errc::broker_error, "Kiwoom answered the balance without its totals.",
                 "Try again; if it stays, look the account up in the Kiwoom application.", true);
  account.total_value = *total;
  account.profit_loss = wire::decimal_or_zero(body, "tot_evlt_pl");
  account.profit_loss_rate = wire::decimal(body, "tot_prft_rt");
  account.cost = wire::decimal(body, "tot_pur_amt");
  account.securities_value = wire::decimal(body, "tot_evlt_amt");
  for (const auto& member : payload(body))
    if (member.key() != holdings_list) account.raw[member.key()] = member.value();
  return {};
}

Result<void> read_deposit(broker::Account& account, const json::object& body) {
  const auto settled = wire::decimal(body, "d2_entra");
  if (!settled)
    return Error(Errc::broker_error, "Kiwoom answered the deposit without the cash after settlement.",
                 "Try again; if it stays, look the account up in the Kiwoom application.", true);
  account.balance = *settled;
  account.cash_today = wire::decimal(body, "entr");
  account.orderable_cash = wire::decimal(body, "ord_alow_amt");
  account.raw["kt00001"] = payload(body);
  return {};
}

std::string decode_account_number(const json::object& body) {
  return wire::text(body, "acctNo");
}

}  // namespace kbroker::kiwoom
