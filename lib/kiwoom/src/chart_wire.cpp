// Decodes chart rows and decides which of them are final.
#include "chart_wire.hpp"

#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
namespace json = boost::json;
using broker::Basis;
using broker::Interval;
using std::chrono::year_month_day;

namespace {

std::string_view list_name(Interval interval) {
  switch (interval) {
    case Interval::minute:
      return "stk_min_pole_chart_qry";
    case Interval::week:
      return "stk_stk_pole_chart_qry";
    case Interval::month:
      return "stk_mth_pole_chart_qry";
    case Interval::year:
      return "stk_yr_pole_chart_qry";
    default:
      return "stk_dt_pole_chart_qry";
  }
}

/// `trde_prica` counts in million won.
std::optional<Decimal> turnover(const json::object& row) {
  const auto value = wire::decimal(row, "trde_prica");
  if (!value || value->abs() > Decimal(100'000'000'000)) return std::nullopt;
  return value->rounded(0) * Decimal(1'000'000);
}

}  // namespace

Api chart_api(Interval interval) {
  switch (interval) {
    case Interval::minute:
      return api::minute_chart;
    case Interval::week:
      return api::week_chart;
    case Interval::month:
      return api::month_chart;
    case Interval::year:
      return api::year_chart;
    default:
      return api::day_chart;
  }
}

bool period_is_over(Interval interval, Date date, Basis basis, WallTime now) {
  const auto day = std::chrono::sys_days(date);
  auto last = day;
  if (interval == Interval::week) {
    const auto weekday = std::chrono::weekday(day).iso_encoding();
    last = day + std::chrono::days(weekday < 5 ? 5 - static_cast<int>(weekday) : 0);
  } else if (interval == Interval::month) {
    last = std::chrono::sys_days(date.year() / date.month() / std::chrono::last);
  } else if (interval == Interval::year) {
    last = std::chrono::sys_days(date.year() / std::chrono::December / 31);
  }
  const std::chrono::hours closing{basis == Basis::krx ? 18 : 20};
  return now >= start_of_day_kst(year_month_day(last)) + closing;
}

Result<std::vector<broker::Candle>> decode_chart_page(const json::object& body, Interval interval,
                                                      Basis basis, WallTime now) {
  if (!wire::find(body, list_name(interval)))
    return Error(Errc::broker_error, "The answer of Kiwoom to a chart request lacks its rows.",
                 "A passing fault at Kiwoom. Try again in a few seconds.", true);
  std::vector<broker::Candle> candles;
  for (const auto* row : wire::rows(body, list_name(interval))) {
    const auto close = wire::magnitude(*row, "cur_prc");
    if (!close || close->is_zero()) continue;
    broker::Candle candle;
    if (interval == Interval::minute) {
      const auto time = wire::timestamp(*row, "cntr_tm");
      if (!time) continue;
      candle.time = std::chrono::floor<std::chrono::minutes>(*time);
      candle.final = now >= candle.time + std::chrono::minutes{1};
    } else {
      const auto date = wire::date(*row, "dt");
      if (!date) continue;
      candle.time = start_of_day_kst(*date);
      candle.final = period_is_over(interval, *date, basis, now);
      candle.turnover = turnover(*row);
    }
    // A day without a trade has zeros for the other three.
    const auto or_close = [&](std::string_view name) {
      const auto value = wire::magnitude(*row, name);
      return value && !value->is_zero() ? *value : *close;
    };
    candle.close = *close;
    candle.open = or_close("open_pric");
    candle.high = or_close("high_pric");
    candle.low = or_close("low_pric");
    candle.volume = wire::magnitude(*row, "trde_qty").value_or(Decimal()).to_int();
    candles.push_back(candle);
  }
  return candles;
}

}  // namespace kbroker::kiwoom
