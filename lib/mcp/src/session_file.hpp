// Sessions in a file, so that they survive a restart.
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

/// Empty when there is no file.
Result<std::string> read_session_file(const std::string& path);
/// Replaces the file as a whole; only its owner may read it, because an id opens its session.
Result<void> write_session_file(const std::string& path, std::string_view text);

}  // namespace kbroker::mcp
