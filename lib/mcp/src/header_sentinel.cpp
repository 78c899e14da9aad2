// Strict where a sentinel is complete, literal where it is not.
#include "header_sentinel.hpp"

#include <algorithm>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

namespace {

constexpr std::string_view prefix = "=?base64?";
constexpr std::string_view suffix = "?=";

bool is_sentinel(std::string_view value) {
  return value.size() >= prefix.size() + suffix.size() && value.starts_with(prefix) &&
         value.ends_with(suffix);
}

bool is_plain(std::string_view value) {
  return std::all_of(value.begin(), value.end(),
                     [](char c) { return (c >= 0x20 && c <= 0x7e) || c == '\t'; });
}

}  // namespace

std::optional<std::string> decode_header_value(std::string_view value) {
  if (!is_sentinel(value)) {
    if (!is_plain(value)) return std::nullopt;
    return std::string(value);
  }
  value.remove_prefix(prefix.size());
  value.remove_suffix(suffix.size());
  auto decoded = base64_decode(value);
  if (!decoded || !is_valid_utf8(*decoded)) return std::nullopt;
  return decoded;
}

bool header_value_equals(std::string_view value, std::string_view expected) {
  if (!is_sentinel(value)) return is_plain(value) && value == expected;
  const auto decoded = decode_header_value(value);
  return decoded && *decoded == expected;
}

}  // namespace kbroker::mcp
