// What the parameters of an API may be.
#include "kbroker/catalog/api_values.hpp"

#include <algorithm>
#include <charconv>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/decimal.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"

namespace kbroker::catalog {

namespace {

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

bool is_time(std::string_view text) {
  if ((text.size() != 4 && text.size() != 6) || !all_digits(text)) return false;
  return text.substr(0, 2) <= "24" && text.substr(2, 2) < "60" && (text.size() == 4 || text.substr(4) < "60");
}

}  // namespace

bool is_well_formed(ValueType type, std::string_view value) {
  if (trim(value).empty()) return true;
  switch (type) {
    case ValueType::number:
    case ValueType::price:
      return Decimal::parse(value).has_value();
    case ValueType::date:
      return value.size() == 8 && all_digits(value) && parse_date(value).has_value();
    case ValueType::month:
      return value.size() == 6 && all_digits(value) && parse_date(std::string(value) + "01").has_value();
    case ValueType::time:
      return is_time(value);
    case ValueType::datetime:
      return value.size() == 14 && all_digits(value) && parse_kst_timestamp(value).has_value();
    case ValueType::text:
      break;
  }
  return true;
}

bool takes(const ApiParam& param, std::string_view value) {
  if (!param.fixed.empty()) return value == param.fixed;
  if (std::ranges::find(param.values, value, &AllowedValue::value) != param.values.end()) return true;
  return (param.values.empty() || param.open) && is_well_formed(param.type, value);
}

std::vector<std::string> wire_names(const ApiParam& param) {
  const auto tilde = param.name.find(" ~ ");
  if (tilde == std::string_view::npos) return {std::string(param.name)};
  const auto last_text = param.name.substr(tilde + 3);
  auto digits = tilde;
  while (digits > 0 && all_digits(param.name.substr(digits - 1, 1))) --digits;
  const auto first_text = param.name.substr(digits, tilde - digits);
  int first = 0, last = 0;
  std::from_chars(first_text.data(), first_text.data() + first_text.size(), first);
  std::from_chars(last_text.data(), last_text.data() + last_text.size(), last);
  std::vector<std::string> names;
  for (int number = first; number <= std::min(last, first + 99); ++number) {
    auto text = std::to_string(number);
    if (text.size() < first_text.size()) text.insert(0, first_text.size() - text.size(), '0');
    names.push_back(std::string(param.name.substr(0, digits)) + text);
  }
  return names;
}

const ApiParam* find_param(const Api& api, std::string_view name) {
  const auto found =
      std::ranges::find_if(api.params, [&](const ApiParam& param) { return iequals(param.name, name); });
  return found == api.params.end() ? nullptr : &*found;
}

bool asks_for_page(const Api& api, const ApiParam& param) {
  return param.filled_by == FilledBy::paging ||
         std::ranges::find(api.paging_params, param.name) != api.paging_params.end();
}

}  // namespace kbroker::catalog
