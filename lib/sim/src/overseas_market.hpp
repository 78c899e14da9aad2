// The overseas exchanges of the simulator: any symbol trades there, at invented prices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "instrument.hpp"

namespace kbroker::sim {

/// Prices in hundredths of the exchange's currency. Exchanges keep the hours of the Korean one.
class OverseasStock {
 public:
  /// `exchange` as KIS writes it ("NAS"). Well-known symbols are listed on their own exchange alone; symbols
  /// that begin with ZZZ nowhere.
  static std::optional<OverseasStock> find(std::string_view exchange, std::string_view symbol,
                                           std::uint64_t seed);

  /// "Apple Inc."; "Simulated AAA" for symbols nobody knows.
  std::string name() const;
  std::string_view currency() const { return currency_; }
  /// Without a symbol of the Korean master.
  const Instrument& instrument() const { return instrument_; }

 private:
  OverseasStock() = default;

  std::string symbol_;
  std::string_view name_, currency_;
  Instrument instrument_;
};

}  // namespace kbroker::sim
