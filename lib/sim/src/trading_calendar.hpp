// When the simulated exchange trades.
#pragma once

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/clock.hpp"

namespace kbroker::sim {

/// Seconds after Korean midnight.
inline constexpr int session_open = 9 * 3600;
inline constexpr int continuous_end = 15 * 3600 + 20 * 60;
inline constexpr int session_close = 15 * 3600 + 30 * 60;

/// Not on weekends and on holidays that fall on the same date every year; lunar holidays are trading days
/// here.
bool is_trading_day(Date date);
Date previous_trading_day(Date date);
/// `date` itself when it is a trading day.
Date trading_day_on_or_after(Date date);
/// The day whose session has begun last: today from 09:00 on, otherwise the trading day before.
Date session_day(WallTime now);
/// Seconds since Korean midnight of `date`, negative before it.
int seconds_into(Date date, WallTime now);
/// "1" before the open, "2" open, "3" closed: the first digit of KIS's new_mkop_cls_code.
char session_digit(WallTime now);

}  // namespace kbroker::sim
