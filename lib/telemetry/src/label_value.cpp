// Label values that come from outside, made harmless.
#include "label_value.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"

namespace kbroker::telemetry {

std::string_view clean_label_value(std::string_view value) {
  const bool has_control = std::any_of(
      value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
  return has_control || !is_valid_utf8(value) ? other_label : value;
}

std::string_view http_method_label(std::string_view method) {
  constexpr std::array<std::string_view, 7> known{"POST", "GET", "DELETE", "OPTIONS", "HEAD", "PUT", "PATCH"};
  return std::find(known.begin(), known.end(), method) != known.end() ? method : other_label;
}

}  // namespace kbroker::telemetry
