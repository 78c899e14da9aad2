// Kiwoom chart pages into candles. Pure.
#pragma once

#include <vector>

#include <boost/json/object.hpp>

#include "apis.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::kiwoom {

/// The call that charts an interval.
Api chart_api(broker::Interval interval);

/// Rows as sent, newest first; those without a date or a closing price are left out. An answer without its
/// list is damaged: `broker_error`.
Result<std::vector<broker::Candle>> decode_chart_page(const boost::json::object& body,
                                                      broker::Interval interval, broker::Basis basis,
                                                      WallTime now);

}  // namespace kbroker::kiwoom
