// One table for both directions.
#include "log_level.hpp"

#include <iterator>

namespace kbroker::mcp {

namespace {
constexpr std::string_view names[] = {"debug", "info",     "notice", "warning",
                                      "error", "critical", "alert",  "emergency"};
}

std::string_view to_string(LogLevel level) noexcept {
  return names[static_cast<std::size_t>(level)];
}

std::optional<LogLevel> parse_log_level(std::string_view name) noexcept {
  for (std::size_t i = 0; i < std::size(names); ++i)
    if (names[i] == name) return static_cast<LogLevel>(i);
  return std::nullopt;
}

}  // namespace kbroker::mcp
