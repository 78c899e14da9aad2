// What an account tells beyond its balance: orders, buying power, realised profit. Money in won.
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

/// An order and what has become of it so far.
struct OrderRecord {
  std::string number, original_number;  ///< the latter of a changed or cancelled order, else empty
  std::string code, name;
  Side side = Side::buy;
  std::string kind;  ///< as the broker words it: "지정가"
  Decimal quantity, filled, remaining, cancelled, rejected;
  std::optional<Decimal> price;  ///< absent for orders without one
  std::optional<Decimal> average_fill_price, filled_amount;
  WallTime time;

  OrderRecord() = default;
  bool open() const { return remaining > Decimal(); }
};

/// Which orders: those given on the days of a range.
struct OrdersRequest {
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

struct BuyingPower {
  std::string code;
  Decimal cash;                                     ///< that orders may use
  std::optional<Decimal> amount, quantity;          ///< of that instrument, without credit
  std::optional<Decimal> price;                     ///< that the quantity was computed with
  std::optional<Decimal> max_amount, max_quantity;  ///< with unsettled credit
  WallTime time;
  boost::json::object raw;

  BuyingPower() = default;
};

/// Shares sold on a day, and what came of it.
struct RealizedTrade {
  Date date{};
  std::string code, name;
  Decimal quantity, bought, sold, profit;  ///< `bought`: what the shares had cost
  std::optional<Decimal> profit_rate, fees, taxes;

  RealizedTrade() = default;
};

/// Newest first.
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

}  // namespace kbroker::broker
