// valijson does the checking; explanations come from schema_explain, on the failure path only.
#include "schema.hpp"

#include <cmath>
#include <stdexcept>

#include <boost/json/array.hpp>

#define VALIJSON_USE_EXCEPTIONS 1  // otherwise a malformed schema aborts the process
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "flat_schema.hpp"
#include "schema_explain.hpp"
#include "schema_rules.hpp"

namespace kbroker::mcp {

namespace json = boost::json;
using Adapter = valijson::adapters::BoostJsonAdapter;

struct Schema::Compiled {
  json::object source;
  valijson::Schema schema;
  bool costly = false;
  std::optional<FlatSchema> flat;
};

namespace {

// std::regex recurses for each character and uniqueItems compares all pairs: bound what they are given.
constexpr std::size_t max_costly_text = 4096;
constexpr std::size_t max_costly_items = 1024;

std::optional<std::string> too_large(const json::value& value) {
  if (const auto* text = value.if_string()) {
    if (text->size() > max_costly_text)
      return "a text of " + std::to_string(text->size()) + " bytes is too long; at most " +
             std::to_string(max_costly_text) + " are accepted";
  } else if (const auto* array = value.if_array()) {
    if (array->size() > max_costly_items)
      return "a list of " + std::to_string(array->size()) + " elements is too long; at most " +
             std::to_string(max_costly_items) + " are accepted";
    for (const auto& element : *array)
      if (auto problem = too_large(element)) return problem;
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object)
      if (auto problem = too_large(member.value())) return problem;
  }
  return std::nullopt;
}

/// The regular expressions a thread has compiled; valijson's cache is not made for sharing.
valijson::Validator& validator() {
  thread_local valijson::Validator instance;
  return instance;
}

/// JSON Schema knows 1.0 as an integer, valijson does not.
bool whole_numbers_to_integers(json::value& value) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  bool changed = false;
  if (const auto* number = value.if_double()) {
    if (std::abs(*number) < exact && std::trunc(*number) == *number) {
      value = static_cast<std::int64_t>(*number);
      changed = true;
    }
  } else if (auto* array = value.if_array()) {
    for (auto& element : *array) changed |= whole_numbers_to_integers(element);
  } else if (auto* object = value.if_object()) {
    for (auto& member : *object) changed |= whole_numbers_to_integers(member.value());
  }
  return changed;
}

std::string first_problem(const valijson::ValidationResults& results) {
  std::string text = "the arguments do not fit the input schema";
  if (results.begin() == results.end()) return text;
  const auto& error = *results.begin();
  text += " at ";
  for (const auto& step : error.context) text += step == "<root>" ? std::string("the top") : step;
  return text + ": " + error.description;
}

}  // namespace

Schema::Schema(const json::object& schema) : compiled_(std::make_unique<Compiled>()) {
  compiled_->source = schema;
  compiled_->costly = check_schema_keywords(schema);
  try {
    const json::value root(schema);
    valijson::SchemaParser parser;
    parser.populateSchema(Adapter(root), compiled_->schema);
  } catch (const std::exception& e) {
    throw std::invalid_argument(std::string("malformed JSON Schema: ") + e.what());
  }
  compiled_->flat = FlatSchema::compile(schema);
}

Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

std::optional<std::string> Schema::validate(const json::value& value) const {
  if (compiled_->flat && value.is_object() && compiled_->flat->surely_fits(value.get_object()))
    return std::nullopt;
  if (compiled_->costly)
    if (auto problem = too_large(value)) return problem;
  if (validator().validate(compiled_->schema, Adapter(value), nullptr)) return std::nullopt;
  json::value copy(value, json::storage_ptr());
  if (whole_numbers_to_integers(copy) && validator().validate(compiled_->schema, Adapter(copy), nullptr))
    return std::nullopt;
  if (auto problem = explain_violation(compiled_->source, copy)) return problem;
  valijson::ValidationResults results;
  validator().validate(compiled_->schema, Adapter(copy), &results);
  return first_problem(results);
}

}  // namespace kbroker::mcp
