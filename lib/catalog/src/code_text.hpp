// Codes as people and data vendors write them.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::catalog {

/// The bare code in upper case: "A005930", "005930.KS", "KRX:005930", "삼성전자(005930)", full-width digits
/// -> "005930". A text that holds no such form comes back trimmed and in upper case.
std::string bare_code(std::string_view text);
/// Six digits or capitals starting with a digit, or Q and six digits (ETN).
bool is_well_formed_code(std::string_view code);

}  // namespace kbroker::catalog
