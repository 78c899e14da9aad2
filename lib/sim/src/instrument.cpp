// A listed instrument as the simulated exchange sees it.
#include "instrument.hpp"

#include <algorithm>

#include "noise.hpp"
#include "price_grid.hpp"

namespace kbroker::sim {

Instrument make_instrument(const catalog::Symbol& symbol, std::uint64_t seed) {
  Instrument made;
  made.symbol = &symbol;
  made.key = key_of(seed, symbol.code);
  made.fund = symbol.kind == "EF" || symbol.kind == "EN" || symbol.kind == "EW";
  made.band_percent = symbol.market == catalog::Market::konex ? 15 : 30;
  // A master line may lack the price; an invented one is still the same for every seed.
  const auto shape = key_of(0, symbol.code);
  made.anchor_price = symbol.base_price > 0 ? std::max<std::int64_t>(symbol.base_price, 500)
                                            : round_to_tick(5'000 + 95'000 * unit(shape, 1), made.fund);
  made.listed_shares =
      symbol.market_cap_100m > 0
          ? std::max<std::int64_t>(symbol.market_cap_100m * 100'000'000 / made.anchor_price, 100'000)
          : 10'000'000 + static_cast<std::int64_t>(90'000'000 * unit(shape, 2));
  return made;
}

Fundamentals fundamentals(const Instrument& instrument) {
  const auto anchor = static_cast<double>(instrument.anchor_price);
  Fundamentals invented;
  if (!instrument.fund) {
    invented.earnings_per_share = static_cast<std::int64_t>(anchor / (8 + 22 * unit(instrument.key, 11)));
    invented.book_per_share = static_cast<std::int64_t>(anchor / (0.5 + 2 * unit(instrument.key, 12)));
  }
  invented.foreign_rate = Decimal(static_cast<std::int64_t>(6000 * unit(instrument.key, 13)), 2);
  return invented;
}

}  // namespace kbroker::sim
