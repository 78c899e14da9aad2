// A listed instrument as the simulated exchange sees it.
#pragma once

#include <cstdint>

#include "kbroker/base/decimal.hpp"
#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::sim {

struct Instrument {
  const catalog::Symbol* symbol = nullptr;
  /// Different for every seed and code.
  std::uint64_t key = 0;
  /// The price that the walk stays near, won.
  std::int64_t anchor_price = 0;
  std::int64_t listed_shares = 0;
  /// ETF, ETN, ELW: other ticks, no earnings.
  bool fund = false;
  int band_percent = 30;
};

/// Invented, the same for ever for a seed and code.
struct Fundamentals {
  std::int64_t earnings_per_share = 0, book_per_share = 0;  ///< won; zero for funds
  Decimal foreign_rate;                                     ///< percent of what foreigners may hold
};
Fundamentals fundamentals(const Instrument& instrument);

Instrument make_instrument(const catalog::Symbol& symbol, std::uint64_t seed);

}  // namespace kbroker::sim
