// KIS bodies about exchange bonds. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
// Source: the API list (state of November 2026), category domestic_bond.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/market_data.hpp"

namespace kbroker::kis {

/// inquire-price. KIS answers an unknown code with zeros: `unknown_symbol`.
Result<broker::Quote> decode_bond_quote(const boost::json::object& body, const std::string& code,
                                        WallTime now);
/// search-bond-info.
Result<broker::StockInfo> decode_bond_info(const boost::json::object& body, const std::string& code,
                                           WallTime now);
/// inquire-asking-price: five levels.
Result<broker::OrderBook> decode_bond_order_book(const boost::json::object& body, const std::string& code,
                                                 WallTime now);
/// inquire-daily-itemchartprice, newest first.
Result<std::vector<broker::Candle>> decode_bond_chart(const boost::json::object& body,
                                                      const std::string& code, WallTime now);
/// inquire-balance, page by page. KIS tells what the bonds had cost, not what they are worth.
Result<void> add_bond_positions(broker::Positions& positions, const boost::json::object& body);
/// inquire-daily-ccld, page by page.
Result<void> add_bond_orders(broker::OrderList& list, const boost::json::object& body,
                             const broker::OrdersRequest& request);

}  // namespace kbroker::kis
