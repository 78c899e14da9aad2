// How a parameter is spoken of in errors.
#include "param_text.hpp"

#include <algorithm>

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

constexpr std::size_t values_shown = 12;

}  // namespace

std::string described(const ApiParam& param) {
  std::string text(param.name);
  std::string more;
  if (!param.plain_name.empty() && !iequals(param.plain_name, param.name)) more = param.plain_name;
  if (!param.meaning.en.empty()) more += (more.empty() ? "" : ": ") + std::string(param.meaning.en);
  return more.empty() ? text : text + " (" + more + ")";
}

std::string example_of(const ApiParam& param, Date today) {
  for (const auto text : {param.fixed, param.example, param.standard})
    if (!text.empty()) return std::string(text);
  if (!param.values.empty()) return std::string(param.values.front().value);
  switch (param.type) {
    case ValueType::date:
      return to_yyyymmdd(today);
    case ValueType::month:
      return to_yyyymmdd(today).substr(0, 6);
    case ValueType::time:
      return "101530";
    case ValueType::datetime:
      return to_yyyymmdd(today) + "101530";
    case ValueType::number:
    case ValueType::price:
      return "1";
    case ValueType::text:
      break;
  }
  return param.filled_by == FilledBy::hts_id ? "myhtsid" : "";
}

std::string allowed(const ApiParam& param) {
  if (!param.values.empty()) {
    std::string text = param.open ? "for example " : "one of ";
    for (std::size_t i = 0; i < std::min(param.values.size(), values_shown); ++i) {
      const auto& each = param.values[i];
      text += (i ? ", " : "") + (each.value.empty() ? "\"\"" : std::string(each.value));
      if (!each.meaning.en.empty()) text += " (" + std::string(each.meaning.en) + ")";
    }
    if (param.values.size() > values_shown)
      text += " and " + std::to_string(param.values.size() - values_shown) + " more";
    return text;
  }
  switch (param.type) {
    case ValueType::number:
    case ValueType::price:
      return "a number";
    case ValueType::date:
      return "a date as 2026-11-20 or 20261120";
    case ValueType::month:
      return "a month as 2026-11 or 202611";
    case ValueType::time:
      return "a time as 10:15:30 or 101530";
    case ValueType::datetime:
      return "date and time as 20261120101530";
    case ValueType::text:
      break;
  }
  return param.blank_ok ? "a text, which may be empty" : "a text";
}

std::string rule(const ApiParam& param) {
  // A fixed day keeps the error the same at any time.
  constexpr Date day{std::chrono::year{2026}, std::chrono::November, std::chrono::day{20}};
  const auto example = example_of(param, day);
  return "It is " + allowed(param) + (example.empty() ? "." : "; example: \"" + example + "\".");
}

}  // namespace kbroker::catalog
