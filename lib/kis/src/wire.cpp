// Decoders of quotations, instrument facts, balances and the calendar.
#include "wire.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

/// `hts_avls` counts in units of 100 million won.
std::optional<Decimal> hundred_millions(const json::object& row, std::string_view name) {
  return scaled_won(row, name, 100'000'000);
}

Error damaged(std::string_view part, std::string_view code) {
  return errors().damaged("for " + std::string(code), part);
}

bool is_blank_quote(const json::object& row) {
  const auto price = wire::decimal(row, "stck_prpr");
  return (!price || price->is_zero()) &&
         wire::first_text(row, {"rprs_mrkt_kor_name", "bstp_kor_isnm"}).empty() &&
         !wire::non_zero(wire::decimal(row, "stck_sdpr"));
}

std::string market_name(std::string_view id) {
  constexpr auto names = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"STK", "KOSPI"}, {"KSQ", "KOSDAQ"}, {"KNX", "KONEX"}});
  const auto found = std::ranges::find(names, id, &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == names.end() ? id : found->second);
}

std::string kind_name(std::string_view group) {
  constexpr auto names =
      std::to_array<std::pair<std::string_view, std::string_view>>({{"ST", "stock"},
                                                                    {"EF", "etf"},
                                                                    {"EN", "etn"},
                                                                    {"EW", "elw"},
                                                                    {"RT", "reit"},
                                                                    {"FS", "foreign stock"},
                                                                    {"FE", "foreign etf"},
                                                                    {"DR", "depositary receipt"},
                                                                    {"MF", "mutual fund"},
                                                                    {"BC", "beneficiary certificate"},
                                                                    {"IF", "infrastructure fund"},
                                                                    {"SW", "warrant"},
                                                                    {"SR", "subscription right"}});
  const auto found = std::ranges::find(names, group, &std::pair<std::string_view, std::string_view>::first);
  return std::string(found == names.end() ? group : found->second);
}

void fill(std::optional<Decimal>& place, std::optional<Decimal> value) {
  if (!place) place = value;
}

void fill(std::string& place, std::string value) {
  if (place.empty()) place = std::move(value);
}

void add_valuation(broker::StockInfo& info, const json::object& row) {
  fill(info.market_cap, wire::non_zero(hundred_millions(row, "hts_avls")));
  fill(info.per, wire::non_zero(wire::decimal(row, "per")));
  fill(info.pbr, wire::non_zero(wire::decimal(row, "pbr")));
  fill(info.eps, wire::non_zero(wire::decimal(row, "eps")));
  if (const auto shares = wire::integer_or_zero(row, "lstn_stcn"); !info.listed_shares && shares > 0)
    info.listed_shares = shares;
}

/// With two decimals; nothing where it cannot be computed. KIS gives no rate for the whole account.
std::optional<Decimal> percent_of(Decimal part, std::optional<Decimal> whole) {
  constexpr Decimal most(10'000'000'000'000);  // beyond any account, and within what divide() can hold
  if (!whole || part.abs() > most || whole->abs() > most || whole->rounded(0).is_zero()) return std::nullopt;
  return Decimal::divide(part.rounded(0) * Decimal(100), whole->rounded(0), 2);
}

}  // namespace

Result<broker::Quote> decode_quote(const json::object& body, std::string_view code, broker::Basis basis,
                                   WallTime now) {
  const auto* row = wire::first_row(body, "output");
  // An unknown code comes with zeros and blanks; an answer without the field at all is a damaged one.
  if (!row || !wire::find(*row, "stck_prpr")) return damaged("the price", code);
  if (is_blank_quote(*row)) return errors().unknown_symbol(code);
  const auto price = wire::non_zero(wire::decimal(*row, "stck_prpr"));
  if (!price)
    return Error(Errc::broker_error, "KIS answered without a price for " + std::string(code) + ".",
                 "The instrument may not have traded yet. Try again later.");
  broker::Quote quote;
  quote.code = code;
  quote.basis = basis;
  quote.time = now;
  quote.price = *price;
  quote.name = wire::text(*row, "hts_kor_isnm");
  const auto sign = wire::text(*row, "prdy_vrss_sign");
  quote.change = signed_by_code(wire::decimal_or_zero(*row, "prdy_vrss"), sign);
  quote.change_rate = signed_by_code(wire::decimal_or_zero(*row, "prdy_ctrt"), sign);
  quote.open = wire::non_zero(wire::decimal(*row, "stck_oprc"));
  quote.high = wire::non_zero(wire::decimal(*row, "stck_hgpr"));
  quote.low = wire::non_zero(wire::decimal(*row, "stck_lwpr"));
  quote.previous_close = wire::non_zero(wire::decimal(*row, "stck_sdpr"));
  quote.upper_limit = wire::non_zero(wire::decimal(*row, "stck_mxpr"));
  quote.lower_limit = wire::non_zero(wire::decimal(*row, "stck_llam"));
  quote.turnover = wire::decimal(*row, "acml_tr_pbmn");
  quote.market_cap = wire::non_zero(hundred_millions(*row, "hts_avls"));
  quote.per = wire::non_zero(wire::decimal(*row, "per"));
  quote.pbr = wire::non_zero(wire::decimal(*row, "pbr"));
  quote.volume = wire::integer_or_zero(*row, "acml_vol");
  quote.sector = wire::text(*row, "bstp_kor_isnm");
  quote.market = wire::text(*row, "rprs_mrkt_kor_name");
  quote.raw = *row;
  return quote;
}

Result<broker::StockInfo> decode_stock_info(const json::object& body, std::string_view code, WallTime now) {
  const auto* row = wire::first_row(body, "output");
  if (!row || !wire::find(*row, "prdt_abrv_name")) return damaged("the instrument", code);
  if (wire::first_text(*row, {"prdt_abrv_name", "prdt_name", "std_pdno"}).empty())
    return errors().unknown_symbol(code);
  broker::StockInfo info;
  info.code = code;
  info.time = now;
  info.name = wire::first_text(*row, {"prdt_abrv_name", "prdt_name"});
  info.english_name = wire::first_text(*row, {"prdt_eng_name", "prdt_eng_abrv_name"});
  info.market = market_name(wire::text(*row, "mket_id_cd"));
  info.sector =
      wire::first_text(*row, {"idx_bztp_mcls_cd_name", "idx_bztp_lcls_cd_name", "std_idst_clsf_cd_name"});
  info.isin = wire::text(*row, "std_pdno");
  info.kind = kind_name(wire::text(*row, "scty_grp_id_cd"));
  if (const auto shares = wire::integer_or_zero(*row, "lstg_stqt"); shares > 0) info.listed_shares = shares;
  info.face_value = wire::non_zero(wire::decimal(*row, "papr"));
  info.capital = wire::non_zero(wire::decimal(*row, "cpta"));
  // A share that moved from KOSDAQ to KOSPI has both dates; the one of its present market counts.
  const bool kosdaq = wire::text(*row, "mket_id_cd") == "KSQ";
  info.listed_on = wire::date(*row, kosdaq ? "kosdaq_mket_lstg_dt" : "scts_mket_lstg_dt");
  info.trading_halted = wire::flag(*row, "tr_stop_yn");
  info.nxt_tradable = wire::flag(*row, "cptt_trad_tr_psbl_yn");
  if (info.nxt_tradable && wire::flag(*row, "nxt_tr_stop_yn").value_or(false)) info.nxt_tradable = false;
  info.raw = *row;
  return info;
}

Result<void> add_price_facts(broker::StockInfo& info, const json::object& body) {
  const auto* row = wire::first_row(body, "output");
  if (!row || !wire::find(*row, "stck_prpr")) return damaged("the price", info.code);
  if (is_blank_quote(*row)) return errors().unknown_symbol(info.code);
  fill(info.sector, wire::text(*row, "bstp_kor_isnm"));
  fill(info.market, wire::text(*row, "rprs_mrkt_kor_name"));
  fill(info.face_value, wire::non_zero(wire::decimal(*row, "stck_fcam")));
  fill(info.capital, wire::non_zero(hundred_millions(*row, "cpfn")));
  add_valuation(info, *row);
  if (!info.trading_halted) {
    info.trading_halted = wire::flag(*row, "temp_stop_yn");
    if (wire::text(*row, "iscd_stat_cls_code") == "58") info.trading_halted = true;
  }
  if (info.raw.empty()) info.raw = *row;
  return {};
}

void add_chart_facts(broker::StockInfo& info, const json::object& body) {
  const auto* row = wire::first_row(body, "output1");
  if (!row) return;
  fill(info.name, wire::text(*row, "hts_kor_isnm"));
  add_valuation(info, *row);
}

void add_fund_facts(broker::StockInfo& info, const json::object& body) {
  const auto* row = wire::first_row(body, "output");
  const auto nav = row ? wire::non_zero(wire::decimal(*row, "nav")) : std::nullopt;
  if (!nav) return;
  broker::FundFacts fund;
  fund.nav = *nav;
  // Computed rather than taken from `dprt`, whose sign is not documented.
  const auto premium = difference(wire::decimal_or_zero(*row, "stck_prpr"), *nav);
  if (premium && wire::non_zero(wire::decimal(*row, "stck_prpr")))
    fund.premium_rate = percent_of(*premium * Decimal(100), nav->rounded(2) * Decimal(100));
  fund.tracking_error = wire::decimal(*row, "trc_errt");
  fund.components = wire::integer(*row, "etf_cnfg_issu_cnt");
  fund.benchmark = wire::text(*row, "etf_rprs_bstp_kor_isnm");
  info.fund = std::move(fund);
}

void add_fund_components(broker::FundFacts& fund, const json::object& body) {
  for (const auto* row : wire::rows(body, "output2")) {
    broker::FundComponent component;
    component.code = wire::text(*row, "stck_shrn_iscd");
    component.name = wire::text(*row, "hts_kor_isnm");
    if (component.code.empty() && component.name.empty()) continue;
    component.weight = wire::decimal(*row, "etf_cnfg_issu_rlim");
    component.price = wire::non_zero(wire::decimal(*row, "stck_prpr"));
    component.value = wire::non_zero(wire::decimal(*row, "etf_vltn_amt"));
    fund.held.push_back(std::move(component));
  }
  std::ranges::sort(fund.held, [](const broker::FundComponent& a, const broker::FundComponent& b) {
    return std::tie(b.weight, a.code) < std::tie(a.weight, b.code);
  });
}

void add_holdings(broker::Account& account, const json::object& body) {
  json::array raw_rows;
  if (auto* kept = account.raw.if_contains("output1")) raw_rows = std::move(kept->as_array());
  for (const auto* row : wire::rows(body, "output1")) {
    broker::Holding holding;
    holding.code = wire::text(*row, "pdno");
    holding.quantity = wire::decimal_or_zero(*row, "hldg_qty");
    // A position that was sold whole stays in the list until its settlement.
    if (holding.code.empty() || holding.quantity.is_zero()) continue;
    holding.name = wire::text(*row, "prdt_name");
    holding.sellable = wire::decimal_or_zero(*row, "ord_psbl_qty");
    holding.average_cost = wire::decimal_or_zero(*row, "pchs_avg_pric");
    holding.price = wire::decimal_or_zero(*row, "prpr");
    holding.cost = wire::decimal_or_zero(*row, "pchs_amt");
    holding.value = wire::decimal_or_zero(*row, "evlu_amt");
    holding.profit_loss = wire::decimal_or_zero(*row, "evlu_pfls_amt");
    holding.profit_loss_rate = wire::decimal_or_zero(*row, "evlu_pfls_rt");
    account.holdings.push_back(std::move(holding));
    raw_rows.push_back(*row);
  }
  account.raw["output1"] = std::move(raw_rows);
}

Result<void> read_totals(broker::Account& account, const json::object& body) {
  const auto* row = wire::first_row(body, "output2");
  const auto cash = row ? wire::decimal(*row, "prvs_rcdl_excc_amt") : std::nullopt;
  const auto total = row ? wire::decimal(*row, "tot_evlu_amt") : std::nullopt;
  if (!cash || !total)
    return Error(Errc::broker_error, "KIS answered the balance without its totals.",
                 "Try again; if it stays, look the account up in the KIS application.", true);
  account.balance = *cash;
  account.total_value = *total;
  account.profit_loss = wire::decimal_or_zero(*row, "evlu_pfls_smtl_amt");
  account.cost = wire::decimal(*row, "pchs_amt_smtl_amt");
  account.securities_value = wire::decimal(*row, "scts_evlu_amt");
  account.cash_today = wire::decimal(*row, "dnca_tot_amt");
  account.profit_loss_rate = percent_of(account.profit_loss, account.cost);
  account.raw["output2"] = *row;
  return {};
}

Result<std::vector<broker::CalendarDay>> decode_calendar(const json::object& body, Date from) {
  std::vector<broker::CalendarDay> days;
  for (const auto* row : wire::rows(body, "output")) {
    const auto date = wire::date(*row, "bass_dt");
    const auto open = wire::flag(*row, "opnd_yn");
    if (!date || !open || *date < from) continue;
    days.push_back({*date, *open, *row});
  }
  if (days.empty())
    return Error(Errc::broker_error, "KIS answered the calendar without any day.", "Try again later.", true);
  std::ranges::sort(days, {}, &broker::CalendarDay::date);
  return days;
}

}  // namespace kbroker::kis
