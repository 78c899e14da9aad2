// What people call stock indices.
#pragma once

#include <string>
#include <string_view>

#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// "코스피", "kospi 200" -> "KOSPI", "KOSPI200"; "나스닥", "S&P 500" -> "COMP", "SPX"; anything else without
/// blanks and in upper case.
std::string index_code(std::string_view name);
/// "KOSPI" -> "코스피"; the code itself where there is no other name.
std::string index_name(std::string_view code);

struct WantedIndex {
  std::string code;
  bool abroad = false;
};
/// Also by the names and codes of the broker's lists of sectors and of indices abroad. `unknown_symbol` for
/// names that are in none and cannot be codes.
Result<WantedIndex> wanted_index(const Services& services, std::string_view name);

/// Whether it is an index that no share shares its name with: "KOSPI", "COMP", "나스닥", but not "DOW".
bool is_index(std::string_view wanted);

}  // namespace kbroker::tools
