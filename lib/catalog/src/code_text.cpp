// Takes vendor prefixes and suffixes off a code.
#include "code_text.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

constexpr std::array<std::string_view, 8> exchanges = {"KRX", "XKRX",   "KR",    "KOSPI",
                                                       "KQ",  "KOSDAQ", "KONEX", "KS"};
constexpr std::array<std::string_view, 6> suffixes = {"KS", "KQ", "KN", "KR", "KRX", "XKRX"};

bool among(const auto& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

bool is_well_formed_code(std::string_view code) {
  if (code.size() == 7 && code.front() == 'Q') {
    code.remove_prefix(1);
    return std::all_of(code.begin(), code.end(), is_digit);
  }
  return code.size() == 6 && is_digit(code.front()) &&
         std::all_of(code.begin(), code.end(), [](char c) { return is_digit(c) || (c >= 'A' && c <= 'Z'); });
}

std::string bare_code(std::string_view text) {
  auto points = to_utf32(trim(text));
  for (auto& c : points)
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width forms
  const auto upper = to_upper(to_utf8(points));
  std::string_view code = upper;

  if (code.ends_with(')')) {
    const auto open = code.rfind('(');
    if (open != std::string_view::npos) {
      const auto inside = trim(code.substr(open + 1, code.size() - open - 2));
      if (is_well_formed_code(inside)) return std::string(inside);
    }
  }
  if (const auto colon = code.find(':'); colon != std::string_view::npos)
    if (among(exchanges, trim(code.substr(0, colon)))) code = trim(code.substr(colon + 1));
  if (const auto dot = code.rfind('.'); dot != std::string_view::npos)
    if (among(suffixes, code.substr(dot + 1))) code = code.substr(0, dot);
  if (code.size() == 7 && code.front() == 'A' && is_well_formed_code(code.substr(1))) code.remove_prefix(1);
  return std::string(code);
}

}  // namespace kbroker::catalog
