// The orders of the simulated account.
#include "ledger.hpp"

#include <algorithm>

#include "candles.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {

namespace {

constexpr int buy_second = session_open + 1830, sell_second = session_open + 4 * 3600 + 1245;
constexpr int bid_second = session_open + 612;
constexpr std::int64_t traded = 10, bid_for = 5;

std::int64_t day_number(Date date) {
  return std::chrono::sys_days(date).time_since_epoch().count();
}

/// Different for every order of the last hundred years.
std::int64_t order_number(Date date, int place) {
  return 100'000 + day_number(date) % 36'500 * 10 + place;
}

bool is_second_of_week(Date date) {
  const Date before = previous_trading_day(date);
  const auto week = [](Date day) {
    const std::chrono::weekday weekday{std::chrono::sys_days(day)};
    return day_number(day) - static_cast<std::int64_t>(weekday.iso_encoding());
  };
  return week(before) == week(date) && week(previous_trading_day(before)) != week(date);
}

/// The trading days of a range that have begun, newest first.
std::vector<Date> days(Date from, Date to, WallTime now) {
  std::vector<Date> found;
  const Date last = session_day(now);
  from = std::max(from, first_listed_day);
  for (Date date = std::min(to, last); date >= from; date = previous_trading_day(date))
    if (is_trading_day(date)) found.push_back(date);
  return found;
}

}  // namespace

std::optional<LedgerTrade> Ledger::trade_of(Date date, WallTime now) const {
  const bool over = date < session_day(now) || seconds_into(date, now) >= session_close;
  if (instruments_.empty() || !over || !is_second_of_week(date)) return std::nullopt;
  LedgerTrade trade;
  trade.instrument = instruments_[static_cast<std::size_t>(day_number(date) / 7) % instruments_.size()];
  const TradingDay session = exchange_.day(trade.instrument, date);
  trade.date = date;
  trade.quantity = traded;
  trade.bought = traded * session.price_at(buy_second);
  trade.sold = traded * session.price_at(sell_second);
  trade.fee = (trade.bought + trade.sold) * 15 / 100'000;
  trade.tax = trade.instrument.fund ? 0 : trade.sold * 15 / 10'000;
  return trade;
}

std::optional<LedgerOrder> Ledger::bid_of(Date date, WallTime now) const {
  if (instruments_.empty() || seconds_into(date, now) < bid_second) return std::nullopt;
  LedgerOrder order;
  order.instrument = instruments_.front();
  order.number = order_number(date, 1);
  order.date = date;
  order.second = bid_second;
  order.quantity = bid_for;
  const auto base = exchange_.day(order.instrument, date).base_price();
  // No day falls that far.
  order.price = floor_to_tick(base * 9 / 10, order.instrument.fund);
  if (seconds_into(date, now) >= session_close) order.cancelled = order.quantity;
  return order;
}

std::vector<LedgerOrder> Ledger::orders(Date from, Date to, WallTime now) const {
  std::vector<LedgerOrder> found;
  for (const auto& date : days(from, to, now)) {
    if (const auto trade = trade_of(date, now)) {
      LedgerOrder order;
      order.instrument = trade->instrument;
      order.date = date;
      order.quantity = order.filled = trade->quantity;
      order.buy = false;
      order.number = order_number(date, 3);
      order.second = sell_second;
      order.price = order.fill_price = trade->sold / trade->quantity;
      found.push_back(order);
      order.buy = true;
      order.number = order_number(date, 2);
      order.second = buy_second;
      order.price = order.fill_price = trade->bought / trade->quantity;
      found.push_back(order);
    }
    if (const auto bid = bid_of(date, now)) found.push_back(*bid);
  }
  return found;
}

std::vector<LedgerTrade> Ledger::trades(Date from, Date to, WallTime now) const {
  std::vector<LedgerTrade> found;
  for (const auto& date : days(from, to, now))
    if (const auto trade = trade_of(date, now)) found.push_back(*trade);
  return found;
}

std::int64_t Ledger::reserved(WallTime now) const {
  const auto bid = bid_of(session_day(now), now);
  return bid ? bid->remaining() * bid->price : 0;
}

}  // namespace kbroker::sim
