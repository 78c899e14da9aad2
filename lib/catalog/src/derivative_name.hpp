// What the lists of domestic futures and options call a contract: "F 202612", whose underlying stands in
// another field.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kbroker::catalog {

struct DerivativeName {
  std::string korean;  ///< "코스피200 선물 2612", "위클리 코스피200 콜 2609W1 945.0"
  std::string
      english;  ///< "KOSPI200 futures 2612"; empty when the list has no English word for the underlying
  std::string_view kind;  ///< "future" (also of spreads) or "option"
};

/// `name` and `underlying` as in fo_idx_code_mts.mst and its kin (September 2026), in UTF-8. Nothing when the
/// name has no month behind F, SP, C or P.
std::optional<DerivativeName> read_derivative_name(std::string_view name, std::string_view underlying);

}  // namespace kbroker::catalog
