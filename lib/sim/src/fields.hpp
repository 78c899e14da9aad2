// Parameters and header fields by name, in any case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/base/text.hpp"

namespace kbroker::sim {

struct IgnoreCase {
  using is_transparent = void;
  bool operator()(std::string_view a, std::string_view b) const { return to_lower(a) < to_lower(b); }
};
using Fields = std::map<std::string, std::string, IgnoreCase>;

/// Empty when absent.
std::string_view value_of(const Fields& fields, std::string_view name);
/// Malformed parts are left out.
Fields parse_query_fields(std::string_view query);
/// The string members of a JSON object; nothing when the text is not one. An empty text has no members.
std::optional<Fields> parse_json_fields(std::string_view body);

}  // namespace kbroker::sim
