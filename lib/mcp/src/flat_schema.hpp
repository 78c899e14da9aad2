// The usual input schema, an object of plain values, checked with a few comparisons.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace kbroker::mcp {

/// Says yes or "ask the validator", never no: valijson stays the judge of everything that is not plainly
/// right (it costs ten times as much, and nearly every call is right). Immutable, any thread.
class FlatSchema {
 public:
  /// Nothing for a schema that says more at its top than which members there are. A member with rules that
  /// are not known here is left to the validator.
  static std::optional<FlatSchema> compile(const boost::json::object& schema);

  /// True: `value` fits the schema. False: it may or may not.
  bool surely_fits(const boost::json::object& value) const noexcept;

 private:
  enum class Type { string, integer, boolean, other };
  struct Property {
    std::string name;
    Type type = Type::other;
    std::uint64_t required_bit = 0;
    std::size_t min_length = 0, max_length = std::numeric_limits<std::size_t>::max();  ///< code points
    std::int64_t minimum = std::numeric_limits<std::int64_t>::min();
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
    std::vector<std::string> one_of;  ///< empty: any
  };

  static Property compile_property(std::string_view name, const boost::json::value& schema);
  static bool fits(const Property& property, const boost::json::value& value) noexcept;

  std::vector<Property> properties_;
  std::uint64_t required_ = 0;
};

}  // namespace kbroker::mcp
