// One day of one instrument: opening, range, close and the path between them.
#include "trading_day.hpp"

#include <algorithm>
#include <cmath>

#include "noise.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace {

// Continuous trading lasts this many seconds; the closing auction prints at `auction`.
constexpr int continuous = continuous_end - session_open;
constexpr int auction = session_close - session_open;

std::int64_t day_number(Date date) {
  return std::chrono::sys_days(date).time_since_epoch().count();
}

// Which property of a day a random number decides.
enum Channel : std::uint64_t { level = 1, jitter, gap, reach_up, reach_down, turns, amount, ripple };
std::uint64_t channel(std::uint64_t key, Channel which, std::uint64_t octave = 0) {
  return mix(key ^ mix(which * 16 + octave));
}

// Share of the day's volume done so far: busy at both ends.
double volume_share(int seconds) {
  if (seconds < 0) return 0;
  if (seconds >= auction) return 1;
  // Counted to the end of the second, so that the bars of a day add up to its volume.
  const double x = std::min(1.0, static_cast<double>(seconds + 1) / continuous);
  return 0.03 + 0.90 * (1.6 * x - 1.2 * x * x + 0.8 * x * x * x) / 1.2;
}

}  // namespace

std::int64_t closing_price(const Instrument& instrument, Date date) {
  const auto day = day_number(date);
  const auto x = static_cast<double>(day);
  // Amplitudes and periods keep the move over a long weekend under 14 %, inside the narrowest band.
  const double drift = 0.20 * smooth(channel(instrument.key, level, 0), x / 256) +
                       0.10 * smooth(channel(instrument.key, level, 1), x / 64) +
                       0.04 * smooth(channel(instrument.key, level, 2), x / 16) +
                       0.02 * smooth(channel(instrument.key, level, 3), x / 4) +
                       0.01 * (2 * unit(channel(instrument.key, jitter), day) - 1);
  return round_to_tick(static_cast<double>(instrument.anchor_price) * std::exp(drift), instrument.fund);
}

TradingDay::TradingDay(const Instrument& instrument, Date date, double speed)
    : date_(date),
      key_(instrument.key),
      fund_(instrument.fund),
      speed_(std::max(speed, 0.0)),
      step_(speed >= 3 ? 1 : 3),
      base_(closing_price(instrument, previous_trading_day(date))),
      close_(closing_price(instrument, date)),
      band_(price_band(base_, instrument.band_percent, instrument.fund)) {
  const auto day = day_number(date);
  const auto random = [&](Channel which) { return unit(channel(key_, which), day); };
  const auto on_grid = [&](double price) {
    return std::clamp(round_to_tick(price, fund_), band_.lower, band_.upper);
  };
  open_ = on_grid(static_cast<double>(base_) * (1 + 0.016 * (random(gap) - 0.5)));
  high_ = on_grid(static_cast<double>(std::max(open_, close_)) * (1 + 0.012 * random(reach_up)));
  low_ = on_grid(static_cast<double>(std::min(open_, close_)) * (1 - 0.012 * random(reach_down)));
  volume_ = static_cast<std::int64_t>(static_cast<double>(instrument.listed_shares) *
                                      (0.0012 + 0.005 * random(amount))) +
            100;
  const double turn = random(turns);
  first_turn_ = (continuous / 20 + static_cast<int>(turn * continuous * 0.4)) / 60 * 60;
  second_turn_ = continuous - (continuous / 20 + static_cast<int>((1 - turn) * continuous * 0.4)) / 60 * 60;
  const bool high_first = (static_cast<std::int64_t>(turn * 1e6) & 1) != 0;
  first_price_ = high_first ? high_ : low_;
  second_price_ = high_first ? low_ : high_;
}

std::int64_t TradingDay::price_at(int second_of_day) const {
  int s = second_of_day - session_open;
  if (s < 0) return base_;
  if (s >= auction) return close_;
  s = std::min(s, continuous - 1);
  s -= s % step_;
  struct Leg {
    int from, to;
    std::int64_t start, end;
  };
  const Leg leg = s < first_turn_    ? Leg{0, first_turn_, open_, first_price_}
                  : s < second_turn_ ? Leg{first_turn_, second_turn_, first_price_, second_price_}
                                     : Leg{second_turn_, continuous, second_price_, close_};
  const double x = static_cast<double>(s - leg.from) / (leg.to - leg.from);
  const double straight = static_cast<double>(leg.start) + static_cast<double>(leg.end - leg.start) * x;
  // The noise fades towards both ends of a leg, so that the path meets its fixed points exactly.
  const double fade = std::min(1.0, std::min(s - leg.from, leg.to - s) / 300.0);
  const double t = s * speed_ + static_cast<double>(day_number(date_) % 4096) * 86'400;
  const double noise = 0.5 * smooth(channel(key_, ripple, 0), t / 900) +
                       0.3 * smooth(channel(key_, ripple, 1), t / 150) +
                       0.2 * smooth(channel(key_, ripple, 2), t / 20);
  const double price = straight + static_cast<double>(base_) * 0.006 * fade * noise;
  return std::clamp(round_to_tick(std::max(price, 1.0), fund_), low_, high_);
}

std::int64_t TradingDay::volume_at(int second_of_day) const {
  return static_cast<std::int64_t>(static_cast<double>(volume_) * volume_share(second_of_day - session_open));
}

std::int64_t TradingDay::value_at(int second_of_day, std::int64_t low, std::int64_t high) const {
  // The average price walks from the opening to the middle of opening and close: slowly enough that the
  // traded value never falls while the volume grows.
  const double x = std::clamp(static_cast<double>(second_of_day - session_open + 1) / continuous, 0.0, 1.0);
  const double average = static_cast<double>(open_) + static_cast<double>(close_ - open_) * x / 2;
  return static_cast<std::int64_t>(static_cast<double>(volume_at(second_of_day)) *
                                   std::clamp(average, static_cast<double>(low), static_cast<double>(high)));
}

Candle TradingDay::candle() const {
  return {date_, open_, high_, low_, close_, volume_, value_at(session_close, low_, high_)};
}

Candle TradingDay::candle_at(int second_of_day) const {
  if (second_of_day < session_open) return {date_, base_, base_, base_, base_, 0, 0};
  if (second_of_day >= session_close) return candle();
  std::int64_t low = open_, high = open_;
  const int end = std::min(second_of_day, continuous_end - 1);
  for (int s = session_open; s <= end; s += step_) {
    const auto price = price_at(s);
    low = std::min(low, price);
    high = std::max(high, price);
  }
  return {date_,
          open_,
          high,
          low,
          price_at(second_of_day),
          volume_at(second_of_day),
          value_at(second_of_day, low, high)};
}

Candle TradingDay::bar(int from, int to, int now_second) const {
  Candle bar{date_, price_at(from), 0, 0, 0, 0, 0};
  bar.high = bar.low = bar.close = bar.open;
  const int last = std::min(to - 1, now_second);
  for (int s = from; s <= last; s += step_) {
    const auto price = price_at(s);
    bar.high = std::max(bar.high, price);
    bar.low = std::min(bar.low, price);
    bar.close = price;
  }
  // A bar holds what was traded up to and including its last second; the opening auction is in the first.
  const auto before = from <= session_open ? 0 : volume_at(from - 1);
  bar.volume = std::max<std::int64_t>(volume_at(last) - before, 0);
  return bar;
}

}  // namespace kbroker::sim
