// Charts of the simulated market: day, week, month, year and minutes, all from the same days.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "exchange.hpp"

namespace kbroker::sim {

enum class Period { day, week, month, year };

/// The first day every instrument has traded.
inline constexpr Date first_listed_day{std::chrono::year{2010}, std::chrono::January, std::chrono::day{4}};

/// A candle and the close it is measured against.
struct ChartRow {
  Candle candle;
  std::int64_t previous_close = 0;

  std::int64_t change() const { return candle.close - previous_close; }
};

/// Newest first, at most `limit`. A candle is dated by its first trading day, and belongs to the range when
/// that day does; the running period ends with the session so far.
std::vector<ChartRow> chart(const Exchange& exchange, const Instrument& instrument, Period period, Date from,
                            Date to, std::size_t limit, WallTime now, Venue venue = Venue::krx);

/// The days with the highest and the lowest price of the 365 days up to the session so far.
struct YearRange {
  Candle highest, lowest;
};
YearRange year_range(const Exchange& exchange, const Instrument& instrument, WallTime now);

/// A bar of some minutes, named by the time of day it begins at.
struct MinuteBar {
  Candle candle;  ///< `value` is what the day had traded until the bar's end
  int begin = 0;  ///< seconds after Korean midnight
  std::int64_t previous_close = 0;
};

/// Where a minute chart goes on: a day and a second of it.
struct MinutePlace {
  Date date{};
  int second = 0;
};

/// Newest first, beginning with the newest bar that starts at or before `newest`; days before are included
/// unless `one_day`. The closing auction is a bar of its own at 15:30.
std::vector<MinuteBar> minute_bars(const Exchange& exchange, const Instrument& instrument, int minutes,
                                   MinutePlace newest, std::size_t limit, WallTime now, bool one_day,
                                   Venue venue = Venue::krx);

}  // namespace kbroker::sim
