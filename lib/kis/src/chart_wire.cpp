// Decodes chart rows and decides which of them are final.
#include "chart_wire.hpp"

#include "errors.hpp"
#include "kbroker/broker/market_hours.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

namespace wire = broker::wire;
namespace json = boost::json;
using broker::Basis;
using broker::Interval;

namespace {

/// Prices and volume; false without a closing price. A day without a trade has zeros for the other three.
bool read_prices(broker::Candle& candle, const json::object& row, std::string_view close,
                 std::string_view volume) {
  const auto price = wire::decimal(row, close);
  if (!price || price->is_zero()) return false;
  const auto or_close = [&](std::string_view name) {
    const auto value = wire::decimal(row, name);
    return value && !value->is_zero() ? *value : *price;
  };
  candle.close = *price;
  candle.open = or_close("stck_oprc");
  candle.high = or_close("stck_hgpr");
  candle.low = or_close("stck_lwpr");
  candle.volume = wire::integer_or_zero(row, volume);
  return true;
}

std::string name_of(const json::object& body) {
  const auto* snapshot = wire::first_row(body, "output1");
  return snapshot ? wire::text(*snapshot, "hts_kor_isnm") : std::string();
}

}  // namespace

Result<ChartPage> decode_period_page(const json::object& body, Interval interval, Basis basis, WallTime now) {
  if (!wire::find(body, "output2")) return errors().damaged("to a chart request", "its rows");
  ChartPage page;
  page.name = name_of(body);
  for (const auto* row : wire::rows(body, "output2")) {
    const auto date = wire::date(*row, "stck_bsop_date");
    if (!date) continue;
    ++page.rows;
    broker::Candle candle;
    if (!read_prices(candle, *row, "stck_clpr", "acml_vol")) continue;
    candle.time = start_of_day_kst(*date);
    candle.turnover = wire::decimal(*row, "acml_tr_pbmn");
    candle.final = period_is_over(interval, *date, basis, now);
    page.candles.push_back(candle);
  }
  return page;
}

Result<ChartPage> decode_minute_page(const json::object& body, WallTime now) {
  if (!wire::find(body, "output2")) return errors().damaged("to a chart request", "its rows");
  ChartPage page;
  page.name = name_of(body);
  for (const auto* row : wire::rows(body, "output2")) {
    const auto time = wire::timestamp(*row, "stck_bsop_date", "stck_cntg_hour");
    if (!time || wire::text(*row, "stck_cntg_hour").empty()) continue;
    ++page.rows;
    broker::Candle candle;
    if (!read_prices(candle, *row, "stck_prpr", "cntg_vol")) continue;
    candle.time = std::chrono::floor<std::chrono::minutes>(*time);
    candle.final = now >= candle.time + std::chrono::minutes{1};
    page.candles.push_back(candle);
  }
  return page;
}

}  // namespace kbroker::kis
