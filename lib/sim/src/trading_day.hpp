// One day of one instrument: opening, range, close and the path between them.
#pragma once

#include <cstdint>

#include "instrument.hpp"
#include "kbroker/base/calendar_date.hpp"
#include "price_grid.hpp"

namespace kbroker::sim {

struct Candle {
  Date date{};
  std::int64_t open = 0, high = 0, low = 0, close = 0;  ///< won
  std::int64_t volume = 0;                              ///< shares
  std::int64_t value = 0;                               ///< traded value in won
};

/// The close of a trading day: the instrument's anchor price moved by slow noise over the calendar.
std::int64_t closing_price(const Instrument& instrument, Date date);

/// Everything follows from the instrument's key and the date, so any moment can be computed alone. `speed`
/// makes the noise between opening and close move faster; opening, range and close do not depend on it.
class TradingDay {
 public:
  TradingDay(const Instrument& instrument, Date date, double speed);

  Date date() const { return date_; }
  /// The close of the trading day before: reference for change and band.
  std::int64_t base_price() const { return base_; }
  PriceBand band() const { return band_; }
  /// The finished day.
  Candle candle() const;
  /// The day so far; before the open there is no volume and every price is the base price.
  Candle candle_at(int second_of_day) const;
  /// Last traded price.
  std::int64_t price_at(int second_of_day) const;
  /// Shares since the open.
  std::int64_t volume_at(int second_of_day) const;
  /// One bar of `[from, to)` seconds of the day as known at `now_second`, without its value.
  Candle bar(int from, int to, int now_second) const;
  /// The price changes only at multiples of this many seconds after the open.
  int step() const { return step_; }
  /// Won traded since the open, given the range so far.
  std::int64_t value_at(int second_of_day, std::int64_t low, std::int64_t high) const;

 private:
  Date date_;
  std::uint64_t key_;
  bool fund_;
  double speed_;
  int step_;
  std::int64_t base_, open_, high_, low_, close_, volume_;
  PriceBand band_;
  // Where the path touches its extremes, in seconds after the open.
  int first_turn_, second_turn_;
  std::int64_t first_price_, second_price_;
};

}  // namespace kbroker::sim
