// KIS bodies about futures, options and ELW. Pure: `body` is what read_envelope() gave, `now` the moment it
// arrived. Source: the API list (state of November 2026), categories domestic_futureoption and elw.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "chart_wire.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/market_data.hpp"

namespace kbroker::kis {

/// inquire-price. KIS answers an unknown code with zeros: `unknown_symbol`.
Result<broker::Quote> decode_derivative_quote(const boost::json::object& body, const std::string& code,
                                              WallTime now);
/// inquire-asking-price: five levels.
Result<broker::OrderBook> decode_derivative_order_book(const boost::json::object& body,
                                                       const std::string& code, WallTime now);
/// inquire-daily-fuopchartprice.
Result<ChartPage> decode_derivative_page(const boost::json::object& body, broker::Interval interval,
                                         broker::Basis basis, WallTime now);
/// inquire-balance, page by page.
Result<void> add_derivative_positions(broker::Positions& positions, const boost::json::object& body);
/// inquire-ccnl, page by page.
Result<void> add_derivative_orders(broker::OrderList& list, const boost::json::object& body);
/// inquire-elw-price, read for standing facts and for the price.
Result<broker::StockInfo> decode_elw_info(const boost::json::object& body, const std::string& code,
                                          WallTime now);
Result<broker::Quote> decode_elw_quote(const boost::json::object& body, const std::string& code,
                                       WallTime now);

}  // namespace kbroker::kis
