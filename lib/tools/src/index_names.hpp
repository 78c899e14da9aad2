// What people call the stock indices of Korea.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::tools {

/// "코스피", "kospi 200" -> "KOSPI", "KOSPI200"; anything else without blanks and in upper case.
std::string index_code(std::string_view name);
/// "KOSPI" -> "코스피"; the code itself where there is no other name.
std::string index_name(std::string_view code);

}  // namespace kbroker::tools
