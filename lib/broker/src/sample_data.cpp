// Invented figures from a hash of code and day, consistent between quote and chart.
#include "kbroker/broker/sample_data.hpp"

#include <algorithm>

#include "kbroker/broker/market_hours.hpp"

namespace kbroker::broker {

namespace chrono = std::chrono;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t most_rows = 5'000;
constexpr chrono::year oldest_year{1980};

/// FNV-1a, then mixed: the same on every machine and in every run.
std::uint64_t hash(std::string_view code, std::string_view purpose, std::int64_t number) {
  std::uint64_t value = 14695981039346656037ULL;
  const auto add = [&](unsigned char byte) { value = (value ^ byte) * 1099511628211ULL; };
  for (const char c : code) add(static_cast<unsigned char>(c));
  add(0);
  for (const char c : purpose) add(static_cast<unsigned char>(c));
  for (int i = 0; i < 8; ++i) add(static_cast<unsigned char>(static_cast<std::uint64_t>(number) >> (8 * i)));
  value ^= value >> 31;
  value *= 0x9E3779B97F4A7C15ULL;
  return value ^ (value >> 29);
}

/// In [-range, range].
std::int64_t swing(std::string_view code, std::string_view purpose, std::int64_t number, std::int64_t range) {
  return static_cast<std::int64_t>(hash(code, purpose, number) % static_cast<std::uint64_t>(2 * range + 1)) -
         range;
}

/// KRX price steps since 2023.
std::int64_t on_tick(std::int64_t price) {
  const std::int64_t tick = price < 2'000     ? 1
                            : price < 5'000   ? 5
                            : price < 20'000  ? 10
                            : price < 50'000  ? 50
                            : price < 200'000 ? 100
                            : price < 500'000 ? 500
                                              : 1'000;
  return price / tick * tick;
}

std::int64_t per_mille(std::int64_t price, std::int64_t change) {
  return on_tick(price + price * change / 1'000);
}

std::int64_t base_price(const std::string& code) {
  return on_tick(2'000 + static_cast<std::int64_t>(hash(code, "base", 0) % 298'000));
}

std::int64_t day_number(Date date) {
  return chrono::sys_days{date}.time_since_epoch().count();
}

std::int64_t close_of(const std::string& code, Date date) {
  return per_mille(base_price(code), swing(code, "close", day_number(date), 30));
}

Date weekday_before(Date date) {
  do date = add_days(date, -1);
  while (is_weekend(date));
  return date;
}

Date latest_weekday(Date date) {
  return is_weekend(date) ? weekday_before(date) : date;
}

Candle candle_at(const std::string& code, WallTime time, std::int64_t open, std::int64_t close) {
  const auto number = time.time_since_epoch() / 1s;
  Candle candle;
  candle.time = time;
  candle.open = Decimal(open);
  candle.close = Decimal(close);
  candle.high = Decimal(
      std::max({open, close, per_mille(std::max(open, close), std::abs(swing(code, "high", number, 12)))}));
  candle.low = Decimal(
      std::min({open, close, per_mille(std::min(open, close), -std::abs(swing(code, "low", number, 12)))}));
  candle.volume = 10'000 + static_cast<std::int64_t>(hash(code, "volume", number) % 5'000'000);
  return candle;
}

/// The first day of the period that holds `date`.
Date period_start(Interval interval, Date date) {
  switch (interval) {
    case Interval::week: {
      const auto day = chrono::sys_days{date};
      return Date{day - (chrono::weekday{day} - chrono::Monday)};
    }
    case Interval::month:
      return date.year() / date.month() / 1;
    case Interval::year:
      return date.year() / chrono::January / 1;
    default:
      return latest_weekday(date);
  }
}

Date period_before(Interval interval, Date start) {
  return interval == Interval::day ? weekday_before(start) : period_start(interval, add_days(start, -1));
}

/// Newest first.
std::vector<Candle> period_candles(const HistoryRequest& request, WallTime now, std::size_t count) {
  std::vector<Candle> candles;
  const auto today = date_kst(now);
  const auto current = period_start(request.interval, today);
  auto start = period_start(request.interval, std::min(request.to.value_or(today), today));
  while (candles.size() < count && start.year() >= oldest_year && (!request.from || start >= *request.from)) {
    const auto before = period_before(request.interval, start);
    auto candle = candle_at(request.code, start_of_day_kst(start), close_of(request.code, before),
                            close_of(request.code, start));
    candle.final = start != current;
    candles.push_back(candle);
    start = before;
  }
  return candles;
}

/// Newest first; only minutes of the regular session.
std::vector<Candle> minute_candles(const HistoryRequest& request, WallTime now, std::size_t count) {
  std::vector<Candle> candles;
  const auto last_day = std::min(request.to.value_or(date_kst(now)), date_kst(now));
  auto day = latest_weekday(last_day);
  while (candles.size() < count && day.year() >= oldest_year && (!request.from || day >= *request.from)) {
    const auto opening = start_of_day_kst(day) + 9h;
    const auto price = close_of(request.code, day);
    const auto price_at = [&](WallTime time) {
      return per_mille(price, swing(request.code, "minute", time.time_since_epoch() / 1s, 5));
    };
    auto minute = std::min<WallTime>(opening + 6h + 19min, chrono::floor<chrono::minutes>(now));
    for (; minute >= opening && candles.size() < count; minute -= 1min) {
      auto candle = candle_at(request.code, minute, price_at(minute - 1min), price_at(minute));
      candle.final = minute + 1min <= now;
      candles.push_back(candle);
    }
    day = weekday_before(day);
  }
  return candles;
}

}  // namespace

Quote sample_quote(const std::string& code, Basis basis, WallTime now) {
  const auto today = latest_weekday(date_kst(now));
  const auto previous = close_of(code, weekday_before(today));
  const auto day = candle_at(code, start_of_day_kst(today), previous, close_of(code, today));
  Quote quote;
  quote.code = code;
  quote.price = day.close;
  quote.previous_close = Decimal(previous);
  quote.change = day.close - Decimal(previous);
  quote.change_rate = Decimal::divide(quote.change * Decimal(100), Decimal(previous), 2);
  quote.open = day.open;
  quote.high = day.high;
  quote.low = day.low;
  quote.volume = day.volume;
  quote.turnover = day.close * Decimal(day.volume);
  quote.basis = basis;
  quote.time = now;
  return quote;
}

StockInfo sample_stock_info(const std::string& code, WallTime now) {
  StockInfo info;
  info.code = code;
  // No real name beside invented figures.
  info.name = "샘플 종목 / sample";
  info.listed_shares = 1'000'000 + static_cast<std::int64_t>(hash(code, "shares", 0) % 500'000'000);
  info.face_value = Decimal(500);
  info.market_cap = Decimal(close_of(code, latest_weekday(date_kst(now)))) * Decimal(*info.listed_shares);
  info.time = now;
  return info;
}

History sample_history(const HistoryRequest& request, WallTime now) {
  History history;
  history.code = request.code;
  history.interval = request.interval;
  history.adjusted = request.adjusted;
  history.basis = request.basis;
  const auto count = std::min(request.count, most_rows);
  history.candles = request.interval == Interval::minute ? minute_candles(request, now, count)
                                                         : period_candles(request, now, count);
  std::reverse(history.candles.begin(), history.candles.end());
  return history;
}

}  // namespace kbroker::broker
