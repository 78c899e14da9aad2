// A JSON Schema compiled once; validates arguments at each call.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace kbroker::mcp {

/// Any thread may call validate(). Written in the part of JSON Schema 2020-12 that means the same in draft 7,
/// which is what the validator knows; see check_schema_keywords().
class Schema {
 public:
  /// Throws std::invalid_argument, naming the place, when the schema is malformed or would not be enforced
  /// whole.
  explicit Schema(const boost::json::object& schema);
  ~Schema();
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;

  /// What does not fit, as a clause for a model ("\"limit\" must be an integer from 1 to 50, got 0").
  /// Nothing when `value` fits. A whole number written as 1.0 counts as an integer.
  std::optional<std::string> validate(const boost::json::value& value) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace kbroker::mcp
