// What an account tells beyond its balance: other holdings, orders, buying power, realised profit.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "kbroker/broker/domain.hpp"

namespace kbroker::broker {

enum class Side { buy, sell };
/// "buy", "sell".
std::string_view to_string(Side side) noexcept;

/// The parts of an account that brokers keep in books of their own.
enum class Section { domestic, overseas, bonds, derivatives };
/// "domestic", "overseas", "bonds", "derivatives".
std::string_view to_string(Section section) noexcept;

/// What the account has in one currency.
struct CurrencyTotal {
  std::string currency;
  std::optional<Decimal> cash, orderable;
  std::optional<Decimal> cost, value, profit_loss;  ///< of the holdings
  std::optional<Decimal> rate;                      ///< as the broker quotes it, in won

  CurrencyTotal() = default;
};

/// What one section holds. `value`, `cost`, `profit_loss`, `cash` are in won, where the broker converts.
struct Positions {
  Section section = Section::overseas;
  std::vector<Holding> holdings;
  std::vector<CurrencyTotal> currencies;
  std::optional<Decimal> value, cost, profit_loss, cash;
  WallTime time;
  boost::json::object raw;

  Positions() = default;
};

/// An order and what has become of it so far. Money in `currency`.
struct OrderRecord {
  std::string number, original_number;  ///< the latter of a changed or cancelled order, else empty
  std::string code, name;
  std::string currency = "KRW";
  Side side = Side::buy;
  std::string kind;  ///< as the broker words it: "지정가"
  Decimal quantity, filled, remaining, cancelled, rejected;
  std::optional<Decimal> price;  ///< absent for orders without one
  std::optional<Decimal> average_fill_price, filled_amount;
  WallTime time;

  OrderRecord() = default;
  bool open() const { return remaining > Decimal(); }
};

/// Which orders: those given on the days of a range (Korean days).
struct OrdersRequest {
  Section section = Section::domestic;
  Date from{}, to{};  ///< inclusive
  /// Only orders that have been filled, wholly or in part.
  bool filled = false;

  OrdersRequest() = default;
};

/// Newest first.
struct OrderList {
  std::vector<OrderRecord> orders;
  /// True when the broker has more than the page cap allowed.
  bool more = false;
  WallTime time;
  boost::json::array raw;

  OrderList() = default;
};

struct BuyingPowerRequest {
  std::string code;              ///< empty: cash alone
  std::optional<Decimal> price;  ///< absent: at the market

  BuyingPowerRequest() = default;
};

/// Money in `currency`.
struct BuyingPower {
  std::string code;
  std::string currency = "KRW";
  Decimal cash;                             ///< that orders may use
  std::optional<Decimal> amount, quantity;  ///< of that instrument, without credit
  std::optional<Decimal> price;             ///< that the quantity was computed with
  /// With unsettled credit; overseas: with won that would be exchanged.
  std::optional<Decimal> max_amount, max_quantity;
  WallTime time;
  boost::json::object raw;

  BuyingPower() = default;
};

/// Shares sold on a day, and what came of it. Money in `currency`.
struct RealizedTrade {
  Date date{};
  std::string code, name;
  std::string currency = "KRW";
  Decimal quantity, bought, sold, profit;  ///< `bought`: what the shares had cost
  std::optional<Decimal> profit_rate, fees, taxes;

  RealizedTrade() = default;
};

/// Newest first. Totals in won.
struct RealizedProfit {
  Date from{}, to{};
  std::vector<RealizedTrade> trades;
  Decimal profit;
  std::optional<Decimal> profit_rate, fees, taxes;
  /// True when the broker has more trades than the page cap allowed; the totals are of all.
  bool more = false;
  WallTime time;
  boost::json::object raw;

  RealizedProfit() = default;
};

/// By keys that tell any two entries apart.
void sort_newest_first(std::vector<OrderRecord>& orders);
void sort_newest_first(std::vector<RealizedTrade>& trades);

}  // namespace kbroker::broker
