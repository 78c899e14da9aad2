// The trading day of KRX and NXT in Korean time. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

/// Where a venue stands at a moment of a trading day.
struct SessionState {
  Basis venue = Basis::krx;
  /// "closed", "pre_open_auction", "pre_market", "regular", "closing_auction", "after_hours_close",
  /// "after_hours_single_price", "after_market", "break".
  std::string_view phase = "closed";
  std::string_view label_ko, label_en;
  /// True when continuous or auction orders are matched now; false while an opening auction only collects
  /// them.
  bool open = false;
  /// Nothing after the last session of the day and on days without one.
  std::optional<WallTime> next_change;
};

/// Session hours as published; brokers may change them, so they inform and never refuse.
SessionState session_at(Basis venue, WallTime now, bool trading_day);

/// Whether nothing can change any more in a chart row dated `date`: its last possible trading day has ended
/// (18:00 at KRX, 20:00 where NXT counts).
bool period_is_over(Interval interval, Date date, Basis basis, WallTime now);

/// Weekends, and holidays that fall on the same date every year, 1 May and the last trading day's 31
/// December. Nothing when only a broker's calendar can tell (lunar holidays, elections, substitute days):
/// then the day is probably open. `reason` is bilingual.
struct DayVerdict {
  bool open = true;
  /// False when only a broker's calendar could tell.
  bool certain = false;
  std::string reason;
};
DayVerdict judge_day(Date date, std::optional<bool> broker_says);

}  // namespace kbroker::broker
