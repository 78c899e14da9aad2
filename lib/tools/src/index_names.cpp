// What people call the stock indices of Korea.
#include "index_names.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"

namespace kbroker::tools {

namespace {

constexpr auto names =
    std::to_array<std::pair<std::string_view, std::string_view>>({{"코스피", "KOSPI"},
                                                                  {"코스닥", "KOSDAQ"},
                                                                  {"코스피200", "KOSPI200"},
                                                                  {"코스피100", "KOSPI100"},
                                                                  {"코스피50", "KOSPI50"}});

}  // namespace

std::string index_code(std::string_view name) {
  auto code = to_upper(name);
  std::erase_if(code, [](char c) { return c == ' ' || c == '-' || c == '_'; });
  for (const auto& [korean, english] : names)
    if (korean == code) return std::string(english);
  return code;
}

std::string index_name(std::string_view code) {
  for (const auto& [korean, english] : names)
    if (english == code) return std::string(korean);
  return std::string(code);
}

}  // namespace kbroker::tools
