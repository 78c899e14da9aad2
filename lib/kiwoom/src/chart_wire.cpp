// Decodes chart rows and decides which of them are final.
#include "chart_wire.hpp"

#include "errors.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kiwoom {

namespace wire = broker::wire;
namespace json = boost::json;
using broker::Basis;
using broker::Interval;

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

Result<std::vector<broker::Candle>> decode_chart_page(const json::object& body, Interval interval,
                                                      Basis basis, WallTime now) {
  if (!wire::find(body, list_name(interval))) return errors().damaged("to a chart request", "its rows");
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
