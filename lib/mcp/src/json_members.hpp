// Members of JSON objects that came from outside.
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

namespace kbroker::mcp {

/// Empty when the member is missing or no text.
inline std::string_view text_at(const boost::json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
}

}  // namespace kbroker::mcp
