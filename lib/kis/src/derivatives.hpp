// Prices and charts of futures, options and ELW, and the account of futures and options.
#pragma once

#include "access.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/market_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::kis {

/// `code` of a future or an option of the day session: "101W09", "A01609", "201W09300". Prices in points or
/// won, as the contract is quoted.
broker::Reply<broker::Quote> derivative_quote(const Access& access, std::string code,
                                              broker::CallOptions options);
/// What the price answer tells: the name and what kind it is.
broker::Reply<broker::StockInfo> derivative_info(const Access& access, std::string code,
                                                 broker::CallOptions options);
broker::Reply<broker::OrderBook> derivative_order_book(const Access& access, std::string code,
                                                       broker::CallOptions options);
/// Days, weeks, months and years.
broker::Reply<broker::History> derivative_history(const Access& access, broker::HistoryRequest request,
                                                  broker::CallOptions options);
broker::Reply<broker::Positions> derivative_positions(const Access& access, broker::CallOptions options);
broker::Reply<broker::OrderList> derivative_orders(const Access& access, broker::OrdersRequest request,
                                                   broker::CallOptions options);

broker::Reply<broker::StockInfo> elw_info(const Access& access, std::string code,
                                          broker::CallOptions options);
broker::Reply<broker::Quote> elw_quote(const Access& access, std::string code, broker::CallOptions options);

}  // namespace kbroker::kis
