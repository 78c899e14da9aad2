#include "kbroker/base/trace_context.hpp"

namespace kbroker {

namespace {

bool is_hex(std::string_view text) noexcept {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_id(std::string_view text) noexcept {
  return is_hex(text) && text.find_first_not_of('0') != std::string_view::npos;
}

}  // namespace

std::optional<TraceContext> parse_traceparent(std::string_view text) noexcept {
  // version-trace-parent-flags: 2, 32, 16 and 2 digits
  constexpr std::size_t size = 55, trace_at = 3, parent_at = 36, flags_at = 53;
  if (text.size() < size || text[2] != '-' || text[parent_at - 1] != '-' || text[flags_at - 1] != '-')
    return std::nullopt;
  const auto version = text.substr(0, 2);
  const TraceContext context{text.substr(trace_at, 32), text.substr(parent_at, 16)};
  if (!is_hex(version) || version == "ff" || !is_id(context.trace_id) || !is_id(context.parent_id) ||
      !is_hex(text.substr(flags_at, 2)))
    return std::nullopt;
  // Only versions after 00 may go on.
  if (text.size() > size && (version == "00" || text[size] != '-')) return std::nullopt;
  return context;
}

}  // namespace kbroker
