// Kiwoom bodies into market data. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/market_data.hpp"

namespace kbroker::kiwoom {

/// ka10095: a row for each of `codes`, blank for those that do not exist. Adds to `list`.
Result<void> add_quotes(broker::QuoteList& list, const boost::json::object& body,
                        std::span<const std::string> codes, broker::Basis basis, WallTime now);

/// ka10004. `unknown_symbol` when there is no price on either side.
Result<broker::OrderBook> decode_order_book(const boost::json::object& body, std::string_view code,
                                            broker::Basis basis, WallTime now);

/// ka20001. The units of volume and turnover are not documented, so that they are left out.
Result<broker::MarketIndex> decode_index(const boost::json::object& body, std::string_view code,
                                         WallTime now);

/// ka10059 by quantity in shares, then by value in million won: days gather by date.
Result<void> add_investors(broker::InvestorFlow& flow, const boost::json::object& body, bool value);
/// ka10051 by value in million won: the row of the whole market.
Result<void> read_sector_investors(broker::InvestorFlow& flow, const boost::json::object& body,
                                   std::string_view sector, Date day);

/// ka10030, ka10032 (turnover in million won), ka10027.
Result<broker::Ranking> decode_ranking(const boost::json::object& body, broker::RankingKind kind,
                                       broker::Board board, WallTime now);

}  // namespace kbroker::kiwoom
