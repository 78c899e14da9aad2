// Asks KIS about futures, options and ELW.
#include "derivatives.hpp"

#include <algorithm>

#include "ask.hpp"
#include "chart.hpp"
#include "derivative_wire.hpp"
#include "kbroker/broker/instrument.hpp"
#include "pages.hpp"
#include "price_query.hpp"

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

constexpr std::string_view account_product = "03";

/// F and O on an index, JF and JO on a share, CF on commodities. Night sessions have letters of their own.
std::string division(const std::string& code) {
  const bool option = broker::kind_of_code(code) == broker::InstrumentKind::option;
  switch (broker::underlying_of(code)) {
    case broker::Underlying::stock:
      return option ? "JO" : "JF";
    case broker::Underlying::commodity:
      return "CF";
    case broker::Underlying::index:
      break;
  }
  return option ? "O" : "F";
}

Query quotation(const std::string& code) {
  return {{"FID_COND_MRKT_DIV_CODE", division(code)}, {"FID_INPUT_ISCD", code}};
}

Query account_query(const Endpoint& endpoint) {
  return {{"CANO", endpoint.derivatives_account()}, {"ACNT_PRDT_CD", std::string(account_product)}};
}

}  // namespace

Reply<Quote> derivative_quote(const Access& access, std::string code, CallOptions options) {
  return ask<Quote>(access, api::derivative_price, quotation(code), code, decode_derivative_quote,
                    std::move(options));
}

Reply<StockInfo> derivative_info(const Access& access, std::string code, CallOptions options) {
  auto quote = co_await derivative_quote(access, code, std::move(options));
  if (quote.has_error()) co_return quote.error();
  StockInfo info;
  info.code = code;
  info.name = quote->value.name;
  info.kind = broker::kind_of_code(code) == broker::InstrumentKind::option ? "option" : "future";
  info.time = quote->value.time;
  info.raw = quote->value.raw;
  co_return Answer<StockInfo>(std::move(info), quote->environment);
}

Reply<OrderBook> derivative_order_book(const Access& access, std::string code, CallOptions options) {
  return ask<OrderBook>(access, api::derivative_order_book, quotation(code), code,
                        decode_derivative_order_book, std::move(options));
}

Reply<History> derivative_history(const Access& access, HistoryRequest request, CallOptions options) {
  if (request.interval == Interval::minute)
    co_return Error(Errc::invalid_argument,
                    "Charts of futures and options come by day, week, month and year.",
                    "Ask with another interval.");
  auto endpoint = access.for_quotations(api::derivative_chart);
  if (endpoint.has_error()) co_return endpoint.error();
  const PeriodChart chart{api::derivative_chart, division(request.code), false, decode_derivative_page};
  request.adjusted = false;
  auto history = co_await read_period_chart(**endpoint, chart, std::move(request), access.max_pages, options);
  if (history.has_error()) co_return history.error();
  history->currency.clear();
  co_return Answer<History>(std::move(*history), (*endpoint)->environment());
}

Reply<Positions> derivative_positions(const Access& access, CallOptions options) {
  auto endpoint = access.for_derivatives_account(api::derivative_balance);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto query = account_query(chosen);
  query.insert(query.end(), {{"MGNA_DVSN", "01"}, {"EXCC_STAT_CD", "2"}});  // at what was paid
  Positions positions;
  positions.time = chosen.now();
  const auto add = [&positions](const boost::json::object& body) {
    return add_derivative_positions(positions, body);
  };
  auto more = co_await read_pages(chosen, api::derivative_balance, std::move(query), "200", access.max_pages,
                                  options, add);
  if (more.has_error()) co_return more.error();
  if (*more) co_return too_many_pages("The KIS balance of futures and options", access.max_pages);
  co_return Answer<Positions>(std::move(positions), chosen.environment());
}

Reply<OrderList> derivative_orders(const Access& access, OrdersRequest request, CallOptions options) {
  auto endpoint = access.for_derivatives_account(api::derivative_orders);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto query = account_query(chosen);
  query.insert(query.end(), {{"STRT_ORD_DT", to_yyyymmdd(request.from)},
                             {"END_ORD_DT", to_yyyymmdd(request.to)},
                             {"SLL_BUY_DVSN_CD", "00"},
                             {"CCLD_NCCS_DVSN", request.filled ? "01" : "00"},
                             {"SORT_SQN", "DS"},
                             {"PDNO", ""},
                             {"STRT_ODNO", ""},
                             {"MKET_ID_CD", ""}});
  OrderList list;
  list.time = chosen.now();
  const auto add = [&list](const boost::json::object& body) { return add_derivative_orders(list, body); };
  auto more = co_await read_pages(chosen, api::derivative_orders, std::move(query), "200", access.max_pages,
                                  options, add);
  if (more.has_error()) co_return more.error();
  list.more = *more;
  broker::sort_newest_first(list.orders);
  co_return Answer<OrderList>(std::move(list), chosen.environment());
}

Reply<StockInfo> elw_info(const Access& access, std::string code, CallOptions options) {
  return ask<StockInfo>(access, api::elw_price, price_query(code, broker::Basis::krx), code, decode_elw_info,
                        std::move(options));
}

Reply<Quote> elw_quote(const Access& access, std::string code, CallOptions options) {
  return ask<Quote>(access, api::elw_price, price_query(code, broker::Basis::krx), code, decode_elw_quote,
                    std::move(options));
}

}  // namespace kbroker::kis
