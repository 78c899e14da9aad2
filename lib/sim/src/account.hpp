// The one account of the simulated brokers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange.hpp"
#include "kbroker/base/decimal.hpp"

namespace kbroker::sim {

struct Holding {
  std::string code;
  std::int64_t quantity = 0;
  std::int64_t cost = 0;  ///< won paid for all of it
};

/// A holding at today's price.
struct Position {
  Instrument instrument;
  std::int64_t quantity = 0, cost = 0, price = 0, base = 0;

  std::int64_t value() const { return price * quantity; }
  std::int64_t profit() const { return value() - cost; }
  /// Percent of the cost.
  Decimal profit_rate() const;
  /// Won a share with four decimals.
  Decimal average_cost() const;
};

struct Valuation {
  std::vector<Position> positions;
  std::int64_t cash = 0;
  std::int64_t cost = 0, value = 0, value_yesterday = 0;

  std::int64_t profit() const { return value - cost; }
  std::int64_t assets() const { return value + cash; }
};

class Account {
 public:
  /// Holdings that are not listed are left out.
  Account(const Exchange& exchange, std::int64_t cash, std::vector<Holding> holdings);
  /// What demo mode shows: a few well-known shares and funds.
  static std::vector<Holding> demo_holdings();
  static constexpr std::int64_t demo_cash = 5'120'340;

  Valuation valuation(WallTime now) const;
  std::int64_t cash() const { return cash_; }
  /// What is held, in the order of the list.
  std::vector<Instrument> instruments() const;

 private:
  struct Entry {
    Instrument instrument;
    std::int64_t quantity = 0, cost = 0;
  };
  const Exchange& exchange_;
  std::int64_t cash_;
  std::vector<Entry> entries_;
};

/// Percent of `base` with `scale` decimals; 0 when there is no base.
Decimal percent(std::int64_t part, std::int64_t base, int scale = 2);

}  // namespace kbroker::sim
