// Kiwoom bodies into account data. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
// Source: kiwoom.md and the API list (state of November 2026).
#pragma once

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/account_data.hpp"

namespace kbroker::kiwoom {

/// kt00007 of one day, page by page: orders gather. Fails without the list: orders must never seem to be none
/// by mistake.
Result<void> add_orders(broker::OrderList& list, const boost::json::object& body, Date day);

/// kt00001: the cash that orders may use. Fails without it.
Result<broker::BuyingPower> decode_orderable_cash(const boost::json::object& body, WallTime now);
/// kt00010: without credit, and at the margin rate of 20 percent. Fails without the cash.
Result<broker::BuyingPower> decode_buying_power(const boost::json::object& body, WallTime now);

/// ka10074: totals of the period. Fails without the profit.
Result<void> read_realized_totals(broker::RealizedProfit& profit, const boost::json::object& body);
/// ka10073, page by page: trades gather. Fails without the list.
Result<void> add_realized_trades(broker::RealizedProfit& profit, const boost::json::object& body);

}  // namespace kbroker::kiwoom
