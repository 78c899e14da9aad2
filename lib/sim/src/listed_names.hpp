// What demo mode lists beside Korean shares: the names of bonds, ELW, futures, options and overseas shares.
#pragma once

#include <string_view>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::sim {

/// By the code of the shipped list ("NASDAQ:AAPL", "KR103502GA34"); null when it is not there.
const catalog::Symbol* find_other(std::string_view code);
/// Empty when it is not there.
std::string_view listed_name(std::string_view code);

}  // namespace kbroker::sim
