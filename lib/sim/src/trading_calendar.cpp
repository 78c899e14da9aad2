// When the simulated exchange trades.
#include "trading_calendar.hpp"

#include <algorithm>
#include <array>

namespace kbroker::sim {
namespace {

// Month times 100 plus day.
constexpr std::array fixed_holidays{101u, 301u, 501u, 505u, 606u, 815u, 1003u, 1009u, 1225u, 1231u};

}  // namespace

bool is_trading_day(Date date) {
  if (is_weekend(date)) return false;
  const unsigned key = static_cast<unsigned>(date.month()) * 100 + static_cast<unsigned>(date.day());
  return std::find(fixed_holidays.begin(), fixed_holidays.end(), key) == fixed_holidays.end();
}

Date previous_trading_day(Date date) {
  do date = add_days(date, -1);
  while (!is_trading_day(date));
  return date;
}

Date trading_day_on_or_after(Date date) {
  while (!is_trading_day(date)) date = add_days(date, 1);
  return date;
}

Date session_day(WallTime now) {
  const Date today = date_kst(now);
  if (is_trading_day(today) && seconds_into(today, now) >= session_open) return today;
  return previous_trading_day(today);
}

int seconds_into(Date date, WallTime now) {
  return static_cast<int>(
      std::chrono::duration_cast<std::chrono::seconds>(now - start_of_day_kst(date)).count());
}

char session_digit(WallTime now) {
  const Date today = date_kst(now);
  if (!is_trading_day(today)) return '3';
  const int seconds = seconds_into(today, now);
  return seconds < session_open ? '1' : seconds < session_close ? '2' : '3';
}

}  // namespace kbroker::sim
