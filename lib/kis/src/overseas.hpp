// Prices, facts and charts of overseas instruments.
#pragma once

#include <string>

#include "access.hpp"
#include "kbroker/broker/market_data.hpp"
#include "kbroker/broker/reply.hpp"

namespace kbroker::kis {

/// `code` as broker::parse_overseas() reads it. "US:AAPL" is looked for on NASDAQ, NYSE and AMEX in turn.
broker::Reply<broker::Quote> overseas_quote(const Access& access, std::string code,
                                            broker::CallOptions options);
/// Without a real key no more than name of the exchange and currency.
broker::Reply<broker::StockInfo> overseas_info(const Access& access, std::string code,
                                               broker::CallOptions options);
/// Ten levels in the United States, one elsewhere. Not on paper.
broker::Reply<broker::OrderBook> overseas_order_book(const Access& access, std::string code,
                                                     broker::CallOptions options);
/// Days, weeks and months.
broker::Reply<broker::History> overseas_history(const Access& access, broker::HistoryRequest request,
                                                broker::CallOptions options);

}  // namespace kbroker::kis
