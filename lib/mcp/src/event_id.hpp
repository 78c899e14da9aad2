// Names of events a client can resume after: "<stream>_<number in the stream>" (mcp.md 2.3.5).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kbroker::mcp {

/// Meaningful only within one session.
struct EventId {
  std::uint64_t stream = 0;
  std::uint64_t event = 0;

  bool operator==(const EventId&) const = default;
};

std::string to_text(EventId id);
/// Reads `Last-Event-ID`; nothing for what to_text() did not write.
std::optional<EventId> parse_event_id(std::string_view text);

}  // namespace kbroker::mcp
