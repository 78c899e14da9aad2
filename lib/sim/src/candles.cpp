// Charts of the simulated market: day, week, month, year and minutes, all from the same days.
#include "candles.hpp"

#include <algorithm>

#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace {

// The first calendar day of the period that holds `date`.
Date period_start(Date date, Period period) {
  switch (period) {
    case Period::week: {
      const std::chrono::weekday weekday{std::chrono::sys_days(date)};
      return add_days(date, -static_cast<int>(weekday.iso_encoding() - 1));
    }
    case Period::month:
      return Date{date.year(), date.month(), std::chrono::day{1}};
    case Period::year:
      return Date{date.year(), std::chrono::January, std::chrono::day{1}};
    case Period::day:
      break;
  }
  return date;
}

Candle scaled(Candle candle, Venue venue) {
  candle.volume = venue_share(candle.volume, venue);
  candle.value = venue_share(candle.value, venue);
  return candle;
}

// All bars of a day that begin at or before `last`, oldest first.
std::vector<MinuteBar> day_bars(const TradingDay& session, int length, int last, int now_second) {
  std::vector<MinuteBar> bars;
  std::int64_t low = session.price_at(session_open), high = low;
  const auto add = [&](int from, int to) {
    Candle candle = session.bar(from, to, now_second);
    low = std::min(low, candle.low);
    high = std::max(high, candle.high);
    candle.value = session.value_at(std::min(to - 1, now_second), low, high);
    bars.push_back({candle, from, session.base_price()});
  };
  for (int begin = session_open; begin <= last && begin < continuous_end; begin += length)
    add(begin, std::min(begin + length, continuous_end));
  if (last >= session_close) add(session_close, session_close + 60);
  return bars;
}

}  // namespace

std::vector<ChartRow> chart(const Exchange& exchange, const Instrument& instrument, Period period, Date from,
                            Date to, std::size_t limit, WallTime now, Venue venue) {
  std::vector<ChartRow> rows;
  if (to < first_listed_day) return rows;
  const Date newest = session_day(now);
  from = std::max(from, first_listed_day);
  Date date = std::min(to, newest);
  // A period that began in the range is whole even when the range ends inside it.
  if (period != Period::day) {
    const Date start = period_start(date, period);
    date = newest;
    while (period_start(date, period) != start) date = add_days(period_start(date, period), -1);
  }
  if (!is_trading_day(date)) date = previous_trading_day(date);
  while (date >= first_listed_day && rows.size() < limit) {
    const Date start = std::max(period_start(date, period), first_listed_day);
    ChartRow row;
    Date first = date;
    for (Date day = date; day >= start; day = previous_trading_day(day)) {
      const TradingDay session = exchange.day(instrument, day);
      const Candle candle =
          scaled(day == newest ? session.candle_at(seconds_into(day, now)) : session.candle(), venue);
      if (row.candle.close == 0) {
        row.candle = candle;
      } else {
        row.candle.date = candle.date;
        row.candle.open = candle.open;
        row.candle.high = std::max(row.candle.high, candle.high);
        row.candle.low = std::min(row.candle.low, candle.low);
        row.candle.volume += candle.volume;
        row.candle.value += candle.value;
      }
      row.previous_close = session.base_price();
      first = day;
    }
    if (first < from) break;
    if (first <= to) rows.push_back(row);
    date = previous_trading_day(first);
  }
  return rows;
}

YearRange year_range(const Exchange& exchange, const Instrument& instrument, WallTime now) {
  const Date newest = session_day(now);
  YearRange range;
  for (const auto& row : chart(exchange, instrument, Period::day, add_days(newest, -365), newest, 366, now)) {
    if (range.highest.high == 0 || row.candle.high > range.highest.high) range.highest = row.candle;
    if (range.lowest.low == 0 || row.candle.low < range.lowest.low) range.lowest = row.candle;
  }
  return range;
}

std::vector<MinuteBar> minute_bars(const Exchange& exchange, const Instrument& instrument, int minutes,
                                   MinutePlace newest, std::size_t limit, WallTime now, bool one_day,
                                   Venue venue) {
  std::vector<MinuteBar> bars;
  const Date latest = session_day(now);
  const int length = minutes * 60;
  if (newest.date > latest) newest = {latest, session_close};
  while (newest.date >= first_listed_day && bars.size() < limit) {
    if (is_trading_day(newest.date)) {
      const TradingDay session = exchange.day(instrument, newest.date);
      const int now_second =
          newest.date == latest ? std::min(seconds_into(latest, now), session_close) : session_close;
      auto day = day_bars(session, length, std::min(newest.second, now_second), now_second);
      for (auto bar = day.rbegin(); bar != day.rend() && bars.size() < limit; ++bar) {
        bar->candle = scaled(bar->candle, venue);
        bars.push_back(*bar);
      }
    }
    if (one_day) break;
    newest = {previous_trading_day(newest.date), session_close};
  }
  return bars;
}

}  // namespace kbroker::sim
