// KIS bodies into market data. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
#pragma once

#include <span>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/market_data.hpp"

namespace kbroker::kis {

/// intstock-multprice: a row for each of `codes`, blank for those that do not exist. Adds to `list`.
Result<void> add_quotes(broker::QuoteList& list, const boost::json::object& body,
                        std::span<const std::string> codes, broker::Basis basis, WallTime now);

/// inquire-asking-price-exp-ccn. `unknown_symbol` for a code that does not exist (no price on either side and
/// no last price).
Result<broker::OrderBook> decode_order_book(const boost::json::object& body, std::string_view code,
                                            broker::Basis basis, WallTime now);

/// inquire-index-price (`output`, volume in thousand shares, turnover in million won) or
/// inquire-daily-indexchartprice (`output1`, where the units are not certain and are left out).
Result<broker::MarketIndex> decode_index(const boost::json::object& body, std::string_view container,
                                         std::string_view code, WallTime now);

/// overseas inquire-daily-chartprice of an index: `output1` is its state now, the first row of `output2` the
/// session that is of. The unit of the volume is not documented, so that it is left out.
Result<broker::MarketIndex> decode_world_index(const boost::json::object& body, std::string_view code,
                                               WallTime now);
/// An index that KIS answers with zeros.
Error unknown_index(std::string_view code);

/// inquire-investor (shares, million won) or inquire-investor-daily-by-market (million won; the unit of the
/// quantities is not documented, so that they are left out).
Result<broker::InvestorFlow> decode_investor_flow(const boost::json::object& body, std::string_view code,
                                                  bool whole_market, WallTime now);

/// volume-rank, fluctuation, market-cap.
Result<broker::Ranking> decode_ranking(const boost::json::object& body, broker::RankingKind kind,
                                       broker::Board board, WallTime now);

}  // namespace kbroker::kis
