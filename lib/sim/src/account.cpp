// The one account of the simulated brokers.
#include "account.hpp"

namespace kbroker::sim {

Decimal percent(std::int64_t part, std::int64_t base, int scale) {
  if (base == 0) return Decimal(0, scale);
  return Decimal::divide(Decimal(part * 100), Decimal(base), scale);
}

Decimal Position::profit_rate() const {
  return percent(profit(), cost);
}
Decimal Position::average_cost() const {
  return Decimal::divide(Decimal(cost), Decimal(quantity), 4);
}

Account::Account(const Exchange& exchange, std::int64_t cash, std::vector<Holding> holdings)
    : exchange_(exchange), cash_(cash) {
  for (const auto& holding : holdings)
    if (const auto instrument = exchange.find(holding.code); instrument && holding.quantity > 0)
      entries_.push_back({*instrument, holding.quantity, holding.cost});
}

std::vector<Holding> Account::demo_holdings() {
  return {{"005930", 120, 8'550'100},
          {"000660", 15, 2'745'000},
          {"035720", 60, 3'018'000},
          {"069500", 100, 3'412'500},
          {"247540", 12, 2'262'000}};
}

std::vector<Instrument> Account::instruments() const {
  std::vector<Instrument> held;
  held.reserve(entries_.size());
  for (const auto& entry : entries_) held.push_back(entry.instrument);
  return held;
}

Valuation Account::valuation(WallTime now) const {
  Valuation valuation;
  valuation.cash = cash_;
  for (const auto& entry : entries_) {
    const auto quote = exchange_.quote(entry.instrument, now);
    const Position position{entry.instrument, entry.quantity, entry.cost, quote.price(), quote.base};
    valuation.cost += position.cost;
    valuation.value += position.value();
    valuation.value_yesterday += position.base * position.quantity;
    valuation.positions.push_back(position);
  }
  return valuation;
}

}  // namespace kbroker::sim
