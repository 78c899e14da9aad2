// The deterministic market: what an instrument's price and volume are at a moment.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "instrument.hpp"
#include "kbroker/base/clock.hpp"
#include "trading_day.hpp"

namespace kbroker::sim {

/// Whose volume is meant. Prices are the same everywhere; KRX alone sees about 58 % of the volume of both.
enum class Venue { krx, nxt, combined };
std::int64_t venue_share(std::int64_t amount, Venue venue);

/// An instrument at a moment.
struct Quote {
  Candle today;           ///< the latest session so far; its close is the price
  Candle yesterday;       ///< its close is the base price
  std::int64_t base = 0;  ///< close of the session before
  PriceBand band;
  std::int64_t average = 0;  ///< volume-weighted average price in hundredths of a won

  std::int64_t price() const { return today.close; }
  std::int64_t change() const { return today.close - base; }
};

struct BookLevel {
  std::int64_t price = 0, size = 0;
};
/// Best first; levels outside the price band are zero.
struct OrderBook {
  std::array<BookLevel, 10> asks, bids;
  std::int64_t total_ask = 0, total_bid = 0;
};

/// Immutable after construction: any thread may call every function. Two exchanges with the same seed, speed
/// and master give the same figures for the same moment.
class Exchange {
 public:
  Exchange(std::uint64_t seed, double speed, std::shared_ptr<const catalog::SymbolMaster> master);

  std::uint64_t seed() const { return seed_; }
  /// Nothing for a code that is not listed.
  std::optional<Instrument> find(std::string_view code) const;
  /// Instruments known by name, for listings: those of the shipped master file that `master` also has.
  const std::vector<Instrument>& listed() const { return listed_; }
  Quote quote(const Instrument& instrument, WallTime now, Venue venue = Venue::krx) const;
  OrderBook order_book(const Instrument& instrument, WallTime now) const;
  TradingDay day(const Instrument& instrument, Date date) const { return {instrument, date, speed_}; }

 private:
  std::uint64_t seed_;
  double speed_;
  std::shared_ptr<const catalog::SymbolMaster> master_;
  std::vector<Instrument> listed_;
};

}  // namespace kbroker::sim
