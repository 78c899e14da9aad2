// Asks Kiwoom for order books, many prices, indices, investors and rankings.
#include "market_reads.hpp"

#include <algorithm>
#include <array>

#include "kbroker/broker/checked_request.hpp"
#include "market_wire.hpp"
#include "protocol.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

namespace json = boost::json;
using broker::Answer;
using broker::Basis;
using broker::Board;
using broker::CallOptions;
using broker::InvestorFlow;
using broker::MarketIndex;
using broker::OrderBook;
using broker::QuoteList;
using broker::Ranking;
using broker::RankingKind;
using broker::Reply;

namespace {

/// Codes of one ka10095 call, as seen.
constexpr std::size_t codes_a_call = 30;

/// Three digits of a sector, of which the first is the market; empty when there is none of that name.
std::string sector_code(std::string_view index) {
  constexpr auto sectors = std::to_array<std::pair<std::string_view, std::string_view>>(
      {{"KOSPI", "001"}, {"KOSDAQ", "101"}, {"KOSPI200", "201"}, {"KRX100", "701"}});
  for (const auto& [name, code] : sectors)
    if (name == index) return std::string(code);
  // KIS writes the same sectors with four digits: 0013, 1006.
  const bool four = index.size() == 4 && index.find_first_not_of("0123456789") == std::string_view::npos;
  if (!four || index[1] != '0') return {};
  return std::string(index.substr(0, 1)) + std::string(index.substr(2));
}

std::string market_of(std::string_view sector) {
  return sector.starts_with('1') ? "1" : sector.starts_with('2') ? "2" : "0";
}

std::string board_code(Board board) {
  return board == Board::kospi ? "001" : board == Board::kosdaq ? "101" : "000";
}

json::object ranking_parameters(RankingKind kind, Board board) {
  const auto market = board_code(board);
  if (kind == RankingKind::turnover) return {{"mrkt_tp", market}, {"mang_stk_incls", "1"}, {"stex_tp", "1"}};
  if (kind == RankingKind::volume)
    return {{"mrkt_tp", market},    {"sort_tp", "1"},      {"mang_stk_incls", "0"},
            {"crd_tp", "0"},        {"trde_qty_tp", "0"},  {"pric_tp", "0"},
            {"trde_prica_tp", "0"}, {"mrkt_open_tp", "0"}, {"stex_tp", "1"}};
  return {{"mrkt_tp", market},      {"sort_tp", kind == RankingKind::gainers ? "1" : "3"},
          {"trde_qty_cnd", "0000"}, {"stk_cnd", "0"},
          {"crd_cnd", "0"},         {"updown_incls", "1"},
          {"pric_cnd", "0"},        {"trde_prica_cnd", "0"},
          {"stex_tp", "1"}};
}

const Api& ranking_api(RankingKind kind) {
  if (kind == RankingKind::turnover) return api::turnover_rank;
  return kind == RankingKind::volume ? api::volume_rank : api::change_rank;
}

}  // namespace

Reply<QuoteList> KiwoomMarketReads::quotes(std::vector<std::string> codes, Basis basis, CallOptions options) {
  for (auto& code : codes) {
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    code = std::move(*checked);
  }
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  QuoteList list;
  for (std::size_t first = 0; first < codes.size(); first += codes_a_call) {
    const auto part = std::span(codes).subspan(first, std::min(codes_a_call, codes.size() - first));
    std::string asked;
    for (const auto& code : part) asked += (asked.empty() ? "" : "|") + code_for(code, basis);
    boost::json::object parameters;
    parameters["stk_cd"] = asked;
    auto page = co_await ask(*endpoint, api::many_prices, parameters, options);
    if (page.has_error()) co_return page.error();
    auto added = add_quotes(list, page->body, part, basis, endpoint->now());
    if (added.has_error()) co_return added.error();
  }
  co_return Answer<QuoteList>(std::move(list), endpoint->environment());
}

Reply<OrderBook> KiwoomMarketReads::order_book(std::string code, Basis basis, CallOptions options) {
  auto checked = broker::checked_code(code);
  if (checked.has_error()) co_return checked.error();
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  boost::json::object parameters;
  parameters["stk_cd"] = code_for(*checked, basis);
  auto page = co_await ask(*endpoint, api::order_book, parameters, options);
  if (page.has_error()) co_return page.error();
  auto book = decode_order_book(page->body, *checked, basis, endpoint->now());
  if (book.has_error()) co_return book.error();
  co_return Answer<OrderBook>(std::move(*book), endpoint->environment());
}

Reply<MarketIndex> KiwoomMarketReads::index(std::string code, CallOptions options) {
  const auto sector = sector_code(code);
  if (sector.empty())
    co_return Error(Errc::invalid_argument, "Kiwoom has no index called " + code + ".",
                    "Use KOSPI, KOSDAQ, KOSPI200, KRX100 or the digits of a sector.");
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  const json::object parameters{{"mrkt_tp", market_of(sector)}, {"inds_cd", sector}};
  auto page = co_await ask(*endpoint, api::index_price, parameters, options);
  if (page.has_error()) co_return page.error();
  auto index = decode_index(page->body, code, endpoint->now());
  if (index.has_error()) co_return index.error();
  co_return Answer<MarketIndex>(std::move(*index), endpoint->environment());
}

Reply<InvestorFlow> KiwoomMarketReads::investor_flow(std::string code, CallOptions options) {
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  InvestorFlow flow;
  flow.code = code;
  flow.time = endpoint->now();
  if (code == "KOSPI" || code == "KOSDAQ") {
    const json::object parameters{{"mrkt_tp", code == "KOSPI" ? "0" : "1"},
                                  {"amt_qty_tp", "0"},
                                  {"base_dt", to_yyyymmdd(date_kst(flow.time))},
                                  {"stex_tp", "1"}};
    auto page = co_await ask(*endpoint, api::sector_investors, parameters, options);
    if (page.has_error()) co_return page.error();
    auto read = read_sector_investors(flow, page->body, sector_code(code), date_kst(flow.time));
    if (read.has_error()) co_return read.error();
    co_return Answer<InvestorFlow>(std::move(flow), endpoint->environment());
  }
  auto checked = broker::checked_code(code);
  if (checked.has_error()) co_return checked.error();
  flow.code = *checked;
  // Shares and won are two calls.
  for (const bool value : {false, true}) {
    const json::object parameters{{"dt", to_yyyymmdd(date_kst(flow.time))},
                                  {"stk_cd", *checked},
                                  {"amt_qty_tp", value ? "1" : "2"},
                                  {"trde_tp", "0"},
                                  {"unit_tp", "1"}};
    auto page = co_await ask(*endpoint, api::investors, parameters, options);
    if (page.has_error()) co_return page.error();
    auto added = add_investors(flow, page->body, value);
    if (added.has_error()) co_return added.error();
  }
  co_return Answer<InvestorFlow>(std::move(flow), endpoint->environment());
}

Reply<Ranking> KiwoomMarketReads::ranking(RankingKind kind, Board board, CallOptions options) {
  if (kind == RankingKind::market_cap) co_return broker::not_offered("rankings by market value");
  broker::Endpoint* endpoint = endpoints_.for_quotations();
  if (!endpoint) co_return endpoints_.not_configured("access");
  const auto parameters = ranking_parameters(kind, board);
  auto page = co_await ask(*endpoint, ranking_api(kind), parameters, options);
  if (page.has_error()) co_return page.error();
  auto ranking = decode_ranking(page->body, kind, board, endpoint->now());
  if (ranking.has_error()) co_return ranking.error();
  co_return Answer<Ranking>(std::move(*ranking), endpoint->environment());
}

}  // namespace kbroker::kiwoom
