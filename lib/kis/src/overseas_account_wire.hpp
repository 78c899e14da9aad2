// KIS bodies into the account on overseas exchanges. Pure: `body` is what read_envelope() gave, `now` the
// moment it arrived. Source: kis.md section 8 and the API list (state of November 2026).
#pragma once

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/overseas.hpp"

namespace kbroker::kis {

/// inquire-present-balance in foreign currency, page by page: holdings gather, totals are of all. Fails
/// without its lists: holdings must never seem to be none by mistake.
Result<void> add_overseas_positions(broker::Positions& positions, const boost::json::object& body);

/// inquire-ccnl, page by page: orders gather. KIS lists by days of the exchange; orders of other Korean days
/// than the request's, and orders without a fill where only filled ones are wanted, are left out. Fails
/// without the list.
Result<void> add_overseas_orders(broker::OrderList& list, const boost::json::object& body,
                                 const broker::OrdersRequest& request);

/// inquire-psamount. Fails without the amount.
Result<broker::BuyingPower> decode_overseas_buying_power(const boost::json::object& body,
                                                         const broker::OverseasCode& code, WallTime now);

/// inquire-period-profit in foreign currency, page by page: trades gather. Fails without the list.
Result<void> add_overseas_trades(broker::RealizedProfit& profit, const boost::json::object& body);
/// Totals of inquire-period-profit in won. Fails without the profit.
Result<void> read_overseas_totals(broker::RealizedProfit& profit, const boost::json::object& body);

}  // namespace kbroker::kis
