// Numbers of a sentence that mean something by themselves: dates, times, quantities, prices, codes.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "kbroker/base/calendar_date.hpp"
#include "search_sentence.hpp"

namespace kbroker::catalog {

struct DayRange {
  std::optional<Date> from;  ///< nothing: all days up to the last
  Date to;
  bool operator==(const DayRange&) const = default;
};

struct Entity {
  enum class Kind : std::uint8_t {
    code,          ///< a Korean instrument's code, as a code
    order_number,  ///< seven digits and more, or called an order
    days,
    time,  ///< HHMMSS
    quantity,
    price,
  };
  Kind kind = Kind::code;
  std::size_t begin = 0, end = 0;
  std::string value;  ///< as a parameter takes it; empty for days
  std::optional<DayRange> days;
};

/// In the order of the sentence, without overlaps. `today` is the day in Korea.
std::vector<Entity> entities_of(const Sentence& sentence, Date today);

}  // namespace kbroker::catalog
