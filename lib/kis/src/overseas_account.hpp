// The account on overseas exchanges: holdings with their currencies, orders, buying power, profit.
#pragma once

#include "access.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::kis {

broker::Reply<broker::Positions> overseas_positions(const Access& access, broker::CallOptions options);
/// Orders whose Korean day is in the range.
broker::Reply<broker::OrderList> overseas_orders(const Access& access, broker::OrdersRequest request,
                                                 broker::CallOptions options);
/// Without a price at the price now: KIS computes the quantity only with one. The larger figures count won
/// that would be exchanged.
broker::Reply<broker::BuyingPower> overseas_buying_power(const Access& access,
                                                         broker::BuyingPowerRequest request,
                                                         broker::CallOptions options);
/// Trades in their currencies, totals in won.
broker::Reply<broker::RealizedProfit> overseas_profit(const Access& access, Date from, Date to,
                                                      broker::CallOptions options);

}  // namespace kbroker::kis
