#include "flat_schema.hpp"

#include <algorithm>
#include <array>

#include <boost/json/array.hpp>

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t most_properties = 64;  // a bit each

/// Keywords that demand nothing of a value.
bool is_annotation(std::string_view keyword) {
  constexpr std::array<std::string_view, 9> names = {
      "$schema", "$id", "$comment", "title", "description", "default", "examples", "readOnly", "deprecated"};
  return keyword.starts_with("x-") || std::find(names.begin(), names.end(), keyword) != names.end();
}

bool is_text(const json::value& value, std::string_view text) {
  return value.is_string() && value.get_string() == text;
}

bool is_list_of_texts(const json::value& value) {
  const auto* list = value.if_array();
  return list && !list->empty() &&
         std::all_of(list->begin(), list->end(), [](const json::value& each) { return each.is_string(); });
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::optional<FlatSchema> FlatSchema::compile(const json::object& schema) {
  bool is_object = false, closed = false;
  const json::object* properties = nullptr;
  const json::array* required = nullptr;
  for (const auto& member : schema) {
    const std::string_view keyword = member.key();
    if (keyword == "type") {
      is_object = is_text(member.value(), "object");
    } else if (keyword == "properties") {
      properties = member.value().if_object();
    } else if (keyword == "required") {
      required = member.value().if_array();
    } else if (keyword == "additionalProperties") {
      closed = member.value().is_bool() && !member.value().get_bool();
    } else if (!is_annotation(keyword)) {
      return std::nullopt;
    }
  }
  if (!is_object || !closed || !properties || properties->size() > most_properties) return std::nullopt;
  FlatSchema flat;
  for (const auto& member : *properties)
    flat.properties_.push_back(compile_property(member.key(), member.value()));
  if (!required) return flat;
  for (const auto& name : *required) {
    const auto found = std::find_if(flat.properties_.begin(), flat.properties_.end(),
                                    [&](const Property& each) { return is_text(name, each.name); });
    if (found == flat.properties_.end()) return std::nullopt;
    found->required_bit = std::uint64_t{1} << (found - flat.properties_.begin());
    flat.required_ |= found->required_bit;
  }
  return flat;
}

FlatSchema::Property FlatSchema::compile_property(std::string_view name, const json::value& schema) {
  Property property;
  property.name = name;
  const auto* rules = schema.if_object();
  bool known = rules != nullptr;
  Type type = Type::other;
  for (const auto& rule : rules ? *rules : json::object()) {
    const std::string_view keyword = rule.key();
    const auto& value = rule.value();
    if (keyword == "type") {
      type = is_text(value, "string")    ? Type::string
             : is_text(value, "integer") ? Type::integer
             : is_text(value, "boolean") ? Type::boolean
                                         : Type::other;
    } else if (keyword == "minLength" && value.is_int64()) {
      property.min_length = static_cast<std::size_t>(value.get_int64());
    } else if (keyword == "maxLength" && value.is_int64()) {
      property.max_length = static_cast<std::size_t>(value.get_int64());
    } else if (keyword == "minimum" && value.is_int64()) {
      property.minimum = value.get_int64();
    } else if (keyword == "maximum" && value.is_int64()) {
      property.maximum = value.get_int64();
    } else if (keyword == "enum" && is_list_of_texts(value)) {
      for (const auto& each : value.get_array()) property.one_of.emplace_back(each.get_string());
    } else if (!is_annotation(keyword)) {
      known = false;
    }
  }
  if (known && (property.one_of.empty() || type == Type::string)) property.type = type;
  return property;
}

bool FlatSchema::fits(const Property& property, const json::value& value) noexcept {
  switch (property.type) {
    case Type::string: {
      if (!value.is_string()) return false;
      const std::string_view text = value.get_string();
      if (!property.one_of.empty() &&
          std::find(property.one_of.begin(), property.one_of.end(), text) == property.one_of.end())
        return false;
      if (property.min_length == 0 && text.size() <= property.max_length) return true;
      const auto length = code_points(text);
      return length >= property.min_length && length <= property.max_length;
    }
    case Type::integer:
      return value.is_int64() && value.get_int64() >= property.minimum &&
             value.get_int64() <= property.maximum;
    case Type::boolean:
      return value.is_bool();
    case Type::other:
      return false;
  }
  return false;
}

bool FlatSchema::surely_fits(const json::object& value) const noexcept {
  std::uint64_t seen = 0;
  for (const auto& member : value) {
    const std::string_view name = member.key();
    const auto property = std::find_if(properties_.begin(), properties_.end(),
                                       [&](const Property& each) { return each.name == name; });
    if (property == properties_.end() || !fits(*property, member.value())) return false;
    seen |= property->required_bit;
  }
  return seen == required_;
}

}  // namespace kbroker::mcp
