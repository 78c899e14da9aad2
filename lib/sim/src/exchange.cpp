// The deterministic market: what an instrument's price and volume are at a moment.
#include "exchange.hpp"

#include <algorithm>
#include <utility>

#include "noise.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {

std::int64_t venue_share(std::int64_t amount, Venue venue) {
  const auto nxt = amount / 100 * 72 + amount % 100 * 72 / 100;
  if (venue == Venue::krx) return amount;
  return venue == Venue::nxt ? nxt : amount + nxt;
}

Exchange::Exchange(std::uint64_t seed, double speed, std::shared_ptr<const catalog::SymbolMaster> master)
    : seed_(seed), speed_(speed), master_(std::move(master)) {
  for (const auto market : {catalog::Market::kospi, catalog::Market::kosdaq, catalog::Market::konex}) {
    const auto parsed = catalog::parse_master(market, catalog::sample_master_file(market));
    if (!parsed) continue;
    for (const auto& symbol : parsed->symbols)
      if (const auto found = find(symbol.code)) listed_.push_back(*found);
  }
}

std::optional<Instrument> Exchange::find(std::string_view code) const {
  const auto* symbol = master_->find(code);
  if (symbol == nullptr) return std::nullopt;
  return make_instrument(*symbol, seed_);
}

Quote Exchange::quote(const Instrument& instrument, WallTime now, Venue venue) const {
  const Date date = session_day(now);
  const TradingDay session = day(instrument, date);
  Quote quote;
  quote.today = session.candle_at(seconds_into(date, now));
  quote.yesterday = day(instrument, previous_trading_day(date)).candle();
  quote.base = session.base_price();
  quote.band = session.band();
  quote.average = quote.today.volume == 0
                      ? quote.base * 100
                      : static_cast<std::int64_t>(static_cast<double>(quote.today.value) * 100 /
                                                  static_cast<double>(quote.today.volume));
  for (auto* candle : {&quote.today, &quote.yesterday}) {
    candle->volume = venue_share(candle->volume, venue);
    candle->value = venue_share(candle->value, venue);
  }
  return quote;
}

OrderBook Exchange::order_book(const Instrument& instrument, WallTime now) const {
  const Date date = session_day(now);
  const TradingDay session = day(instrument, date);
  const int second = std::min(seconds_into(date, now), session_close);
  const auto price = session.price_at(second);
  const auto band = session.band();
  const bool fund = instrument.fund;
  const std::int64_t moment = static_cast<std::int64_t>(static_cast<unsigned>(date.day())) * 100'000 + second;
  const auto size = [&](int level, int side) {
    return 1 + static_cast<std::int64_t>(
                   static_cast<double>(instrument.listed_shares) * 4e-6 * (level + 1) *
                   (0.3 + unit(mix(instrument.key ^ static_cast<std::uint64_t>(level * 2 + side)), moment)));
  };
  // The last trade was at the best ask or at the best bid.
  const bool at_ask = unit(mix(instrument.key ^ 99), moment) < 0.5;
  OrderBook book;
  std::int64_t ask = at_ask ? price : tick_above(price, fund);
  std::int64_t bid = at_ask ? tick_below(price, fund) : price;
  for (std::size_t level = 0; level < 10; ++level) {
    if (ask <= band.upper) book.asks[level] = {ask, size(static_cast<int>(level), 0)};
    if (bid >= band.lower) book.bids[level] = {bid, size(static_cast<int>(level), 1)};
    book.total_ask += book.asks[level].size;
    book.total_bid += book.bids[level].size;
    ask = tick_above(ask, fund);
    bid = tick_below(bid, fund);
  }
  return book;
}

}  // namespace kbroker::sim
