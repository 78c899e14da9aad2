// Pages through chart calls and puts their rows in order.
#include "chart.hpp"

#include <algorithm>

#include "chart_wire.hpp"
#include "kbroker/base/time_format.hpp"
#include "price_query.hpp"
#include "protocol.hpp"

namespace kbroker::kis {

using boost::asio::awaitable;
using broker::Basis;
using broker::CallOptions;
using broker::Candle;
using broker::Endpoint;
using broker::History;
using broker::HistoryRequest;
using broker::Interval;

namespace {

constexpr std::size_t period_rows_per_page = 100;

std::string period_code(Interval interval) {
  switch (interval) {
    case Interval::week:
      return "W";
    case Interval::month:
      return "M";
    case Interval::year:
      return "Y";
    default:
      return "D";
  }
}

/// Calendar days that certainly hold `count` rows, long holidays included.
int days_for(Interval interval, std::size_t count) {
  const int rows = static_cast<int>(std::min<std::size_t>(count, 5'000));
  switch (interval) {
    case Interval::week:
      return rows * 7 + 30;
    case Interval::month:
      return rows * 31 + 31;
    case Interval::year:
      return std::min(rows, 100) * 366 + 366;
    default:
      return rows * 2 + 30;
  }
}

/// Rows so far, newest first.
class Collected {
 public:
  explicit Collected(const HistoryRequest& request) : request_(request) {}

  /// Keeps what is older than all before and within the request. True when the page brought something older.
  bool add(const ChartPage& page) {
    bool older = false;
    for (const auto& candle : page.candles) {
      if (!candles_.empty() && candle.time >= candles_.back().time) continue;
      const auto date = date_kst(candle.time);
      if (request_.to && date > *request_.to) continue;
      // A week, month or year may have begun before the first day asked for.
      const bool exact = request_.interval == Interval::day || request_.interval == Interval::minute;
      if (request_.from && exact && date < *request_.from) continue;
      candles_.push_back(candle);
      older = true;
    }
    if (name_.empty()) name_ = page.name;
    return older;
  }

  bool enough() const { return candles_.size() >= request_.count; }
  bool empty() const { return candles_.empty(); }
  WallTime oldest() const { return candles_.back().time; }

  /// `more_rows`: the broker was not read to its end.
  History finish(bool more_rows) && {
    History history;
    history.code = request_.code;
    history.name = std::move(name_);
    history.interval = request_.interval;
    history.adjusted = request_.adjusted;
    history.basis = request_.basis;
    history.more = more_rows || candles_.size() > request_.count;
    if (candles_.size() > request_.count) candles_.resize(request_.count);
    std::ranges::reverse(candles_);
    history.candles = std::move(candles_);
    return history;
  }

  bool unknown() const { return candles_.empty() && name_.empty(); }

 private:
  const HistoryRequest& request_;
  std::vector<Candle> candles_;
  std::string name_;
};

Error unknown_symbol(const std::string& code) {
  return Error(Errc::unknown_symbol, "KIS has no chart for the code " + code + ".",
               "Check the code, or look it up with search_stocks.");
}

/// The last minute of a venue's day.
std::chrono::minutes last_minute(Basis basis) {
  return basis == Basis::krx ? std::chrono::hours{15} + std::chrono::minutes{30}
                             : std::chrono::minutes{std::chrono::hours{20}};
}

bool begins_on(const ChartPage& page, const Date& day) {
  return !page.candles.empty() && date_kst(page.candles.front().time) == day;
}

}  // namespace

bool is_past_minute_chart(const HistoryRequest& request, WallTime now) {
  const auto today = date_kst(now);
  return request.interval == Interval::minute && request.to && *request.to < today;
}

PeriodChart share_chart(const std::string& code, Basis basis) {
  return {api::daily_chart, market_code(code, basis), true, decode_period_page};
}

awaitable<Result<History>> read_period_chart(Endpoint& endpoint, const PeriodChart& chart,
                                             HistoryRequest request, std::size_t max_pages,
                                             CallOptions options) {
  Collected collected(request);
  Date to = request.to.value_or(date_kst(endpoint.now()));
  const Date from = request.from.value_or(add_days(to, -days_for(request.interval, request.count)));
  bool more = false;
  for (std::size_t number = 0; number < max_pages && !collected.enough() && to >= from; ++number) {
    Query query{{"FID_COND_MRKT_DIV_CODE", chart.division},
                {"FID_INPUT_ISCD", request.code},
                {"FID_INPUT_DATE_1", to_yyyymmdd(from)},
                {"FID_INPUT_DATE_2", to_yyyymmdd(to)},
                {"FID_PERIOD_DIV_CODE", period_code(request.interval)}};
    // Inverted here: 0 is adjusted. inquire-daily-price has it the other way round.
    if (chart.adjustable) query.emplace_back("FID_ORG_ADJ_PRC", request.adjusted ? "0" : "1");
    auto answer = co_await get(endpoint, chart.api, query, options);
    if (answer.has_error()) co_return answer.error();
    const auto page = chart.decode(answer->body, request.interval, request.basis, endpoint.now());
    if (page.has_error()) co_return page.error();
    const bool older = collected.add(*page);
    more = older && page->rows >= period_rows_per_page;
    if (collected.unknown()) co_return unknown_symbol(request.code);
    if (!more) break;
    to = add_days(date_kst(collected.oldest()), -1);
  }
  co_return std::move(collected).finish(more);
}

awaitable<Result<History>> read_minute_chart(Endpoint& endpoint, HistoryRequest request,
                                             std::size_t max_pages, CallOptions options) {
  const auto now = endpoint.now();
  const bool past = is_past_minute_chart(request, now);
  Date day = past ? *request.to : date_kst(now);
  Collected collected(request);
  const WallTime end_of_day = start_of_day_kst(day) + last_minute(request.basis);
  // A time to come would repeat the current price while there is trading.
  WallTime newest = std::min<WallTime>(end_of_day, now);
  bool more = false;
  for (std::size_t number = 0; number < max_pages && !collected.enough(); ++number) {
    Query query{{"FID_COND_MRKT_DIV_CODE", market_code(request.code, request.basis)},
                {"FID_INPUT_ISCD", request.code},
                {"FID_INPUT_HOUR_1", to_hhmmss_kst(newest)},
                {"FID_PW_DATA_INCU_YN", "Y"}};
    if (past) {
      query.emplace_back("FID_INPUT_DATE_1", to_yyyymmdd(day));
      query.emplace_back("FID_FAKE_TICK_INCU_YN", "");
    } else {
      query.emplace_back("FID_ETC_CLS_CODE", "");
    }
    const Api& call = past ? api::past_minute_chart : api::minute_chart;
    auto answer = co_await get(endpoint, call, query, options);
    if (answer.has_error()) co_return answer.error();
    const auto page = decode_minute_page(answer->body, endpoint.now());
    if (page.has_error()) co_return page.error();
    // Before the first trade of a day, and on days without, KIS answers with the last day that had any: that
    // day is over, so all of it is wanted, not the part up to this time of day.
    if (number == 0 && newest < end_of_day && !begins_on(*page, day)) {
      newest = end_of_day;
      continue;
    }
    more = collected.add(*page);
    if (collected.unknown()) co_return unknown_symbol(request.code);
    if (!more) break;
    day = std::min(day, date_kst(collected.oldest()));
    newest = collected.oldest() - std::chrono::minutes{1};
    if (date_kst(newest) < day) {
      more = false;
      break;
    }
  }
  request.adjusted = false;
  co_return std::move(collected).finish(more);
}

}  // namespace kbroker::kis
