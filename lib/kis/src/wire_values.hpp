// Values whose sign or unit KIS writes beside the number.
#pragma once

#include <optional>
#include <string_view>

#include "kbroker/broker/wire_fields.hpp"

namespace kbroker::kis {

/// Domestic changes are signed, overseas ones are not; the sign code (4 and 5: down) settles it.
inline Decimal signed_by_code(Decimal change, std::string_view code) {
  return code == "4" || code == "5" ? -change.abs() : change;
}

/// A field that counts in thousands or millions. Nothing for what no market reaches.
inline std::optional<Decimal> scaled_won(const boost::json::object& row, std::string_view name,
                                         std::int64_t unit) {
  const auto value = broker::wire::decimal(row, name);
  if (!value || value->abs() > Decimal(1'000'000'000)) return std::nullopt;
  return value->rounded(0) * Decimal(unit);
}

/// a - b, to four decimals. Nothing for what no price reaches: the subtraction could not hold it.
inline std::optional<Decimal> difference(Decimal a, Decimal b) {
  constexpr Decimal most(1'000'000'000);
  if (a.abs() > most || b.abs() > most) return std::nullopt;
  return a.rounded(4) - b.rounded(4);
}

/// a + b, to four decimals; an absent one counts as nothing. Nothing for what no account reaches.
inline std::optional<Decimal> sum(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  constexpr Decimal most(10'000'000'000'000);
  if (!a || !b) return a ? a : b;
  if (a->abs() > most || b->abs() > most) return std::nullopt;
  return a->rounded(4) + b->rounded(4);
}

}  // namespace kbroker::kis
