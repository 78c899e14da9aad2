#include "kbroker/base/time_format.hpp"

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker {

namespace chrono = std::chrono;

namespace {

chrono::hh_mm_ss<chrono::seconds> time_of_day_kst(WallTime time) {
  const auto local = chrono::floor<chrono::seconds>(time + kst_offset);
  return chrono::hh_mm_ss{local - chrono::floor<chrono::days>(local)};
}

void append_two_digits(std::string& out, std::int64_t number) {
  out.push_back(static_cast<char>('0' + number / 10));
  out.push_back(static_cast<char>('0' + number % 10));
}

void append_clock(std::string& out, WallTime time, std::string_view separator) {
  const auto clock = time_of_day_kst(time);
  append_two_digits(out, clock.hours().count());
  out += separator;
  append_two_digits(out, clock.minutes().count());
  out += separator;
  append_two_digits(out, clock.seconds().count());
}

}  // namespace

std::string to_rfc3339_kst(WallTime time) {
  auto text = to_iso(date_kst(time));
  text.push_back('T');
  append_clock(text, time, ":");
  text += "+09:00";
  return text;
}

std::string to_yyyymmdd_kst(WallTime time) {
  return to_yyyymmdd(date_kst(time));
}

std::string to_hhmmss_kst(WallTime time) {
  std::string text;
  append_clock(text, time, "");
  return text;
}

std::optional<WallTime> parse_kst(std::string_view yyyymmdd, std::string_view hhmmss) {
  const auto date = parse_date(yyyymmdd);
  if (!date) return std::nullopt;
  if (hhmmss.empty()) return start_of_day_kst(*date);
  if (hhmmss.size() != 6 || hhmmss.find_first_not_of("0123456789") != std::string_view::npos)
    return std::nullopt;
  const auto two = [&](std::size_t at) { return (hhmmss[at] - '0') * 10 + (hhmmss[at + 1] - '0'); };
  if (two(0) > 23 || two(2) > 59 || two(4) > 59) return std::nullopt;
  return start_of_day_kst(*date) + chrono::hours(two(0)) + chrono::minutes(two(2)) + chrono::seconds(two(4));
}

std::optional<WallTime> parse_kst_timestamp(std::string_view text) {
  text = trim(text);
  if (text.size() == 14) return parse_kst(text.substr(0, 8), text.substr(8));
  if (text.size() != 19 || text[13] != ':' || text[16] != ':') return std::nullopt;
  const auto clock =
      std::string(text.substr(11, 2)) + std::string(text.substr(14, 2)) + std::string(text.substr(17, 2));
  return parse_kst(text.substr(0, 10), clock);
}

}  // namespace kbroker
