// Pages through chart calls and puts their rows in order.
#include "chart.hpp"

#include <algorithm>

#include "chart_wire.hpp"
#include "protocol.hpp"
#include "wire.hpp"

namespace kbroker::kiwoom {

using boost::asio::awaitable;
using broker::Candle;
using broker::History;
using broker::HistoryRequest;
using broker::Interval;

namespace {

boost::json::object parameters_for(const HistoryRequest& request, WallTime now) {
  boost::json::object parameters;
  parameters["stk_cd"] = code_for(request.code, request.basis);
  if (request.interval == Interval::minute)
    parameters["tic_scope"] = "1";
  else
    parameters["base_dt"] = to_yyyymmdd(request.to.value_or(date_kst(now)));
  parameters["upd_stkpc_tp"] = request.adjusted ? "1" : "0";
  return parameters;
}

/// Whether a row is older than all asked for; a week, month or year may have begun before the first day.
bool too_old(const HistoryRequest& request, const Candle& candle) {
  const bool exact = request.interval == Interval::day || request.interval == Interval::minute;
  return request.from && exact && date_kst(candle.time) < *request.from;
}

}  // namespace

awaitable<Result<History>> read_chart(broker::Endpoint& endpoint, HistoryRequest request,
                                      std::size_t max_pages, broker::CallOptions options) {
  History history;
  history.code = request.code;
  history.interval = request.interval;
  history.adjusted = request.adjusted;
  history.basis = request.basis;
  auto& rows = history.candles;  // newest first until the end
  net::http::Headers next;
  bool more = true, reached_start = false;
  for (std::size_t number = 0; number < max_pages && more && !reached_start && rows.size() < request.count;
       ++number) {
    const auto parameters = parameters_for(request, endpoint.now());
    auto page = co_await ask(endpoint, chart_api(request.interval), parameters, options, next);
    if (page.has_error()) co_return page.error();
    const auto candles = decode_chart_page(page->body, request.interval, request.basis, endpoint.now());
    if (candles.has_error()) co_return candles.error();
    if (candles->empty() && number == 0)
      co_return Error(Errc::unknown_symbol, "Kiwoom has no chart for the code " + request.code + ".",
                      "Check the code and the dates, or look the code up with search_stocks.");
    for (const auto& candle : *candles) {
      if (!rows.empty() && candle.time >= rows.back().time) continue;
      if (request.to && date_kst(candle.time) > *request.to) continue;
      if (request.from && date_kst(candle.time) < *request.from) reached_start = true;
      if (!too_old(request, candle)) rows.push_back(candle);
    }
    next = page->next;
    more = !next.empty() && !candles->empty();
  }
  history.more = (more && !reached_start) || rows.size() > request.count;
  if (rows.size() > request.count) rows.resize(request.count);
  std::ranges::reverse(rows);
  co_return history;
}

}  // namespace kbroker::kiwoom
