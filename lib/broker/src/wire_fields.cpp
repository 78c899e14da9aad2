// Tolerant readers for the brokers' JSON of strings.
#include "kbroker/broker/wire_fields.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/base/time_format.hpp"

namespace kbroker::broker::wire {

namespace json = boost::json;

namespace {

/// Kiwoom doubles the sign in a few lists (ka10061, ka10062).
std::optional<Decimal> parse_decimal(std::string_view text) {
  if (text.size() > 1 && (text[0] == '-' || text[0] == '+') && (text[1] == '-' || text[1] == '+'))
    text.remove_prefix(1);
  return Decimal::parse(text);
}

}  // namespace

std::optional<json::object> parse_object(std::string_view body) {
  json::parse_options options;
  options.max_depth = 32;
  boost::system::error_code failure;
  auto value = json::parse(body, failure, {}, options);
  if (failure || !value.is_object()) return std::nullopt;
  return std::move(value.get_object());
}

const json::value* find(const json::object& object, std::string_view name) {
  if (const auto* value = object.if_contains(name)) return value;
  for (const auto& member : object)
    if (iequals(member.key(), name)) return &member.value();
  return nullptr;
}

std::string text(const json::object& row, std::string_view name) {
  const auto* value = find(row, name);
  if (!value || value->is_null() || value->is_structured()) return {};
  if (const auto* string = value->if_string()) return std::string(trim(*string));
  return to_json_text(*value);
}

std::string first_text(const json::object& row, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    if (auto found = text(row, name); !found.empty()) return found;
  return {};
}

std::optional<Decimal> decimal(const json::object& row, std::string_view name) {
  return parse_decimal(text(row, name));
}

Decimal decimal_or_zero(const json::object& row, std::string_view name) {
  return decimal(row, name).value_or(Decimal());
}

std::optional<Decimal> non_zero(std::optional<Decimal> value) {
  return value && !value->is_zero() ? value : std::nullopt;
}

std::optional<Decimal> magnitude(const json::object& row, std::string_view name) {
  if (const auto value = decimal(row, name)) return value->abs();
  return std::nullopt;
}

std::optional<std::int64_t> integer(const json::object& row, std::string_view name) {
  if (const auto value = decimal(row, name)) return value->to_int();
  return std::nullopt;
}

std::int64_t integer_or_zero(const json::object& row, std::string_view name) {
  return integer(row, name).value_or(0);
}

std::optional<Date> date(const json::object& row, std::string_view name) {
  return parse_date(text(row, name));
}

std::optional<WallTime> timestamp(const json::object& row, std::string_view name) {
  return parse_kst_timestamp(text(row, name));
}

std::optional<WallTime> timestamp(const json::object& row, std::string_view date_name,
                                  std::string_view time_name) {
  return parse_kst(text(row, date_name), text(row, time_name));
}

std::optional<bool> flag(const json::object& row, std::string_view name) {
  const auto value = to_lower(text(row, name));
  if (value == "y" || value == "1" || value == "true") return true;
  if (value == "n" || value == "0" || value == "false") return false;
  return std::nullopt;
}

std::vector<const json::object*> rows(const json::object& body, std::string_view name) {
  std::vector<const json::object*> found;
  const auto* container = find(body, name);
  if (!container) return found;
  if (const auto* one = container->if_object()) found.push_back(one);
  if (const auto* many = container->if_array())
    for (const auto& element : *many)
      if (const auto* row = element.if_object()) found.push_back(row);
  return found;
}

const json::object* first_row(const json::object& body, std::string_view name) {
  const auto all = rows(body, name);
  return all.empty() ? nullptr : all.front();
}

}  // namespace kbroker::broker::wire
