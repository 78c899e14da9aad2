#include "event_id.hpp"

#include <charconv>

namespace kbroker::mcp {

std::string to_text(EventId id) {
  return std::to_string(id.stream) + '_' + std::to_string(id.event);
}

std::optional<EventId> parse_event_id(std::string_view text) {
  EventId id;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const auto first = std::from_chars(begin, end, id.stream);
  if (first.ec != std::errc() || first.ptr == end || *first.ptr != '_') return std::nullopt;
  const auto second = std::from_chars(first.ptr + 1, end, id.event);
  if (second.ec != std::errc() || second.ptr != end) return std::nullopt;
  // Leading zeros and the like are not ours.
  if (to_text(id) != text) return std::nullopt;
  return id;
}

}  // namespace kbroker::mcp
