// What kind of API a sentence wants.
#pragma once

#include <string_view>

#include "search_kinds.hpp"
#include "search_reading.hpp"

namespace kbroker::catalog {

struct Wish {
  KindSet asked{}, refused{};
  bool realtime = false, no_realtime = false;
  bool account = false, order = false, ranking = false;
  bool instrument = false;
  bool fund = false;  ///< an ETF or ETN is named: its own calls fit, and those of a share, too
  /// How much worse an API of this broker is.
  float kis_handicap = 0, kiwoom_handicap = 0;
};

Wish wish_of(const Reading& reading, const SearchWords& words, const Kinds& kinds);

}  // namespace kbroker::catalog
