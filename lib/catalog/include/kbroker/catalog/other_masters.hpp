// The master files beside those of Korean shares: overseas shares and indices, ELW, bonds, futures, options,
// sectors, themes and member firms.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

/// Where a field of a line stands, in bytes.
struct Column {
  std::size_t start = 0, width = 0;
};

/// One master file. Sources: kis.md section 11 and the structures published with the files (state of November
/// 2026).
struct OtherMaster {
  enum class Layout {
    fixed,  ///< the columns below
    bars,   ///< fields between '|': type, short code, standard code, name, …, name of the underlying
    tabs,   ///< 24 fields of overseas shares
    world,  ///< indices abroad, currencies, interest rates and commodities: a letter says which
  };

  std::string_view file;  ///< as it is downloaded: "nasmst.cod.zip"
  /// "elw", "bond", "future", "sector", "theme", "member firm"; elsewhere a line says it: "stock", "etf",
  /// "option", "index", "currency".
  std::string_view kind;
  Layout layout = Layout::fixed;
  std::string_view exchange = {};  ///< overseas: before the code, "NASDAQ"
  Column code = {}, isin = {}, name = {}, underlying = {};
};
std::span<const OtherMaster> other_masters();

/// As parse_master(). Domestic futures and options are called by what they are written on: "F 202612" of the
/// list is "코스피200 선물 2612". Of the symbols `market`, `base_price` and `market_cap_100m` mean nothing;
/// overseas codes name their exchange: "NASDAQ:AAPL". A theme has a line a member and is taken once.
Result<ParsedMaster> parse_other_master(const OtherMaster& master, std::string_view bytes);

/// A few well-known instruments of each kind, for demo mode.
std::vector<Symbol> sample_other_symbols();

}  // namespace kbroker::catalog
