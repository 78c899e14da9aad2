// Asks KIS about exchange bonds.
#include "bonds.hpp"

#include <algorithm>

#include "ask.hpp"
#include "bond_wire.hpp"
#include "pages.hpp"

namespace kbroker::kis {

using broker::Answer;
using broker::CallOptions;
using broker::Endpoint;
using broker::History;
using broker::HistoryRequest;
using broker::Interval;
using broker::OrderBook;
using broker::OrderList;
using broker::OrdersRequest;
using broker::Positions;
using broker::Quote;
using broker::Reply;
using broker::StockInfo;

namespace {

Query quotation(const std::string& code) {
  return {{"FID_COND_MRKT_DIV_CODE", "B"}, {"FID_INPUT_ISCD", code}};
}

Query account_query(const Endpoint& endpoint) {
  return {{"CANO", endpoint.account()}, {"ACNT_PRDT_CD", endpoint.account_product()}};
}

}  // namespace

Reply<Quote> bond_quote(const Access& access, std::string code, CallOptions options) {
  return ask<Quote>(access, api::bond_price, quotation(code), code, decode_bond_quote, std::move(options));
}

Reply<StockInfo> bond_info(const Access& access, std::string code, CallOptions options) {
  return ask<StockInfo>(access, api::bond_register, {{"PDNO", code}, {"PRDT_TYPE_CD", "302"}}, code,
                        decode_bond_info, std::move(options));
}

Reply<OrderBook> bond_order_book(const Access& access, std::string code, CallOptions options) {
  return ask<OrderBook>(access, api::bond_order_book, quotation(code), code, decode_bond_order_book,
                        std::move(options));
}

Reply<History> bond_history(const Access& access, HistoryRequest request, CallOptions options) {
  if (request.interval != Interval::day)
    co_return Error(Errc::invalid_argument, "Charts of bonds come by day only.", "Ask with interval day.");
  auto endpoint = access.for_quotations(api::bond_chart);
  if (endpoint.has_error()) co_return endpoint.error();
  const Query query = quotation(request.code);
  auto page = co_await get(**endpoint, api::bond_chart, query, options);
  if (page.has_error()) co_return page.error();
  auto candles = decode_bond_chart(page->body, request.code, (*endpoint)->now());
  if (candles.has_error()) co_return candles.error();
  History history;
  history.code = request.code;
  history.adjusted = false;
  for (const auto& candle : *candles) {  // newest first until the end
    const auto day = date_kst(candle.time);
    if ((request.to && day > *request.to) || (request.from && day < *request.from)) continue;
    history.candles.push_back(candle);
  }
  history.more = history.candles.size() > request.count;
  if (history.more) history.candles.resize(request.count);
  std::ranges::reverse(history.candles);
  co_return Answer<History>(std::move(history), (*endpoint)->environment());
}

Reply<Positions> bond_positions(const Access& access, CallOptions options) {
  auto endpoint = access.for_account(api::bond_balance);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto query = account_query(chosen);
  query.insert(query.end(), {{"INQR_CNDT", "00"}, {"PDNO", ""}, {"BUY_DT", ""}});
  Positions positions;
  positions.time = chosen.now();
  const auto add = [&positions](const boost::json::object& body) {
    return add_bond_positions(positions, body);
  };
  auto more =
      co_await read_pages(chosen, api::bond_balance, std::move(query), "200", access.max_pages, options, add);
  if (more.has_error()) co_return more.error();
  if (*more) co_return too_many_pages("The KIS balance of bonds", access.max_pages);
  co_return Answer<Positions>(std::move(positions), chosen.environment());
}

Reply<OrderList> bond_orders(const Access& access, OrdersRequest request, CallOptions options) {
  auto endpoint = access.for_account(api::bond_orders);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto query = account_query(chosen);
  query.insert(query.end(), {{"INQR_STRT_DT", to_yyyymmdd(request.from)},
                             {"INQR_END_DT", to_yyyymmdd(request.to)},
                             {"SLL_BUY_DVSN_CD", "%"},
                             {"SORT_SQN_DVSN", "02"},  // newest first
                             {"PDNO", ""},
                             {"NCCS_YN", "N"}});
  OrderList list;
  list.time = chosen.now();
  const auto add = [&list, &request](const boost::json::object& body) {
    return add_bond_orders(list, body, request);
  };
  auto more =
      co_await read_pages(chosen, api::bond_orders, std::move(query), "200", access.max_pages, options, add);
  if (more.has_error()) co_return more.error();
  list.more = *more;
  broker::sort_newest_first(list.orders);
  co_return Answer<OrderList>(std::move(list), chosen.environment());
}

}  // namespace kbroker::kis
