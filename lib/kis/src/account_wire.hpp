// KIS bodies into account data. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/account_data.hpp"

namespace kbroker::kis {

/// An account must never seem empty by mistake: an answer without its lists is this failure.
Error incomplete(std::string_view what);

/// Number, number of the order it changes or takes back, and side: alike in every list of orders.
broker::OrderRecord order_head(const boost::json::object& row);

/// What of an order is neither filled nor open nor refused.
Decimal unaccounted(const broker::OrderRecord& order);

/// inquire-daily-ccld, page by page: orders gather. Fails without the list: orders must never seem to be
/// none by mistake.
Result<void> add_orders(broker::OrderList& list, const boost::json::object& body);

/// inquire-psbl-order. Fails without the cash.
Result<broker::BuyingPower> decode_buying_power(const boost::json::object& body, std::string_view code,
                                                WallTime now);

/// inquire-period-trade-profit, page by page: trades gather, totals are of the whole period. Fails without
/// either.
Result<void> add_realized_trades(broker::RealizedProfit& profit, const boost::json::object& body);

}  // namespace kbroker::kis
