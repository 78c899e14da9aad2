// Members of a result that are there only when the value is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/json_text.hpp"

namespace kbroker::tools {

inline void put(boost::json::object& data, std::string_view name, const std::optional<Decimal>& value) {
  if (value) data.emplace(name, to_json(*value));
}
inline void put(boost::json::object& data, std::string_view name, const std::optional<std::int64_t>& value) {
  if (value) data.emplace(name, *value);
}
inline void put(boost::json::object& data, std::string_view name, const std::string& value) {
  if (!value.empty()) data.emplace(name, value);
}

}  // namespace kbroker::tools
