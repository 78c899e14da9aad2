// Who bought and who sold: net purchases of a day, which add up to nothing.
#pragma once

#include <cstdint>

#include "kbroker/base/calendar_date.hpp"
#include "trading_day.hpp"

namespace kbroker::sim {

/// Shares bought minus sold.
struct NetPurchases {
  std::int64_t individual = 0, foreign = 0, institution = 0;
};
NetPurchases net_purchases(const Instrument& instrument, const Candle& day);

}  // namespace kbroker::sim
