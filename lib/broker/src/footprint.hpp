// Roughly how many bytes a value occupies, for the cache's bound.
#pragma once

#include <vector>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/account_data.hpp"
#include "kbroker/broker/api_request.hpp"
#include "kbroker/broker/market_data.hpp"

namespace kbroker::broker {

std::size_t footprint(const Quote& quote);
std::size_t footprint(const StockInfo& info);
std::size_t footprint(const History& history);
std::size_t footprint(const Account& account);
std::size_t footprint(const QuoteList& list);
std::size_t footprint(const OrderBook& book);
std::size_t footprint(const MarketIndex& index);
std::size_t footprint(const InvestorFlow& flow);
std::size_t footprint(const Ranking& ranking);
std::size_t footprint(const Positions& positions);
std::size_t footprint(const OrderList& list);
std::size_t footprint(const BuyingPower& power);
std::size_t footprint(const RealizedProfit& profit);
std::size_t footprint(const std::vector<CalendarDay>& days);
std::size_t footprint(const ApiAnswer& answer);
std::size_t footprint(const Error& error);
std::size_t footprint(const boost::json::object& object);

}  // namespace kbroker::broker
