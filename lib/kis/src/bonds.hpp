// Prices, charts and facts of exchange bonds, and those the account holds. Nothing of it is on paper.
#pragma once

#include "access.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/market_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::kis {

/// `code` by its twelve characters: "KR103502GA34". Prices are for 10,000 won of face value.
broker::Reply<broker::Quote> bond_quote(const Access& access, std::string code, broker::CallOptions options);
broker::Reply<broker::StockInfo> bond_info(const Access& access, std::string code,
                                           broker::CallOptions options);
broker::Reply<broker::OrderBook> bond_order_book(const Access& access, std::string code,
                                                 broker::CallOptions options);
/// Days, as many as KIS gives (one page).
broker::Reply<broker::History> bond_history(const Access& access, broker::HistoryRequest request,
                                            broker::CallOptions options);
broker::Reply<broker::Positions> bond_positions(const Access& access, broker::CallOptions options);
broker::Reply<broker::OrderList> bond_orders(const Access& access, broker::OrdersRequest request,
                                             broker::CallOptions options);

}  // namespace kbroker::kis
