// KIS chart pages into candles. Pure.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::kis {

struct ChartPage {
  std::string name;
  /// As sent: newest first. Rows without a date or a closing price are left out.
  std::vector<broker::Candle> candles;
  /// Rows in the answer, those left out as well: a full page means there may be more.
  std::size_t rows = 0;

  ChartPage() = default;
};

/// inquire-daily-itemchartprice: days, weeks, months, years. An answer without its list of rows is damaged:
/// `broker_error`.
Result<ChartPage> decode_period_page(const boost::json::object& body, broker::Interval interval,
                                     broker::Basis basis, WallTime now);

/// inquire-time-itemchartprice and inquire-time-dailychartprice. `acml_tr_pbmn` is the day's sum, not the
/// minute's, and is left out.
Result<ChartPage> decode_minute_page(const boost::json::object& body, WallTime now);

}  // namespace kbroker::kis
