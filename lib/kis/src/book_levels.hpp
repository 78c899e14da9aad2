// Levels of an order book in numbered fields: "askp1", "askp2", ….
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbroker/broker/market_data.hpp"
#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

/// The first `levels` of a side; those without a price are left out.
inline std::vector<broker::BookLevel> book_side(const boost::json::object& row, std::string_view price,
                                                std::string_view size, int levels = 10) {
  std::vector<broker::BookLevel> found;
  for (int i = 1; i <= levels; ++i) {
    const auto number = std::to_string(i);
    const auto value = broker::wire::non_zero(broker::wire::decimal(row, std::string(price) + number));
    if (!value) continue;
    found.push_back({*value, broker::wire::integer_or_zero(row, std::string(size) + number)});
  }
  return found;
}

}  // namespace kbroker::kis
