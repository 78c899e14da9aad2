// A day in the calendar.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/base/clock.hpp"

namespace kbroker {

using Date = std::chrono::year_month_day;

/// The Korean date of a moment.
Date date_kst(WallTime time);
/// Midnight in Korea at the start of the day.
WallTime start_of_day_kst(Date date);
/// "2026-11-20".
std::string to_iso(Date date);
/// "20261120".
std::string to_yyyymmdd(Date date);
/// Reads "2026-11-20" or "20261120"; nothing when it is not a real day or not in the years
/// 1900 to 2199, which every WallTime can hold.
std::optional<Date> parse_date(std::string_view text);
Date add_days(Date date, int days);
bool is_weekend(Date date);

}  // namespace kbroker
