// Finds annotations at registration, compares them at each call.
#include "param_headers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

#include <boost/json/array.hpp>

#include "header_sentinel.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::string_view keyword = "x-mcp-header";
constexpr double max_exact_integer = 9007199254740991.0;  // 2^53 - 1

/// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

std::size_t count_annotations(const json::value& value) {
  std::size_t count = 0;
  if (const auto* object = value.if_object()) {
    for (const auto& member : *object)
      count += member.key() == keyword ? 1 : count_annotations(member.value());
  } else if (const auto* array = value.if_array()) {
    for (const auto& element : *array) count += count_annotations(element);
  }
  return count;
}

[[noreturn]] void refuse(std::string_view header, std::string_view why) {
  throw std::invalid_argument("x-mcp-header \"" + std::string(header) + "\": " + std::string(why));
}

void collect(const json::object& schema, const std::vector<std::string>& path,
             std::vector<ParamHeader>& found) {
  const auto* properties = schema.if_contains("properties");
  if (!properties || !properties->is_object()) return;
  for (const auto& member : properties->get_object()) {
    const auto* property = member.value().if_object();
    if (!property) continue;
    auto here = path;
    here.emplace_back(member.key());
    if (const auto* annotation = property->if_contains(keyword)) {
      if (!annotation->is_string() || !is_token(annotation->get_string()))
        refuse(member.key(), "must be a non-empty HTTP token");
      const std::string_view name = annotation->get_string();
      const auto* type = property->if_contains("type");
      if (!type || !type->is_string() ||
          (type->get_string() != "string" && type->get_string() != "integer" &&
           type->get_string() != "boolean"))
        refuse(name, "only on properties of type string, integer or boolean");
      auto header = "Mcp-Param-" + std::string(name);
      for (const auto& other : found)
        if (iequals(other.header, header)) refuse(name, "used twice");
      found.push_back({std::move(header), here});
    }
    collect(*property, here, found);
  }
}

const json::value* argument_at(const json::object& arguments, const std::vector<std::string>& path) {
  const json::object* object = &arguments;
  const json::value* value = nullptr;
  for (const auto& name : path) {
    if (!object) return nullptr;
    value = object->if_contains(name);
    if (!value) return nullptr;
    object = value->if_object();
  }
  return value;
}

bool equals(const json::value& argument, std::string_view text) {
  if (argument.is_string()) return argument.get_string() == text;
  if (argument.is_bool()) return text == (argument.get_bool() ? "true" : "false");
  if (!argument.is_number()) return false;
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size()) return false;
  const auto expected = argument.to_number<double>();
  return std::abs(number) <= max_exact_integer && number == expected;
}

}  // namespace

std::vector<ParamHeader> find_param_headers(const json::object& input_schema) {
  std::vector<ParamHeader> found;
  collect(input_schema, {}, found);
  if (count_annotations(json::value(input_schema)) != found.size())
    throw std::invalid_argument(
        "x-mcp-header is allowed only on properties that are reached through \"properties\" alone");
  return found;
}

std::optional<std::string> check_param_headers(const std::vector<ParamHeader>& headers,
                                               const json::object& arguments, const HeaderLookup& lookup) {
  for (const auto& header : headers) {
    const auto* argument = argument_at(arguments, header.path);
    if (!argument || argument->is_null()) continue;
    const auto value = lookup(header.header);
    if (!value) return "header " + header.header + " is missing";
    const auto text = decode_header_value(*value);
    if (!text) return "header " + header.header + " is malformed";
    if (!equals(*argument, *text))
      return "header " + header.header + " differs from the argument in the body";
  }
  return std::nullopt;
}

}  // namespace kbroker::mcp
