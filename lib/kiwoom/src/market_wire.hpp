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

}  // namespace kbroker::kiwoom
