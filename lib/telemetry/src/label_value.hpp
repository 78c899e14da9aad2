// Label values that come from outside, made harmless.
#pragma once

#include <string_view>

namespace kbroker::telemetry {

inline constexpr std::string_view other_label = "other";

/// "other" for a value that is longer than any name of ours. Cheap: looks at the length only.
inline std::string_view shorten_label_value(std::string_view value) {
  return value.size() <= 64 ? value : other_label;
}

/// "other" unless the value is UTF-8 without control characters.
std::string_view clean_label_value(std::string_view value);

/// A method of HTTP, or "other".
std::string_view http_method_label(std::string_view method);

}  // namespace kbroker::telemetry
