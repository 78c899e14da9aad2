// Names of log levels on the wire (RFC 5424).
#pragma once

#include <optional>
#include <string_view>

#include "kbroker/mcp/call_context.hpp"

namespace kbroker::mcp {

std::string_view to_string(LogLevel level) noexcept;
std::optional<LogLevel> parse_log_level(std::string_view name) noexcept;

}  // namespace kbroker::mcp
