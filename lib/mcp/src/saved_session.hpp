// What is kept of sessions over a restart, and its text.
#pragma once

#include <string>
#include <vector>

#include "client_features.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "revision.hpp"

namespace kbroker::mcp {

/// What a session is without its streams and calls.
struct SavedSession {
  std::string id, principal;
  Revision revision = newest_legacy;
  ClientFeatures features;
  LogLevel log_level = LogLevel::info;
  std::vector<std::string> subscriptions;
  std::chrono::seconds idle{0};
};

/// Compact JSON.
std::string to_text(const std::vector<SavedSession>& sessions);
/// Entries that make no sense are left out; invalid_argument when the whole does not.
Result<std::vector<SavedSession>> parse_sessions(std::string_view text);

}  // namespace kbroker::mcp
