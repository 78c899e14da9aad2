// The price steps of KRX and the daily price band.
#pragma once

#include <cstdint>

namespace kbroker::sim {

/// Won, in force since January 2023. Funds (ETF, ETN, ELW): 1 won below 2,000 won, otherwise 5.
constexpr std::int64_t tick_size(std::int64_t price, bool fund) {
  if (price < 2'000) return 1;
  if (price < 5'000 || fund) return 5;
  if (price < 20'000) return 10;
  if (price < 50'000) return 50;
  if (price < 200'000) return 100;
  if (price < 500'000) return 500;
  return 1'000;
}

constexpr std::int64_t floor_to_tick(std::int64_t price, bool fund) {
  return price - price % tick_size(price, fund);
}

constexpr std::int64_t ceil_to_tick(std::int64_t price, bool fund) {
  const auto tick = tick_size(price, fund);
  return (price + tick - 1) / tick * tick;
}

constexpr std::int64_t round_to_tick(double price, bool fund) {
  const auto whole = static_cast<std::int64_t>(price);
  const auto tick = tick_size(whole, fund);
  return (whole + tick / 2) / tick * tick;
}

/// The next price above on the grid.
constexpr std::int64_t tick_above(std::int64_t price, bool fund) {
  return price + tick_size(price, fund);
}
/// The next price below on the grid: just under a step change the finer tick holds.
constexpr std::int64_t tick_below(std::int64_t price, bool fund) {
  return floor_to_tick(price - 1, fund);
}

struct PriceBand {
  std::int64_t lower = 0, upper = 0;
};
/// 30 % either way, 15 % on KONEX, inside the grid.
constexpr PriceBand price_band(std::int64_t base, int percent, bool fund) {
  return {ceil_to_tick(base - base * percent / 100, fund), floor_to_tick(base + base * percent / 100, fund)};
}

}  // namespace kbroker::sim
