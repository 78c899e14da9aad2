// The indices of the simulated exchange: the value of the listed shares against their anchor prices.
#pragma once

#include <optional>
#include <string_view>

#include "exchange.hpp"
#include "kbroker/base/decimal.hpp"

namespace kbroker::sim {

/// Points with two decimals.
struct IndexDay {
  Date date{};
  Decimal open, high, low, close, previous_close;
  std::int64_t volume = 0;  ///< shares
  std::int64_t value = 0;   ///< won
  int advancing = 0, unchanged = 0, declining = 0;
};

/// By sector code: "0001" KOSPI, "1001" KOSDAQ, "2001" KOSPI200, "0013" electronics and others of theirs;
/// nothing for codes that are not listed.
class MarketIndex {
 public:
  static std::optional<MarketIndex> find(std::string_view code);

  std::string_view name() const { return name_; }
  bool holds(const Instrument& instrument) const;
  /// The session so far.
  IndexDay now(const Exchange& exchange, WallTime now) const;
  /// A day that is over.
  IndexDay on(const Exchange& exchange, Date date) const;

 private:
  MarketIndex(std::string_view name, catalog::Market market, std::int64_t level, bool sector = false)
      : name_(name), market_(market), level_(level), sector_(sector) {}
  template <class DayOf>
  IndexDay sum(const Exchange& exchange, Date date, DayOf day_of) const;

  std::string_view name_;
  catalog::Market market_;
  std::int64_t level_;  ///< points when every price is at its anchor
  bool sector_;         ///< only shares of the sector of its name
};

}  // namespace kbroker::sim
