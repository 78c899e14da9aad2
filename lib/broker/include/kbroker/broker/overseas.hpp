// Overseas exchanges and how an instrument there is written: "NASDAQ:AAPL". Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kbroker::broker {

struct OverseasExchange {
  std::string_view name;  ///< "NASDAQ"
  std::string_view country;
  std::string_view currency;
  std::string_view suffixes;  ///< apart by blanks: "T" of "7203.T"
  int utc_offset = 0;         ///< hours of its standard time
};
std::span<const OverseasExchange> overseas_exchanges();

struct OverseasCode {
  /// Null: one of the exchanges of the United States.
  const OverseasExchange* exchange = nullptr;
  std::string symbol;  ///< upper case

  /// "NASDAQ:AAPL", "US:AAPL": one spelling for each instrument.
  std::string text() const;
};

/// Reads "NASDAQ:AAPL", "US:AAPL", "7203.T", "00700.HK" (also "700.HK"), "AAPL.US". A share class is written
/// as KIS does: "BRK.B", "BRK-B" and "BRK/B" are "US:BRK/B". Nothing for anything else: a bare ticker may be
/// the name of a Korean instrument.
std::optional<OverseasCode> parse_overseas(std::string_view text);

/// Whether a code that was asked for means this instrument: "US:AAPL" means "NASDAQ:AAPL", empty everything.
bool is_meant(std::string_view code, std::string_view asked);

/// Whether the code of an instrument names an overseas exchange.
inline bool is_overseas(std::string_view code) {
  return code.find(':') != std::string_view::npos;
}

}  // namespace kbroker::broker
