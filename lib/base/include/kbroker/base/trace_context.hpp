// W3C Trace Context (www.w3.org/TR/trace-context): which trace of the caller's a request belongs to.
#pragma once

#include <optional>
#include <string_view>

namespace kbroker {

/// Views into the text it was read from.
struct TraceContext {
  std::string_view trace_id;   ///< 32 lower-case hexadecimal digits, not all zero
  std::string_view parent_id;  ///< 16, the caller's span
};

/// Reads `traceparent` (section 3.2), later versions as that section asks. Nothing when it is malformed: it
/// is then as if it were not there.
std::optional<TraceContext> parse_traceparent(std::string_view text) noexcept;

}  // namespace kbroker
