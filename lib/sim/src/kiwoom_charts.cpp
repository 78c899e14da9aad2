// Kiwoom: minute (ka10080), day, week, month and year charts (ka10081 to ka10083, ka10094).
#include <algorithm>
#include <array>
#include <charconv>

#include "candles.hpp"
#include "kbroker/base/time_format.hpp"
#include "kiwoom_market.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

// Rows a page; what the broker sends varies, these are its usual sizes.
constexpr std::size_t candle_rows = 600, minute_rows = 900;

std::string code_of_change(std::int64_t change) {
  return change > 0 ? "2" : change < 0 ? "5" : "3";
}

KiwoomAnswer period_chart(const KiwoomRequest& request, Period period, const char* list) {
  auto subject = kiwoom_subject(request);
  if (subject.refusal) return std::move(*subject.refusal);
  const auto adjusted = request.parameter("upd_stkpc_tp");
  if (adjusted != "0" && adjusted != "1") return kiwoom_bad_value("upd_stkpc_tp");
  auto newest = parse_date(request.parameter("base_dt"));
  if (!newest) return kiwoom_bad_value("base_dt");
  // The key of a continuation is the day before the last page's oldest candle.
  if (!request.next_key.empty()) {
    newest = parse_date(request.next_key);
    if (!newest) return kiwoom_bad_value("next-key");
  }
  auto rows = chart(request.world.exchange, subject.instrument, period, first_listed_day, *newest,
                    candle_rows + 1, request.now, subject.venue);
  KiwoomAnswer answer;
  if (rows.size() > candle_rows) {
    rows.pop_back();
    answer.next_key = to_yyyymmdd(add_days(rows.back().candle.date, -1));
  }
  json::array out;
  for (const auto& row : rows) {
    const auto& candle = row.candle;
    json::object entry{{"cur_prc", std::to_string(candle.close)},
                       {"trde_qty", std::to_string(candle.volume)},
                       {"trde_prica", std::to_string(candle.value / 1'000'000)},
                       {"dt", to_yyyymmdd(candle.date)},
                       {"open_pric", std::to_string(candle.open)},
                       {"high_pric", std::to_string(candle.high)},
                       {"low_pric", std::to_string(candle.low)}};
    if (period != Period::year) {
      entry["pred_pre"] = signed_text(row.change());
      entry["pred_pre_sig"] = code_of_change(row.change());
      entry["trde_tern_rt"] = signed_text(percent(candle.volume, subject.instrument.listed_shares), 2);
    }
    out.push_back(std::move(entry));
  }
  answer.body["stk_cd"] = subject.echo;
  answer.body[list] = std::move(out);
  return answer;
}

// "20261120101500" as a place in a minute chart.
std::optional<MinutePlace> place_of(std::string_view key) {
  if (key.size() != 14) return std::nullopt;
  const auto moment = parse_kst(key.substr(0, 8), key.substr(8));
  if (!moment) return std::nullopt;
  const Date date = date_kst(*moment);
  return MinutePlace{date, seconds_into(date, *moment)};
}

std::string stamp(Date date, int second) {
  return to_yyyymmdd(date) + to_hhmmss_kst(start_of_day_kst(date) + std::chrono::seconds(second));
}

}  // namespace

KiwoomAnswer kiwoom_day_chart(const KiwoomRequest& request) {
  return period_chart(request, Period::day, "stk_dt_pole_chart_qry");
}
KiwoomAnswer kiwoom_week_chart(const KiwoomRequest& request) {
  return period_chart(request, Period::week, "stk_stk_pole_chart_qry");
}
KiwoomAnswer kiwoom_month_chart(const KiwoomRequest& request) {
  return period_chart(request, Period::month, "stk_mth_pole_chart_qry");
}
KiwoomAnswer kiwoom_year_chart(const KiwoomRequest& request) {
  return period_chart(request, Period::year, "stk_yr_pole_chart_qry");
}

KiwoomAnswer kiwoom_minute_chart(const KiwoomRequest& request) {
  static constexpr std::array scopes{1, 3, 5, 10, 15, 30, 45, 60};
  auto subject = kiwoom_subject(request);
  if (subject.refusal) return std::move(*subject.refusal);
  const auto scope = request.parameter("tic_scope");
  int minutes = 0;
  std::from_chars(scope.data(), scope.data() + scope.size(), minutes);
  if (std::find(scopes.begin(), scopes.end(), minutes) == scopes.end()) return kiwoom_bad_value("tic_scope");
  MinutePlace newest{session_day(request.now), session_close};
  if (!request.next_key.empty()) {
    const auto place = place_of(request.next_key);
    if (!place) return kiwoom_bad_value("next-key");
    newest = *place;
  }
  auto bars = minute_bars(request.world.exchange, subject.instrument, minutes, newest, minute_rows + 1,
                          request.now, false, subject.venue);
  KiwoomAnswer answer;
  if (bars.size() > minute_rows) {
    // The key is the first bar of the next page.
    answer.next_key = stamp(bars.back().candle.date, bars.back().begin);
    bars.pop_back();
  }
  json::array out;
  for (const auto& bar : bars) {
    const auto base = bar.previous_close;
    out.push_back(json::object{{"cur_prc", marked(bar.candle.close, base)},
                               {"trde_qty", std::to_string(bar.candle.volume)},
                               {"cntr_tm", stamp(bar.candle.date, bar.begin)},
                               {"open_pric", marked(bar.candle.open, base)},
                               {"high_pric", marked(bar.candle.high, base)},
                               {"low_pric", marked(bar.candle.low, base)},
                               {"pred_pre", signed_text(bar.candle.close - base)},
                               {"pred_pre_sig", code_of_change(bar.candle.close - base)}});
  }
  answer.body["stk_cd"] = subject.echo;
  answer.body["stk_min_pole_chart_qry"] = std::move(out);
  return answer;
}

}  // namespace kbroker::sim
