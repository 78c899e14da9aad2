// The forms of the exchange's codes.
#include "kbroker/broker/instrument.hpp"

#include <algorithm>

#include "kbroker/broker/overseas.hpp"

namespace kbroker::broker {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter(char c) {
  return c >= 'A' && c <= 'Z';
}

bool is_code(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || is_letter(c); });
}

/// Government, municipal, special and corporate bonds; KR7 are shares.
bool is_bond(std::string_view code) {
  constexpr std::string_view issuers = "1236";
  return code.size() == 12 && code.starts_with("KR") && issuers.find(code[2]) != std::string_view::npos;
}

/// Product, year as a letter, month: until 2025 the kind was a digit, since then a letter.
bool is_expiring(std::string_view code, char digit, char letter) {
  return code.front() == letter ||
         (code.front() == digit && is_letter(code[3]) && is_digit(code[4]) && is_digit(code[5]));
}

}  // namespace

InstrumentKind kind_of_code(std::string_view code) {
  if (is_overseas(code)) return InstrumentKind::overseas;
  if (!is_code(code)) return InstrumentKind::share;
  if (is_bond(code)) return InstrumentKind::bond;
  if (code.size() == 6 && is_expiring(code, '1', 'A')) return InstrumentKind::future;
  if (code.size() == 9 && (is_expiring(code, '2', 'B') || is_expiring(code, '3', 'C')))
    return InstrumentKind::option;
  if (code.size() == 6 && code[0] == '5' && is_digit(code[1]) && is_letter(code[2]))
    return InstrumentKind::elw;
  return InstrumentKind::share;
}

Underlying underlying_of(std::string_view code) {
  const auto product = code.substr(1, 2);
  // AF: weekly options that end on Mondays, AA: sectors and themes (fo_idx_code_mts.mst, September 2026).
  if (product.starts_with('0') || product == "AF" || product == "AA") return Underlying::index;
  // Treasury bonds 65 to 70, currencies 75 to 78, gold and pork 86 to 88.
  const bool commodity = (product >= "65" && product <= "70") || (product >= "75" && product <= "78") ||
                         (product >= "86" && product <= "88");
  return commodity ? Underlying::commodity : Underlying::stock;
}

Section section_of(std::string_view code) {
  switch (kind_of_code(code)) {
    case InstrumentKind::overseas:
      return Section::overseas;
    case InstrumentKind::bond:
      return Section::bonds;
    case InstrumentKind::future:
    case InstrumentKind::option:
      return Section::derivatives;
    case InstrumentKind::share:
    case InstrumentKind::elw:
      break;
  }
  return Section::domestic;
}

}  // namespace kbroker::broker
