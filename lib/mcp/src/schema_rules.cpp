// An unenforced rule is worse than a refused one: only known keywords pass.
#include "schema_rules.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>

#include <boost/json/array.hpp>

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

// Enforced by valijson 1.0 (draft 7) with the meaning of 2020-12.
constexpr std::array<std::string_view, 25> plain_keywords = {
    "type",        "enum",      "const",     "minimum",   "maximum",  "exclusiveMinimum", "exclusiveMaximum",
    "multipleOf",  "minLength", "maxLength", "minItems",  "maxItems", "minProperties",    "maxProperties",
    "required",    "format",    "$schema",   "$id",       "$comment", "$anchor",          "title",
    "description", "default",   "examples",  "deprecated"};
// "enumNames": titles of choices in forms of older revisions (mcp.md 3.9).
constexpr std::array<std::string_view, 5> annotations = {"readOnly", "writeOnly", "contentEncoding",
                                                         "contentMediaType", "enumNames"};
constexpr std::array<std::string_view, 7> one_schema = {
    "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else"};
constexpr std::array<std::string_view, 3> schema_lists = {"allOf", "anyOf", "oneOf"};
constexpr std::array<std::string_view, 4> schema_maps = {"properties", "patternProperties", "$defs",
                                                         "definitions"};
// What may stand beside $ref: draft 7 ignores everything there, 2020-12 does not.
constexpr std::array<std::string_view, 8> beside_ref = {"title",    "description", "default",  "examples",
                                                        "$comment", "deprecated",  "readOnly", "writeOnly"};

constexpr std::array<std::string_view, 7> type_names = {"null",   "boolean", "integer", "number",
                                                        "string", "array",   "object"};

template <std::size_t N>
bool has(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

class Checker {
 public:
  explicit Checker(const json::object& root) : root_(root) {}

  bool costly = false;

  void check(const json::value& schema, const std::string& place) {
    if (schema.is_bool()) return;
    const auto* object = schema.if_object();
    if (!object) refuse(place, "a schema is an object or true or false");
    check(*object, place);
  }

  void check(const json::object& schema, const std::string& place) {
    const bool is_ref = schema.contains("$ref");
    for (const auto& member : schema) {
      const std::string_view key = member.key();
      if (key.starts_with("x-")) continue;
      if (is_ref && key != "$ref" && !has(beside_ref, key))
        refuse(place, "\"" + std::string(key) + "\" beside \"$ref\" is not enforced");
      check_member(key, member.value(), place);
    }
  }

 private:
  void check_member(std::string_view key, const json::value& value, const std::string& place) {
    const auto here = place + "/" + std::string(key);
    if (key == "$ref") {
      check_reference(value, here);
    } else if (key == "type") {
      check_type(value, here);
    } else if (key == "items") {
      if (value.is_array()) refuse(here, "an array of schemas is not JSON Schema 2020-12");
      check(value, here);
    } else if (key == "pattern") {
      check_pattern(value, here);
    } else if (key == "uniqueItems") {
      costly = true;
    } else if (has(one_schema, key)) {
      check(value, here);
    } else if (has(schema_lists, key)) {
      const auto* list = value.if_array();
      if (!list || list->empty()) refuse(here, "must be a list of schemas");
      for (std::size_t i = 0; i < list->size(); ++i) check(list->at(i), here + "/" + std::to_string(i));
    } else if (has(schema_maps, key)) {
      const auto* map = value.if_object();
      if (!map) refuse(here, "must be an object of schemas");
      for (const auto& member : *map) {
        if (key == "patternProperties") check_pattern(json::value(member.key()), here);
        check(member.value(), here + "/" + std::string(member.key()));
      }
    } else if (!has(plain_keywords, key) && !has(annotations, key)) {
      refuse(here, "this keyword would not be enforced");
    }
  }

  void check_type(const json::value& value, const std::string& place) {
    const auto known = [](const json::value& name) {
      return name.is_string() && has(type_names, std::string_view(name.get_string()));
    };
    const auto* list = value.if_array();
    const bool fits = list ? !list->empty() && std::all_of(list->begin(), list->end(), known) : known(value);
    if (!fits) refuse(place, "unknown type");
  }

  void check_pattern(const json::value& value, const std::string& place) {
    costly = true;
    const auto* text = value.if_string();
    if (!text) refuse(place, "must be a text");
    try {
      std::regex(text->begin(), text->end());
    } catch (const std::regex_error& e) {
      refuse(place, std::string("is not a regular expression: ") + e.what());
    }
  }

  void check_reference(const json::value& value, const std::string& place) {
    const auto* text = value.if_string();
    if (!text || !(*text == "#" || text->starts_with("#/")))
      refuse(place, "only references inside the document (#/…) are followed");
    if (*text == "#") return;
    boost::system::error_code failure;
    if (!json::value(root_).find_pointer(std::string_view(*text).substr(1), failure))
      refuse(place, "leads nowhere");
  }

  [[noreturn]] static void refuse(const std::string& place, const std::string& why) {
    throw std::invalid_argument("JSON Schema at #" + place + ": " + why);
  }

  const json::object& root_;
};

}  // namespace

bool check_schema_keywords(const json::object& schema) {
  Checker checker(schema);
  checker.check(schema, "");
  return checker.costly;
}

}  // namespace kbroker::mcp
