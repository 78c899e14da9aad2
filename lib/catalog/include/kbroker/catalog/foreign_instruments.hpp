// Well-known instruments listed abroad (data/foreign_names.tsv).
#pragma once

#include <optional>
#include <string_view>

namespace kbroker::catalog {

/// The texts live as long as the program.
struct ForeignInstrument {
  std::string_view symbol;    ///< "AAPL"
  std::string_view exchange;  ///< as KIS names it in quotations: "NAS"
  std::string_view name;      ///< Korean, else English, else the symbol
};

/// By its symbol or the whole of one of its names, Korean or English, whatever the letter case and blanks.
/// Any thread.
std::optional<ForeignInstrument> find_foreign(std::string_view text);

}  // namespace kbroker::catalog
