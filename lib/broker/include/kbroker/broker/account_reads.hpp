// Reads of the account that a broker may offer.
#pragma once

#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::broker {

/// Every function answers `not_configured` until a broker overrides it. Any thread may call every function.
class AccountReads {
 public:
  virtual ~AccountReads() = default;
  /// Of every section but the domestic one, which Broker::account() tells.
  virtual Reply<Positions> positions(Section section, CallOptions options);
  virtual Reply<OrderList> orders(OrdersRequest request, CallOptions options);
  virtual Reply<BuyingPower> buying_power(BuyingPowerRequest request, CallOptions options);
  virtual Reply<RealizedProfit> realized_profit(Section section, Date from, Date to, CallOptions options);
};

}  // namespace kbroker::broker
