// Asks KIS about overseas instruments.
#include "overseas.hpp"

#include <algorithm>

#include "errors.hpp"
#include "kbroker/broker/overseas.hpp"
#include "overseas_wire.hpp"
#include "protocol.hpp"

namespace kbroker::kis {

using boost::asio::awaitable;
using broker::Answer;
using broker::CallOptions;
using broker::Endpoint;
using broker::History;
using broker::HistoryRequest;
using broker::Interval;
using broker::OrderBook;
using broker::OverseasCode;
using broker::Quote;
using broker::Reply;
using broker::StockInfo;

namespace {

Result<OverseasCode> checked(const std::string& code) {
  auto parsed = broker::parse_overseas(code);
  if (!parsed)
    return Error(Errc::invalid_argument, "An overseas code names its exchange, for example NASDAQ:AAPL.",
                 "Use NASDAQ, NYSE, AMEX, TSE, HKEX, SSE, SZSE, HNX or HOSE before the colon.");
  return std::move(*parsed);
}

/// Where the instrument may be listed.
std::vector<OverseasCode> candidates(const OverseasCode& code) {
  if (code.exchange) return {code};
  std::vector<OverseasCode> found;
  for (const auto& exchange : broker::overseas_exchanges()) {
    if (exchange.country != "US") continue;
    found.push_back(code);
    found.back().exchange = &exchange;
  }
  return found;
}

Query instrument_query(const OverseasCode& code) {
  return {{"AUTH", ""}, {"EXCD", quotation_exchange(*code.exchange)}, {"SYMB", code.symbol}};
}

/// A price and the exchange it was found on.
struct Found {
  OverseasCode code;
  Quote quote;

  Found(OverseasCode code_, Quote quote_) : code(std::move(code_)), quote(std::move(quote_)) {}
};

awaitable<Result<Found>> find(Endpoint& endpoint, OverseasCode code, CallOptions options) {
  for (const auto& candidate : candidates(code)) {
    const Query query = instrument_query(candidate);
    auto page = co_await get(endpoint, api::overseas_price, query, options);
    if (page.has_error()) co_return page.error();
    auto quote = decode_overseas_quote(page->body, candidate, endpoint.now());
    if (quote.has_error()) co_return quote.error();
    if (*quote) co_return Found(candidate, std::move(**quote));
  }
  co_return errors().unknown_symbol(code.text());
}

std::string period_code(Interval interval) {
  return interval == Interval::week ? "1" : interval == Interval::month ? "2" : "0";
}

}  // namespace

Reply<Quote> overseas_quote(const Access& access, std::string code, CallOptions options) {
  auto parsed = checked(code);
  if (parsed.has_error()) co_return parsed.error();
  auto endpoint = access.for_quotations(api::overseas_price);
  if (endpoint.has_error()) co_return endpoint.error();
  auto found = co_await find(**endpoint, *parsed, options);
  if (found.has_error()) co_return found.error();
  co_return Answer<Quote>(std::move(found->quote), (*endpoint)->environment());
}

Reply<StockInfo> overseas_info(const Access& access, std::string code, CallOptions options) {
  auto parsed = checked(code);
  if (parsed.has_error()) co_return parsed.error();
  auto endpoint = access.for_quotations(api::overseas_price);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto found = co_await find(chosen, *parsed, options);
  if (found.has_error()) co_return found.error();
  StockInfo info;
  info.code = found->code.text();
  info.market = found->code.exchange->name;
  info.currency = found->code.exchange->currency;
  info.time = chosen.now();
  if (offers(chosen, api::overseas_info)) {
    const Query register_query{{"PRDT_TYPE_CD", product_type(*found->code.exchange)},
                               {"PDNO", found->code.symbol}};
    auto page = co_await get(chosen, api::overseas_info, register_query, options);
    if (page.has_value()) add_overseas_register(info, page->body);
    const Query detail_query = instrument_query(found->code);
    auto detail = co_await get(chosen, api::overseas_price_detail, detail_query, options);
    if (detail.has_value()) add_overseas_detail(info, detail->body);
  }
  if (info.name.empty()) info.name = found->code.symbol;
  co_return Answer<StockInfo>(std::move(info), chosen.environment());
}

Reply<OrderBook> overseas_order_book(const Access& access, std::string code, CallOptions options) {
  auto parsed = checked(code);
  if (parsed.has_error()) co_return parsed.error();
  auto endpoint = access.for_quotations(api::overseas_order_book);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  if (!parsed->exchange) {
    auto found = co_await find(chosen, *parsed, options);
    if (found.has_error()) co_return found.error();
    *parsed = found->code;
  }
  const Query query = instrument_query(*parsed);
  auto page = co_await get(chosen, api::overseas_order_book, query, options);
  if (page.has_error()) co_return page.error();
  auto book = decode_overseas_order_book(page->body, *parsed, chosen.now());
  if (book.has_error()) co_return book.error();
  co_return Answer<OrderBook>(std::move(*book), chosen.environment());
}

Reply<History> overseas_history(const Access& access, HistoryRequest request, CallOptions options) {
  auto parsed = checked(request.code);
  if (parsed.has_error()) co_return parsed.error();
  if (request.interval == Interval::minute || request.interval == Interval::year)
    co_return Error(Errc::invalid_argument, "Overseas charts come by day, week and month only.",
                    "Ask with interval day, week or month.");
  auto endpoint = access.for_quotations(api::overseas_chart);
  if (endpoint.has_error()) co_return endpoint.error();
  Endpoint& chosen = **endpoint;
  auto code = *parsed;
  if (!code.exchange) {
    auto found = co_await find(chosen, code, options);
    if (found.has_error()) co_return found.error();
    code = found->code;
  }
  History history;
  history.code = code.text();
  history.name = code.symbol;
  history.currency = code.exchange->currency;
  history.interval = request.interval;
  history.adjusted = request.adjusted;
  auto& rows = history.candles;  // newest first until the end
  auto newest = request.to ? to_yyyymmdd(*request.to) : std::string();
  bool more = true, reached_start = false;
  for (std::size_t number = 0;
       number < access.max_pages && more && !reached_start && rows.size() < request.count; ++number) {
    Query query = instrument_query(code);
    query.emplace_back("GUBN", period_code(request.interval));
    query.emplace_back("BYMD", newest);
    query.emplace_back("MODP", request.adjusted ? "1" : "0");
    query.emplace_back("KEYB", "");
    auto page = co_await get(chosen, api::overseas_chart, query, options);
    if (page.has_error()) co_return page.error();
    const auto candles = decode_overseas_chart(page->body, code, chosen.now());
    if (candles.has_error()) co_return candles.error();
    if (candles->empty() && number == 0) co_return errors().unknown_symbol(code.text());
    const auto known = rows.size();
    for (const auto& candle : *candles) {
      if (!rows.empty() && candle.time >= rows.back().time) continue;
      if (request.from && date_kst(candle.time) < *request.from) {
        reached_start = true;
        break;
      }
      rows.push_back(candle);
    }
    more = rows.size() > known;
    if (more) newest = to_yyyymmdd(add_days(date_kst(rows.back().time), -1));
  }
  history.more = more && !reached_start;
  if (rows.size() > request.count) rows.resize(request.count);
  std::ranges::reverse(rows);
  co_return Answer<History>(std::move(history), chosen.environment());
}

}  // namespace kbroker::kis
