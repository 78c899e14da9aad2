// Decoders of order books, many prices, indices, investors and rankings.
#include "market_wire.hpp"

#include <algorithm>

#include "book_levels.hpp"
#include "errors.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "wire_values.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;

namespace {

std::optional<Decimal> million_won(const json::object& row, std::string_view name) {
  return scaled_won(row, name, 1'000'000);
}

std::optional<broker::Quote> quote_of(const json::object& row, broker::Basis basis, WallTime now) {
  const auto price = wire::non_zero(wire::decimal(row, "inter2_prpr"));
  broker::Quote quote;
  quote.code = wire::text(row, "inter_shrn_iscd");
  if (!price || quote.code.empty()) return std::nullopt;
  const auto sign = wire::text(row, "prdy_vrss_sign");
  quote.name = wire::text(row, "inter_kor_isnm");
  quote.price = *price;
  quote.change = signed_by_code(wire::decimal_or_zero(row, "inter2_prdy_vrss"), sign);
  quote.change_rate = signed_by_code(wire::decimal_or_zero(row, "prdy_ctrt"), sign);
  quote.open = wire::non_zero(wire::decimal(row, "inter2_oprc"));
  quote.high = wire::non_zero(wire::decimal(row, "inter2_hgpr"));
  quote.low = wire::non_zero(wire::decimal(row, "inter2_lwpr"));
  quote.previous_close = wire::non_zero(wire::decimal(row, "inter2_prdy_clpr"));
  quote.upper_limit = wire::non_zero(wire::decimal(row, "inter2_mxpr"));
  quote.lower_limit = wire::non_zero(wire::decimal(row, "inter2_llam"));
  quote.turnover = wire::decimal(row, "acml_tr_pbmn");
  quote.volume = wire::integer_or_zero(row, "acml_vol");
  quote.market = wire::text(row, "kospi_kosdaq_cls_name");
  quote.basis = basis;
  quote.time = now;
  quote.raw = row;
  return quote;
}

/// What the two families of index calls name what they have in common.
struct IndexNames {
  std::string_view value, change, change_rate, open, high, low;
};
constexpr IndexNames korean_index{"bstp_nmix_prpr", "bstp_nmix_prdy_vrss", "bstp_nmix_prdy_ctrt",
                                  "bstp_nmix_oprc", "bstp_nmix_hgpr",      "bstp_nmix_lwpr"};
constexpr IndexNames foreign_index{"ovrs_nmix_prpr", "ovrs_nmix_prdy_vrss", "prdy_ctrt",
                                   "ovrs_prod_oprc", "ovrs_prod_hgpr",      "ovrs_prod_lwpr"};

Result<broker::MarketIndex> decode_index_row(const json::object* row, const IndexNames& names,
                                             std::string_view code, WallTime now) {
  if (!row || !wire::find(*row, names.value))
    return errors().damaged("for " + std::string(code), "the index");
  const auto value = wire::non_zero(wire::decimal(*row, names.value));
  if (!value) return unknown_index(code);
  const auto sign = wire::text(*row, "prdy_vrss_sign");
  broker::MarketIndex index;
  index.code = code;
  index.name = wire::text(*row, "hts_kor_isnm");
  index.value = *value;
  index.change = signed_by_code(wire::decimal_or_zero(*row, names.change), sign);
  index.change_rate = signed_by_code(wire::decimal_or_zero(*row, names.change_rate), sign);
  index.open = wire::non_zero(wire::decimal(*row, names.open));
  index.high = wire::non_zero(wire::decimal(*row, names.high));
  index.low = wire::non_zero(wire::decimal(*row, names.low));
  index.time = now;
  index.raw = *row;
  return index;
}

}  // namespace

Result<void> add_quotes(broker::QuoteList& list, const json::object& body, std::span<const std::string> codes,
                        broker::Basis basis, WallTime now) {
  const auto rows = wire::rows(body, "output");
  if (rows.empty()) return errors().damaged("for many instruments", "the prices");
  for (const auto& code : codes) {
    const auto row = std::ranges::find_if(rows, [&](const json::object* candidate) {
      return wire::text(*candidate, "inter_shrn_iscd") == code;
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
  const auto* row = wire::first_row(body, "output1");
  if (!row || !wire::find(*row, "askp1") || !wire::find(*row, "bidp1"))
    return errors().damaged("for " + std::string(code), "the order book");
  broker::OrderBook book;
  book.code = code;
  book.basis = basis;
  book.time = now;
  book.asks = book_side(*row, "askp", "askp_rsqn");
  book.bids = book_side(*row, "bidp", "bidp_rsqn");
  book.total_ask = wire::integer_or_zero(*row, "total_askp_rsqn");
  book.total_bid = wire::integer_or_zero(*row, "total_bidp_rsqn");
  book.raw["output1"] = *row;
  if (const auto* last = wire::first_row(body, "output2")) {
    book.price = wire::non_zero(wire::decimal(*last, "stck_prpr"));
    book.expected_price = wire::non_zero(wire::decimal(*last, "antc_cnpr"));
    book.raw["output2"] = *last;
  }
  // In continuous trading and after the close the expected price is that of an auction that is over.
  const auto phase = wire::text(*row, "new_mkop_cls_code");
  if (phase == "20" || phase.starts_with("3")) book.expected_price.reset();
  if (book.asks.empty() && book.bids.empty() && !book.price) return errors().unknown_symbol(code);
  return book;
}

Result<broker::MarketIndex> decode_index(const json::object& body, std::string_view container,
                                         std::string_view code, WallTime now) {
  const auto* row = wire::first_row(body, container);
  auto index = decode_index_row(row, korean_index, code, now);
  if (index.has_error()) return index;
  // The chart tells yesterday's close instead of the change.
  const auto close = wire::non_zero(wire::decimal(*row, "prdy_nmix"));
  if (close && !wire::find(*row, korean_index.change))
    index->change = difference(index->value, *close).value_or(Decimal());
  if (container != "output") return index;
  if (const auto volume = scaled_won(*row, "acml_vol", 1'000)) index->volume = volume->to_int();
  index->turnover = million_won(*row, "acml_tr_pbmn");
  index->advancing = wire::integer(*row, "ascn_issu_cnt");
  index->unchanged = wire::integer(*row, "stnr_issu_cnt");
  index->declining = wire::integer(*row, "down_issu_cnt");
  return index;
}

Result<broker::MarketIndex> decode_world_index(const json::object& body, std::string_view code,
                                               WallTime now) {
  auto index = decode_index_row(wire::first_row(body, "output1"), foreign_index, code, now);
  if (index.has_error()) return index;
  if (const auto* newest = wire::first_row(body, "output2"))
    index->date = wire::date(*newest, "stck_bsop_date");
  return index;
}

Error unknown_index(std::string_view code) {
  return Error(Errc::unknown_symbol, "KIS knows no index with the code " + std::string(code) + ".",
               "Use KOSPI, KOSDAQ, KOSPI200, KOSPI100, KOSPI50, KRX100, the four digits of a sector, or an "
               "index abroad such as SPX, COMP or .DJI, which search_stocks finds by name.");
}

Result<broker::InvestorFlow> decode_investor_flow(const json::object& body, std::string_view code,
                                                  bool whole_market, WallTime now) {
  if (!wire::find(body, "output")) return errors().damaged("for " + std::string(code), "the investors");
  broker::InvestorFlow flow;
  flow.code = code;
  flow.time = now;
  json::array raw;
  for (const auto* row : wire::rows(body, "output")) {
    const auto date = wire::date(*row, "stck_bsop_date");
    // The row of a day that is not over is blank until about 15:40.
    if (!date || wire::text(*row, "frgn_ntby_tr_pbmn").empty()) continue;
    broker::InvestorDay day;
    day.date = *date;
    day.close = wire::non_zero(wire::decimal(*row, whole_market ? "bstp_nmix_prpr" : "stck_clpr"));
    if (!whole_market) {
      day.individual = wire::integer(*row, "prsn_ntby_qty");
      day.foreign = wire::integer(*row, "frgn_ntby_qty");
      day.institution = wire::integer(*row, "orgn_ntby_qty");
    }
    day.individual_value = million_won(*row, "prsn_ntby_tr_pbmn");
    day.foreign_value = million_won(*row, "frgn_ntby_tr_pbmn");
    day.institution_value = million_won(*row, "orgn_ntby_tr_pbmn");
    flow.days.push_back(day);
    raw.push_back(*row);
  }
  if (flow.days.empty()) return errors().unknown_symbol(code);
  std::ranges::sort(flow.days, std::ranges::greater{}, &broker::InvestorDay::date);
  flow.raw["output"] = std::move(raw);
  return flow;
}

Result<broker::Ranking> decode_ranking(const json::object& body, broker::RankingKind kind,
                                       broker::Board board, WallTime now) {
  if (!wire::find(body, "output")) return errors().damaged("for the ranking", "the list");
  broker::Ranking ranking;
  ranking.kind = kind;
  ranking.board = board;
  ranking.time = now;
  json::array raw;
  for (const auto* row : wire::rows(body, "output")) {
    broker::RankedStock stock;
    stock.code = wire::first_text(*row, {"mksc_shrn_iscd", "stck_shrn_iscd"});
    const auto price = wire::non_zero(wire::decimal(*row, "stck_prpr"));
    if (stock.code.empty() || !price) continue;
    const auto sign = wire::text(*row, "prdy_vrss_sign");
    stock.rank = static_cast<int>(ranking.stocks.size()) + 1;
    stock.name = wire::text(*row, "hts_kor_isnm");
    stock.price = *price;
    stock.change = signed_by_code(wire::decimal_or_zero(*row, "prdy_vrss"), sign);
    stock.change_rate = signed_by_code(wire::decimal_or_zero(*row, "prdy_ctrt"), sign);
    stock.volume = wire::integer_or_zero(*row, "acml_vol");
    stock.turnover = wire::decimal(*row, "acml_tr_pbmn");
    stock.market_cap = scaled_won(*row, "stck_avls", 100'000'000);
    ranking.stocks.push_back(std::move(stock));
    raw.push_back(*row);
  }
  ranking.raw["output"] = std::move(raw);
  return ranking;
}

}  // namespace kbroker::kis
