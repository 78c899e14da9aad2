// What Kiwoom tells of the account beyond its balance.
#pragma once

#include "kbroker/broker/account_reads.hpp"
#include "kbroker/broker/endpoints.hpp"

namespace kbroker::kiwoom {

/// Domestic shares only: the other sections answer `not_configured`.
class KiwoomAccountReads final : public broker::AccountReads {
 public:
  KiwoomAccountReads(const broker::Endpoints& endpoints, std::size_t max_pages)
      : endpoints_(endpoints), max_pages_(max_pages) {}

  /// Kiwoom lists the orders of one day a call: of a long range the newest days are read.
  broker::Reply<broker::OrderList> orders(broker::OrdersRequest request,
                                          broker::CallOptions options) override;
  /// Without a price at the price now: Kiwoom computes the quantity only with one.
  broker::Reply<broker::BuyingPower> buying_power(broker::BuyingPowerRequest request,
                                                  broker::CallOptions options) override;
  broker::Reply<broker::RealizedProfit> realized_profit(broker::Section section, Date from, Date to,
                                                        broker::CallOptions options) override;

 private:
  const broker::Endpoints& endpoints_;
  const std::size_t max_pages_;
};

}  // namespace kbroker::kiwoom
