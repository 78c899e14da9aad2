// The overseas exchanges of the simulator: what the shipped list of overseas shares has trades there.
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
  /// `exchange` as KIS writes it ("NAS"). Nothing for symbols that are not listed on that exchange.
  static std::optional<OverseasStock> find(std::string_view exchange, std::string_view symbol,
                                           std::uint64_t seed);

  /// "Apple Inc."
  std::string_view name() const { return name_; }
  std::string_view currency() const { return currency_; }
  /// Without a symbol of the Korean master.
  const Instrument& instrument() const { return instrument_; }

 private:
  OverseasStock() = default;

  std::string_view name_, currency_;
  Instrument instrument_;
};

}  // namespace kbroker::sim
