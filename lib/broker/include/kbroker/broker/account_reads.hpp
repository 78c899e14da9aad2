// Reads of the account that a broker may offer.
#pragma once

#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::broker {

/// Every function answers `not_configured` until a broker overrides it. Any thread may call every function.
class AccountReads {
 public:
  virtual ~AccountReads() = default;
  virtual Reply<OrderList> orders(OrdersRequest request, CallOptions options);
  virtual Reply<BuyingPower> buying_power(BuyingPowerRequest request, CallOptions options);
  virtual Reply<RealizedProfit> realized_profit(Date from, Date to, CallOptions options);
};

}  // namespace kbroker::broker
