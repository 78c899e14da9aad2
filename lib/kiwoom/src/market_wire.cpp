// Decoders of order books, many prices, indices, investors and rankings.
#include "market_wire.hpp"

#include <algorithm>

#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

std::optional<Decimal> price(const json::object& row, std::string_view name) {
  return wire::non_zero(wire::magnitude(row, name));
}

std::optional<broker::Quote> quote_of(const json::object& row, broker::Basis basis, WallTime now) {
  broker::Quote quote;
  quote.code = plain_code(wire::text(row, "stk_cd"));
  const auto current = price(row, "cur_prc");
  if (quote.code.empty() || !current) return std::nullopt;
  quote.name = wire::text(row, "stk_nm");
  quote.price = *current;
  quote.change = wire::decimal_or_zero(row, "pred_pre");
  quote.change_rate = wire::decimal_or_zero(row, "flu_rt");
  quote.open = price(row, "open_pric");
  quote.high = price(row, "high_pric");
  quote.low = price(row, "low_pric");
  quote.previous_close = price(row, "base_pric");
  quote.upper_limit = price(row, "upl_pric");
  quote.lower_limit = price(row, "lst_pric");
  quote.volume = wire::magnitude(row, "trde_qty").value_or(Decimal()).to_int();
  quote.basis = basis;
  quote.time = now;
  quote.raw = row;
  return quote;
}

/// The first level is named apart: "sel_fpr_bid", then "sel_2th_pre_bid" … "sel_10th_pre_bid".
std::vector<broker::BookLevel> side(const json::object& body, const std::string& prefix) {
  std::vector<broker::BookLevel> levels;
  for (int i = 1; i <= 10; ++i) {
    const auto name = prefix + (i == 1 ? "_fpr_" : "_" + std::to_string(i) + "th_pre_");
    const auto value = price(body, name + "bid");
    if (value) levels.push_back({*value, wire::integer_or_zero(body, name + "req")});
  }
  return levels;
}

std::optional<Decimal> million_won(const json::object& row, std::string_view name) {
  const auto value = wire::decimal(row, name);
  if (!value || value->abs() > Decimal(1'000'000'000)) return std::nullopt;
  return value->rounded(0) * Decimal(1'000'000);
}

broker::InvestorDay& day_of(broker::InvestorFlow& flow, Date date) {
  const auto found = std::ranges::find(flow.days, date, &broker::InvestorDay::date);
  if (found != flow.days.end()) return *found;
  flow.days.emplace_back().date = date;
  return flow.days.back();
}

std::string_view ranking_list(broker::RankingKind kind) {
  switch (kind) {
    case broker::RankingKind::volume:
      return "tdy_trde_qty_upper";
    case broker::RankingKind::turnover:
      return "trde_prica_upper";
    default:
      return "pred_pre_flu_rt_upper";
  }
}

}  // namespace

Result<void> add_quotes(broker::QuoteList& list, const json::object& body, std::span<const std::string> codes,
                        broker::Basis basis, WallTime now) {
  const auto rows = wire::rows(body, "atn_stk_infr");
  if (rows.empty()) return errors().damaged("for many instruments", "the prices");
  for (const auto& code : codes) {
    const auto row = std::ranges::find_if(rows, [&](const json::object* candidate) {
      return plain_code(wire::text(*candidate, "stk_cd")) == code;
    });
    auto quote = row == rows.end() ? std::nullopt : quote_of(**row, basis, now);
    if (quote)
      list.quotes.push_back(std::move(*quote));
    else
      list.unknown.push_back(code);
  }
  list.time = now;
  return {};
}

Result<broker::OrderBook> decode_order_book(const json::object& body, std::string_view code,
                                            broker::Basis basis, WallTime now) {
  if (!wire::find(body, "sel_fpr_bid") || !wire::find(body, "buy_fpr_bid"))
    return errors().damaged("for " + std::string(code), "the order book");
  broker::OrderBook book;
  book.code = code;
  book.basis = basis;
  book.asks = side(body, "sel");
  book.bids = side(body, "buy");
  if (book.asks.empty() && book.bids.empty()) return errors().unknown_symbol(code);
  book.total_ask = wire::integer_or_zero(body, "tot_sel_req");
  book.total_bid = wire::integer_or_zero(body, "tot_buy_req");
  book.time = now;
  book.raw = body;
  return book;
}

Result<broker::MarketIndex> decode_index(const json::object& body, std::string_view code, WallTime now) {
  if (!wire::find(body, "cur_prc")) return errors().damaged("for " + std::string(code), "the index");
  const auto value = price(body, "cur_prc");
  if (!value) return errors().unknown_symbol(code);
  broker::MarketIndex index;
  index.code = code;
  index.value = *value;
  index.change = wire::decimal_or_zero(body, "pred_pre");
  index.change_rate = wire::decimal_or_zero(body, "flu_rt");
  index.open = price(body, "open_pric");
  index.high = price(body, "high_pric");
  index.low = price(body, "low_pric");
  index.advancing = wire::integer(body, "rising");
  index.unchanged = wire::integer(body, "stdns");
  index.declining = wire::integer(body, "fall");
  index.time = now;
  for (const auto& member : body)
    if (!member.value().is_array()) index.raw[member.key()] = member.value();
  return index;
}

Result<void> add_investors(broker::InvestorFlow& flow, const json::object& body, bool value) {
  constexpr std::string_view list = "stk_invsr_orgn";
  if (!wire::find(body, list)) return errors().damaged("for " + flow.code, "the investors");
  for (const auto* row : wire::rows(body, list)) {
    const auto date = wire::date(*row, "dt");
    if (!date) continue;
    auto& day = day_of(flow, *date);
    day.close = price(*row, "cur_prc");
    if (value) {
      day.individual_value = million_won(*row, "ind_invsr");
      day.foreign_value = million_won(*row, "frgnr_invsr");
      day.institution_value = million_won(*row, "orgn");
    } else {
      day.individual = wire::integer(*row, "ind_invsr");
      day.foreign = wire::integer(*row, "frgnr_invsr");
      day.institution = wire::integer(*row, "orgn");
    }
  }
  if (flow.days.empty()) return errors().unknown_symbol(flow.code);
  std::ranges::sort(flow.days, std::ranges::greater{}, &broker::InvestorDay::date);
  flow.raw[value ? "value" : "quantity"] = *wire::find(body, list);
  return {};
}

Result<void> read_sector_investors(broker::InvestorFlow& flow, const json::object& body,
                                   std::string_view sector, Date day) {
  for (const auto* row : wire::rows(body, "inds_netprps")) {
    // "001_AL" where both venues are meant.
    if (!wire::text(*row, "inds_cd").starts_with(sector)) continue;
    auto& read = flow.days.emplace_back();
    read.date = day;
    read.individual_value = million_won(*row, "ind_netprps");
    read.foreign_value = million_won(*row, "frgnr_netprps");
    read.institution_value = million_won(*row, "orgn_netprps");
    flow.raw = *row;
    return {};
  }
  return errors().damaged("for " + flow.code, "the investors");
}

Result<broker::Ranking> decode_ranking(const json::object& body, broker::RankingKind kind,
                                       broker::Board board, WallTime now) {
  const auto list = ranking_list(kind);
  if (!wire::find(body, list)) return errors().damaged("for a ranking", "its rows");
  broker::Ranking ranking;
  ranking.kind = kind;
  ranking.board = board;
  ranking.time = now;
  for (const auto* row : wire::rows(body, list)) {
    broker::RankedStock stock;
    stock.code = plain_code(wire::text(*row, "stk_cd"));
    const auto current = price(*row, "cur_prc");
    if (stock.code.empty() || !current) continue;
    stock.rank = static_cast<int>(ranking.stocks.size()) + 1;
    stock.name = wire::text(*row, "stk_nm");
    stock.price = *current;
    stock.change = wire::decimal_or_zero(*row, "pred_pre");
    stock.change_rate = wire::decimal_or_zero(*row, "flu_rt");
    const auto* volume = kind == broker::RankingKind::volume ? "trde_qty" : "now_trde_qty";
    stock.volume = wire::integer_or_zero(*row, volume);
    if (kind == broker::RankingKind::turnover) stock.turnover = million_won(*row, "trde_prica");
    ranking.stocks.push_back(std::move(stock));
  }
  ranking.raw[list] = *wire::find(body, list);
  return ranking;
}

}  // namespace kbroker::kiwoom
