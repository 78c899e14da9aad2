// What KIS tells of the account beyond its balance.
#pragma once

#include "access.hpp"
#include "kbroker/broker/account_reads.hpp"

namespace kbroker::kis {

class KisAccountReads final : public broker::AccountReads {
 public:
  explicit KisAccountReads(const Access& access) : access_(access) {}

  broker::Reply<broker::Positions> positions(broker::Section section, broker::CallOptions options) override;
  broker::Reply<broker::OrderList> orders(broker::OrdersRequest request,
                                          broker::CallOptions options) override;
  broker::Reply<broker::BuyingPower> buying_power(broker::BuyingPowerRequest request,
                                                  broker::CallOptions options) override;
  broker::Reply<broker::RealizedProfit> realized_profit(broker::Section section, Date from, Date to,
                                                        broker::CallOptions options) override;

 private:
  const Access& access_;
};

}  // namespace kbroker::kis
