// Header values that HTTP cannot carry plainly: `=?base64?…?=` (mcp.md 2.4.4).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kbroker::mcp {

/// The text a header value stands for: itself, or what the sentinel encodes. Nothing for a sentinel with bad
/// base64 or bytes that are not UTF-8, and for a plain value with control characters.
std::optional<std::string> decode_header_value(std::string_view value);
/// The same comparison without building the text when the value is plain.
bool header_value_equals(std::string_view value, std::string_view expected);

}  // namespace kbroker::mcp
