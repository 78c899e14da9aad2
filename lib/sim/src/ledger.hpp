// The orders of the simulated account: what it bought and sold, and what waits today.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "account.hpp"

namespace kbroker::sim {

struct LedgerOrder {
  std::int64_t number = 0;
  Instrument instrument;
  Date date{};
  int second = 0;  ///< of the day
  bool buy = true;
  std::int64_t quantity = 0, price = 0;
  std::int64_t filled = 0, fill_price = 0, cancelled = 0;

  std::int64_t remaining() const { return quantity - filled - cancelled; }
};

/// Shares bought and sold again on one day, in won.
struct LedgerTrade {
  Instrument instrument;
  Date date{};
  std::int64_t quantity = 0, bought = 0, sold = 0, fee = 0, tax = 0;

  std::int64_t profit() const { return sold - bought - fee - tax; }
};

/// Follows from the instruments of the account and the market alone. On the second trading day of every week
/// it trades one of its instruments for a day, at that day's prices, so that what it holds stays as it is. In
/// the morning of every trading day it bids for its first instrument far below the market; what is left is
/// cancelled at the close.
class Ledger {
 public:
  Ledger(const Exchange& exchange, std::vector<Instrument> instruments)
      : exchange_(exchange), instruments_(std::move(instruments)) {}

  /// Of these days up to now, newest first.
  std::vector<LedgerOrder> orders(Date from, Date to, WallTime now) const;
  std::vector<LedgerTrade> trades(Date from, Date to, WallTime now) const;
  /// Won that waiting orders hold back.
  std::int64_t reserved(WallTime now) const;

 private:
  /// The trade of a day that is over; nothing on most days.
  std::optional<LedgerTrade> trade_of(Date date, WallTime now) const;
  std::optional<LedgerOrder> bid_of(Date date, WallTime now) const;

  const Exchange& exchange_;
  std::vector<Instrument> instruments_;
};

}  // namespace kbroker::sim
