// Asks KIS for order books, many prices, indices, investors and rankings.
#include "market_reads.hpp"

#include <algorithm>
#include <array>

#include "bonds.hpp"
#include "derivatives.hpp"
#include "kbroker/broker/checked_request.hpp"
#include "kbroker/broker/instrument.hpp"
#include "market_wire.hpp"
#include "overseas.hpp"
#include "price_query.hpp"
#include "protocol.hpp"

namespace kbroker::kis {

using broker::Answer;
using broker::Basis;
using broker::Board;
using broker::CallOptions;
using broker::Endpoint;
using broker::InvestorFlow;
using broker::MarketIndex;
using broker::OrderBook;
using broker::QuoteList;
using broker::Ranking;
using broker::RankingKind;
using broker::Reply;

namespace {

/// Codes of one intstock-multprice call.
constexpr std::size_t codes_a_call = 30;

/// The sector code of an index; empty when there is none of that name.
std::string_view sector_code(std::string_view index) {
  constexpr auto sectors = std::to_array<std::pair<std::string_view, std::string_view>>({{"KOSPI", "0001"},
                                                                                         {"KOSDAQ", "1001"},
                                                                                         {"KOSPI200", "2001"},
                                                                                         {"KOSPI100", "2007"},
                                                                                         {"KOSPI50", "2008"},
                                                                                         {"KRX100", "4001"}});
  for (const auto& [name, code] : sectors)
    if (name == index) return code;
  const bool digits = index.size() == 4 && index.find_first_not_of("0123456789") == std::string_view::npos;
  return digits ? index : std::string_view();
}

/// The form of the symbols in KIS's list of indices abroad: "SPX", ".DJI", "JP#NI225".
bool is_world_index(std::string_view code) {
  constexpr std::size_t longest = 10;
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '#';
  };
  return !code.empty() && code.size() <= longest && std::ranges::all_of(code, fits);
}

std::string board_code(Board board) {
  return board == Board::kospi ? "0001" : board == Board::kosdaq ? "1001" : "0000";
}

const Api& ranking_api(RankingKind kind) {
  if (kind == RankingKind::market_cap) return api::market_cap_rank;
  const bool by_change = kind == RankingKind::gainers || kind == RankingKind::losers;
  return by_change ? api::change_rank : api::volume_rank;
}

Query ranking_query(RankingKind kind, Board board) {
  if (kind == RankingKind::market_cap)
    return {{"fid_cond_mrkt_div_code", "J"},
            {"fid_cond_scr_div_code", "20174"},
            {"fid_div_cls_code", "0"},
            {"fid_input_iscd", board_code(board)},
            {"fid_trgt_cls_code", "0"},
            {"fid_trgt_exls_cls_code", "0"},
            {"fid_input_price_1", ""},
            {"fid_input_price_2", ""},
            {"fid_vol_cnt", ""}};
  if (kind == RankingKind::gainers || kind == RankingKind::losers)
    return {{"fid_cond_mrkt_div_code", "J"},
            {"fid_cond_scr_div_code", "20170"},
            {"fid_input_iscd", board_code(board)},
            {"fid_rank_sort_cls_code", kind == RankingKind::gainers ? "0" : "1"},
            {"fid_input_cnt_1", "0"},
            {"fid_prc_cls_code", "1"},  // against yesterday's close
            {"fid_input_price_1", ""},
            {"fid_input_price_2", ""},
            {"fid_vol_cnt", ""},
            {"fid_trgt_cls_code", "0"},
            {"fid_trgt_exls_cls_code", "0"},
            {"fid_div_cls_code", "0"},
            {"fid_rsfl_rate1", ""},
            {"fid_rsfl_rate2", ""}};
  return {{"FID_COND_MRKT_DIV_CODE", "J"},
          {"FID_COND_SCR_DIV_CODE", "20171"},
          {"FID_INPUT_ISCD", board_code(board)},
          {"FID_DIV_CLS_CODE", "0"},
          {"FID_BLNG_CLS_CODE", kind == RankingKind::turnover ? "3" : "0"},
          {"FID_TRGT_CLS_CODE", "111111111"},
          {"FID_TRGT_EXLS_CLS_CODE", "0000000000"},
          {"FID_INPUT_PRICE_1", ""},
          {"FID_INPUT_PRICE_2", ""},
          {"FID_VOL_CNT", ""},
          {"FID_INPUT_DATE_1", ""}};
}

Query market_investors_query(const std::string& board, Date day) {
  const auto sector = std::string(sector_code(board));
  return {{"FID_COND_MRKT_DIV_CODE", "U"},        {"FID_INPUT_ISCD", sector},
          {"FID_INPUT_DATE_1", to_yyyymmdd(day)}, {"FID_INPUT_ISCD_1", board == "KOSPI" ? "KSP" : "KSQ"},
          {"FID_INPUT_DATE_2", to_yyyymmdd(day)}, {"FID_INPUT_ISCD_2", sector}};
}

}  // namespace

Reply<QuoteList> KisMarketReads::quotes(std::vector<std::string> codes, Basis basis, CallOptions options) {
  for (auto& code : codes) {
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    code = std::move(*checked);
  }
  auto endpoint = access_.for_quotations(api::multiple_prices);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  QuoteList list;
  for (std::size_t first = 0; first < codes.size(); first += codes_a_call) {
    const auto part = std::span(codes).subspan(first, std::min(codes_a_call, codes.size() - first));
    std::vector<std::string> names;  // outlive the query
    for (std::size_t i = 1; i <= codes_a_call; ++i) {
      names.push_back("FID_COND_MRKT_DIV_CODE_" + std::to_string(i));
      names.push_back("FID_INPUT_ISCD_" + std::to_string(i));
    }
    Query query;
    for (std::size_t i = 0; i < codes_a_call; ++i) {
      query.emplace_back(names[2 * i], i < part.size() ? market_code(part[i], basis) : "");
      query.emplace_back(names[2 * i + 1], i < part.size() ? part[i] : "");
    }
    auto page = co_await get(chosen, api::multiple_prices, query, options);
    if (page.has_error()) co_return page.error();
    auto added = add_quotes(list, page->body, part, basis, chosen.now());
    if (added.has_error()) co_return added.error();
  }
  co_return Answer<QuoteList>(std::move(list), chosen.environment());
}

Reply<OrderBook> KisMarketReads::order_book(std::string code, Basis basis, CallOptions options) {
  switch (broker::section_of(code)) {
    case broker::Section::overseas:
      co_return co_await overseas_order_book(access_, std::move(code), std::move(options));
    case broker::Section::bonds:
      co_return co_await bond_order_book(access_, std::move(code), std::move(options));
    case broker::Section::derivatives:
      co_return co_await derivative_order_book(access_, std::move(code), std::move(options));
    case broker::Section::domestic:
      break;
  }
  auto checked = broker::checked_code(code);
  if (checked.has_error()) co_return checked.error();
  auto endpoint = access_.for_quotations(api::order_book);
  if (endpoint.has_error()) co_return endpoint.error();
  if (broker::kind_of_code(*checked) == broker::InstrumentKind::elw) basis = Basis::krx;  // nowhere else
  const Query query = price_query(*checked, basis);
  auto page = co_await get(**endpoint, api::order_book, query, options);
  if (page.has_error()) co_return page.error();
  auto book = decode_order_book(page->body, *checked, basis, (*endpoint)->now());
  if (book.has_error()) co_return book.error();
  co_return Answer<OrderBook>(std::move(*book), (*endpoint)->environment());
}

Reply<MarketIndex> KisMarketReads::index(std::string code, CallOptions options) {
  const auto sector = std::string(sector_code(code));
  if (sector.empty()) co_return co_await world_index(std::move(code), std::move(options));
  // Without a real key the chart of the index still tells its value.
  auto endpoint = access_.for_quotations(api::index_price);
  const bool whole = endpoint.has_value();
  if (!whole) endpoint = access_.for_quotations(api::index_chart);
  if (endpoint.has_error()) co_return endpoint.error();
  Query query{{"FID_COND_MRKT_DIV_CODE", "U"}, {"FID_INPUT_ISCD", sector}};
  if (!whole) {
    const auto today = date_kst((*endpoint)->now());
    query.emplace_back("FID_INPUT_DATE_1", to_yyyymmdd(add_days(today, -7)));
    query.emplace_back("FID_INPUT_DATE_2", to_yyyymmdd(today));
    query.emplace_back("FID_PERIOD_DIV_CODE", "D");
  }
  const Api& call = whole ? api::index_price : api::index_chart;
  auto page = co_await get(**endpoint, call, query, options);
  if (page.has_error()) co_return page.error();
  auto index = decode_index(page->body, whole ? "output" : "output1", code, (*endpoint)->now());
  if (index.has_error()) co_return index.error();
  co_return Answer<MarketIndex>(std::move(*index), (*endpoint)->environment());
}

Reply<MarketIndex> KisMarketReads::world_index(std::string code, CallOptions options) {
  if (!is_world_index(code)) co_return unknown_index(code);
  auto endpoint = access_.for_quotations(api::world_index_chart);
  if (endpoint.has_error()) co_return endpoint.error();
  // Long enough for every holiday: the first row tells which session the answer is of.
  const auto today = date_kst((*endpoint)->now());
  const Query query{{"FID_COND_MRKT_DIV_CODE", "N"},
                    {"FID_INPUT_ISCD", code},
                    {"FID_INPUT_DATE_1", to_yyyymmdd(add_days(today, -14))},
                    {"FID_INPUT_DATE_2", to_yyyymmdd(today)},
                    {"FID_PERIOD_DIV_CODE", "D"}};
  auto page = co_await get(**endpoint, api::world_index_chart, query, options);
  if (page.has_error()) co_return page.error();
  auto index = decode_world_index(page->body, code, (*endpoint)->now());
  if (index.has_error()) co_return index.error();
  co_return Answer<MarketIndex>(std::move(*index), (*endpoint)->environment());
}

Reply<InvestorFlow> KisMarketReads::investor_flow(std::string code, CallOptions options) {
  const bool market = code == "KOSPI" || code == "KOSDAQ";
  if (!market) {
    auto checked = broker::checked_code(code);
    if (checked.has_error()) co_return checked.error();
    code = std::move(*checked);
  }
  const Api& call = market ? api::market_investors : api::investors;
  auto endpoint = access_.for_quotations(call);
  if (endpoint.has_error()) co_return endpoint.error();
  Query query =
      market ? market_investors_query(code, date_kst((*endpoint)->now())) : price_query(code, Basis::krx);
  auto page = co_await get(**endpoint, call, query, options);
  if (page.has_error()) co_return page.error();
  auto flow = decode_investor_flow(page->body, code, market, (*endpoint)->now());
  if (flow.has_error()) co_return flow.error();
  co_return Answer<InvestorFlow>(std::move(*flow), (*endpoint)->environment());
}

Reply<Ranking> KisMarketReads::ranking(RankingKind kind, Board board, CallOptions options) {
  const Api& call = ranking_api(kind);
  auto endpoint = access_.for_quotations(call);
  if (endpoint.has_error()) co_return endpoint.error();
  const Query query = ranking_query(kind, board);
  auto page = co_await get(**endpoint, call, query, options);
  if (page.has_error()) co_return page.error();
  auto ranking = decode_ranking(page->body, kind, board, (*endpoint)->now());
  if (ranking.has_error()) co_return ranking.error();
  co_return Answer<Ranking>(std::move(*ranking), (*endpoint)->environment());
}

}  // namespace kbroker::kis
