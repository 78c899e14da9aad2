#include "kbroker/base/calendar_date.hpp"

#include <string>
#include <string_view>

#include "kbroker/base/time_format.hpp"

namespace kbroker {

namespace chrono = std::chrono;

namespace {

/// Years of four digits: WallTime ends in 2262.
std::string digits(Date date, std::string_view separator) {
  std::string text;
  const auto append = [&](unsigned number, unsigned place) {
    for (; place > 0; place /= 10) text.push_back(static_cast<char>('0' + number / place % 10));
  };
  append(static_cast<unsigned>(static_cast<int>(date.year())), 1000);
  text += separator;
  append(static_cast<unsigned>(date.month()), 10);
  text += separator;
  append(static_cast<unsigned>(date.day()), 10);
  return text;
}

}  // namespace

Date date_kst(WallTime time) {
  return Date{chrono::floor<chrono::days>(time + kst_offset)};
}

WallTime start_of_day_kst(Date date) {
  return WallTime{chrono::sys_days{date}} - kst_offset;
}

std::string to_iso(Date date) {
  return digits(date, "-");
}

std::string to_yyyymmdd(Date date) {
  return digits(date, "");
}

std::optional<Date> parse_date(std::string_view text) {
  std::string digits;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-')
    digits = std::string(text.substr(0, 4)) + std::string(text.substr(5, 2)) + std::string(text.substr(8, 2));
  else
    digits = std::string(text);
  if (digits.size() != 8 || digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const auto number = [&](std::size_t at, std::size_t count) {
    unsigned value = 0;
    for (std::size_t i = at; i < at + count; ++i) value = value * 10 + static_cast<unsigned>(digits[i] - '0');
    return value;
  };
  const int year = static_cast<int>(number(0, 4));
  // WallTime counts nanoseconds and ends in 2262; brokers write 99991231 for "no end".
  if (year < 1900 || year > 2199) return std::nullopt;
  const Date date{chrono::year(year), chrono::month(number(4, 2)), chrono::day(number(6, 2))};
  if (!date.ok()) return std::nullopt;
  return date;
}

Date add_days(Date date, int days) {
  return Date{chrono::sys_days{date} + chrono::days{days}};
}

bool is_weekend(Date date) {
  const chrono::weekday day{chrono::sys_days{date}};
  return day == chrono::Saturday || day == chrono::Sunday;
}

}  // namespace kbroker
