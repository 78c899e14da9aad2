// Where the fields of a master file line stand; shared by the parser and the sample's generator.
#pragma once

#include <cstddef>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

/// The head counts from the start of the line: short code, ISIN, then the Korean name up to the tail.
struct HeadLayout {
  static constexpr std::size_t code = 9;
  static constexpr std::size_t isin = 12;
  static constexpr std::size_t name = 40;  ///< as written; readers take whatever precedes the tail
};

/// Offsets from the start of the fixed tail, which is ASCII and counts from the end of the line. From the
/// published field widths (KIS "종목정보파일"); the group code is the first two bytes everywhere.
struct TailLayout {
  static constexpr std::size_t group_width = 2;
  static constexpr std::size_t price_width = 9;
  static constexpr std::size_t shares_width = 15;
  static constexpr std::size_t cap_width = 9;

  std::size_t length;
  std::size_t base_price;     ///< won
  std::size_t halted;         ///< Y or N
  std::size_t listed_shares;  ///< thousand
  std::size_t market_cap;     ///< 100 million won
};

constexpr TailLayout tail_layout(Market market) noexcept {
  switch (market) {
    case Market::kospi:
      return {227, 41, 60, 113, 212};
    case Market::kosdaq:
      return {221, 36, 55, 108, 206};
    case Market::konex:
      break;
  }
  return {184, 2, 21, 74, 172};
}

}  // namespace kbroker::catalog
