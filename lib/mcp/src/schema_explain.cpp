// Walks schema and value side by side; runs on the failure path only.
#include "schema_explain.hpp"

#include <regex>
#include <string_view>
#include <vector>

#include <boost/json/array.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t max_depth = 16;
constexpr std::size_t max_listed = 30;
constexpr std::size_t max_quoted = 40;

using Problem = std::optional<std::string>;

const json::value* member(const json::object& object, std::string_view name) {
  return object.if_contains(name);
}

std::string in_quotes(std::string_view name) {
  return '"' + std::string(name) + '"';
}

std::string with_article(std::string_view type) {
  if (type == "null") return "null";
  return (type == "integer" || type == "array" || type == "object" ? "an " : "a ") + std::string(type);
}

std::string_view type_of(const json::value& value) {
  switch (value.kind()) {
    case json::kind::null:
      return "null";
    case json::kind::bool_:
      return "boolean";
    case json::kind::int64:
    case json::kind::uint64:
      return "integer";
    case json::kind::double_:
      return "number";
    case json::kind::string:
      return "string";
    case json::kind::array:
      return "array";
    case json::kind::object:
      return "object";
  }
  return "null";
}

/// The value itself when it is short, otherwise what kind it is.
std::string got(const json::value& value) {
  if (!value.is_structured()) {
    auto text = to_json_text(value);
    if (text.size() <= max_quoted) return text;
  }
  return with_article(type_of(value));
}

bool is_type(const json::value& value, std::string_view type) {
  const auto actual = type_of(value);
  return actual == type || (type == "number" && actual == "integer");
}

std::string joined(const json::array& values) {
  std::string text;
  for (std::size_t i = 0; i < values.size() && i < max_listed; ++i) {
    if (i) text += ", ";
    append_json(text, values[i]);
  }
  if (values.size() > max_listed) text += ", …";
  return text;
}

std::string allowed_range(const json::object& schema, std::string_view low, std::string_view high,
                          std::string_view unit) {
  const auto* least = member(schema, low);
  const auto* most = member(schema, high);
  std::string text;
  if (least && most)
    text = "from " + to_json_text(*least) + " to " + to_json_text(*most);
  else if (least)
    text = "at least " + to_json_text(*least);
  else if (most)
    text = "at most " + to_json_text(*most);
  if (!text.empty() && !unit.empty()) text += " " + std::string(unit);
  return text;
}

bool outside(const json::object& schema, std::string_view low, std::string_view high, double size) {
  const auto* least = member(schema, low);
  const auto* most = member(schema, high);
  return (least && least->is_number() && size < least->to_number<double>()) ||
         (most && most->is_number() && size > most->to_number<double>());
}

class Explainer {
 public:
  explicit Explainer(const json::object& root) : root_(root) {}

  Problem explain(const json::value& schema, const json::value& value, const std::string& name,
                  std::size_t depth) const {
    if (depth > max_depth) return std::nullopt;
    const auto* object = schema.if_object();
    if (!object) return std::nullopt;
    if (const auto* reference = member(*object, "$ref")) {
      boost::system::error_code failure;
      const auto pointer = std::string_view(reference->as_string()).substr(1);
      const auto* target = root_.find_pointer(pointer, failure);
      return target ? explain(*target, value, name, depth + 1) : std::nullopt;
    }
    if (auto problem = explain_type(*object, value, name)) return problem;
    if (auto problem = explain_choice(*object, value, name)) return problem;
    if (auto problem = explain_scalar(*object, value, name)) return problem;
    if (const auto* array = value.if_array())
      if (auto problem = explain_array(*object, *array, name, depth)) return problem;
    if (const auto* members = value.if_object())
      if (auto problem = explain_object(*object, *members, name, depth)) return problem;
    if (const auto* all = member(*object, "allOf"); all && all->is_array())
      for (const auto& part : all->get_array())
        if (auto problem = explain(part, value, name, depth + 1)) return problem;
    return std::nullopt;
  }

 private:
  static std::string subject(const std::string& name) { return name.empty() ? "arguments" : in_quotes(name); }

  static Problem explain_type(const json::object& schema, const json::value& value, const std::string& name) {
    const auto* type = member(schema, "type");
    if (!type) return std::nullopt;
    std::string allowed;
    if (const auto* one = type->if_string()) {
      if (is_type(value, *one)) return std::nullopt;
      allowed = with_article(*one);
    } else if (const auto* several = type->if_array()) {
      for (const auto& each : *several) {
        if (is_type(value, each.as_string())) return std::nullopt;
        allowed += (allowed.empty() ? "" : " or ") + with_article(each.as_string());
      }
    }
    if (const auto* choice = member(schema, "enum"); choice && choice->is_array())
      allowed += ", one of " + joined(choice->get_array());
    else if (const auto range = allowed_range(schema, "minimum", "maximum", ""); !range.empty())
      allowed += " " + range;
    return subject(name) + " must be " + allowed + ", got " + got(value);
  }

  static Problem explain_choice(const json::object& schema, const json::value& value,
                                const std::string& name) {
    if (const auto* choice = member(schema, "enum"); choice && choice->is_array()) {
      for (const auto& each : choice->get_array())
        if (each == value) return std::nullopt;
      auto text = subject(name) + " must be one of " + joined(choice->get_array()) + ", got " + got(value);
      return text;
    }
    if (const auto* constant = member(schema, "const"); constant && *constant != value)
      return subject(name) + " must be " + to_json_text(*constant) + ", got " + got(value);
    return std::nullopt;
  }

  static Problem explain_scalar(const json::object& schema, const json::value& value,
                                const std::string& name) {
    if (value.is_number()) {
      const auto number = value.to_number<double>();
      if (outside(schema, "minimum", "maximum", number))
        return subject(name) + " must be " + allowed_range(schema, "minimum", "maximum", "") + ", got " +
               got(value);
      if (const auto* above = member(schema, "exclusiveMinimum");
          above && above->is_number() && number <= above->to_number<double>())
        return subject(name) + " must be greater than " + to_json_text(*above) + ", got " + got(value);
      if (const auto* below = member(schema, "exclusiveMaximum");
          below && below->is_number() && number >= below->to_number<double>())
        return subject(name) + " must be less than " + to_json_text(*below) + ", got " + got(value);
      return std::nullopt;
    }
    const auto* text = value.if_string();
    if (!text) return std::nullopt;
    if (outside(schema, "minLength", "maxLength", static_cast<double>(utf8_length(*text))))
      return subject(name) + " must have " + allowed_range(schema, "minLength", "maxLength", "characters") +
             ", got " + std::to_string(utf8_length(*text));
    if (const auto* pattern = member(schema, "pattern"); pattern && pattern->is_string()) {
      const auto& source = pattern->get_string();
      if (!std::regex_search(text->begin(), text->end(), std::regex(source.begin(), source.end())))
        return subject(name) + " must match the pattern " + std::string(source) + ", got " + got(value);
    }
    return std::nullopt;
  }

  Problem explain_array(const json::object& schema, const json::array& array, const std::string& name,
                        std::size_t depth) const {
    if (outside(schema, "minItems", "maxItems", static_cast<double>(array.size())))
      return subject(name) + " must have " + allowed_range(schema, "minItems", "maxItems", "elements") +
             ", got " + std::to_string(array.size());
    if (const auto* unique = member(schema, "uniqueItems"); unique && unique->is_bool() && unique->get_bool())
      for (std::size_t i = 0; i < array.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
          if (array[i] == array[j])
            return subject(name) + " must not repeat an element, got " + got(array[i]) + " twice";
    if (const auto* items = member(schema, "items"))
      for (std::size_t i = 0; i < array.size(); ++i)
        if (auto problem = explain(*items, array[i], name + "[" + std::to_string(i) + "]", depth + 1))
          return problem;
    return std::nullopt;
  }

  Problem explain_object(const json::object& schema, const json::object& object, const std::string& name,
                         std::size_t depth) const {
    const auto path = [&](std::string_view key) {
      return name.empty() ? std::string(key) : name + "." + std::string(key);
    };
    const auto* found = member(schema, "properties");
    const auto* properties = found ? found->if_object() : nullptr;
    if (auto problem = explain_unknown(schema, object, properties, path)) return problem;
    if (const auto* required = member(schema, "required"); required && required->is_array())
      for (const auto& key : required->get_array())
        if (key.is_string() && !object.contains(key.get_string()))
          return in_quotes(path(key.get_string())) + " is required" + described(properties, key.get_string());
    if (properties)
      for (const auto& property : *properties)
        if (const auto* value = member(object, property.key()))
          if (auto problem = explain(property.value(), *value, path(property.key()), depth + 1))
            return problem;
    if (outside(schema, "minProperties", "maxProperties", static_cast<double>(object.size())))
      return subject(name) + " must have " +
             allowed_range(schema, "minProperties", "maxProperties", "members") + ", got " +
             std::to_string(object.size());
    return std::nullopt;
  }

  template <class Path>
  static Problem explain_unknown(const json::object& schema, const json::object& object,
                                 const json::object* properties, const Path& path) {
    const auto* additional = member(schema, "additionalProperties");
    if (!additional || !additional->is_bool() || additional->get_bool() ||
        schema.contains("patternProperties"))
      return std::nullopt;
    std::vector<std::string> known;
    if (properties)
      for (const auto& property : *properties) known.emplace_back(property.key());
    for (const auto& each : object) {
      if (properties && properties->contains(each.key())) continue;
      auto text = in_quotes(path(shorten(each.key(), max_quoted))) + " is not a parameter";
      if (const auto near = nearest(each.key(), known)) text += "; did you mean " + in_quotes(*near) + "?";
      if (known.empty()) return text + "; there are none";
      text += text.back() == '?' ? " Allowed: " : "; allowed: ";
      for (std::size_t i = 0; i < known.size(); ++i) text += (i ? ", " : "") + known[i];
      return text;
    }
    return std::nullopt;
  }

  /// What the missing parameter is, from its own description.
  static std::string described(const json::object* properties, std::string_view key) {
    if (!properties) return {};
    const auto* property = member(*properties, key);
    const auto* schema = property ? property->if_object() : nullptr;
    const auto* description = schema ? member(*schema, "description") : nullptr;
    if (!description || !description->is_string()) return {};
    return " (" + shorten(description->get_string(), 160) + ")";
  }

  const json::value root_;
};

}  // namespace

Problem explain_violation(const json::object& schema, const json::value& value) {
  return Explainer(schema).explain(schema, value, {}, 0);
}

}  // namespace kbroker::mcp
