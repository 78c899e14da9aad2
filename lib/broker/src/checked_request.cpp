// Refuses codes that cannot be one and charts that end before they begin.
#include "kbroker/broker/checked_request.hpp"

#include <algorithm>
#include <cctype>

#include "kbroker/base/text.hpp"
#include "kbroker/broker/instrument.hpp"

namespace kbroker::broker {

Result<std::string> checked_code(std::string_view code) {
  const auto fits = [](unsigned char c) { return c < 128 && std::isalnum(c); };
  if (code.size() < 6 || code.size() > 9 || !std::ranges::all_of(code, fits))
    return Error(Errc::invalid_argument, "A stock code is six letters or digits, for example 005930.",
                 "Look the code up with search_stocks.");
  return to_upper(code);
}

Result<HistoryRequest> checked_history(HistoryRequest request) {
  auto code = checked_code(request.code);
  if (code.has_error()) return code.error();
  request.code = std::move(*code);
  request.count = std::max<std::size_t>(request.count, 1);
  if (request.from && request.to && *request.from > *request.to)
    return Error(Errc::invalid_argument, "The first day of a chart must not be after its last day.");
  return request;
}

std::optional<Error> refuse_buying_power(std::string_view code) {
  const auto section = section_of(code);
  if (section != Section::bonds && section != Section::derivatives) return std::nullopt;
  const bool bond = section == Section::bonds;
  return Error(
      Errc::invalid_argument,
      "Buying power is told of shares, funds and ELW of Korea and of overseas shares, not of the " +
          std::string(bond ? "bond " : "future or option ") + std::string(code) + ".",
      std::string("Ask KIS itself with call_api: ") +
          (bond ? "kis.domestic_bond.inquire_psbl_order" : "kis.domestic_futureoption.inquire_psbl_order") +
          ".");
}

}  // namespace kbroker::broker
