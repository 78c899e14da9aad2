// Long calls of the modern era: extension io.modelcontextprotocol/tasks (mcp.md 3.11).
#pragma once

#include <chrono>

namespace kbroker::mcp {

/// See CallContext::continue_as_task().
struct TaskOptions {
  /// How long the task may run and its result is kept, from its creation.
  std::chrono::milliseconds ttl{30 * 60'000};
  /// How often the client should look.
  std::chrono::milliseconds poll_interval{1000};
};

}  // namespace kbroker::mcp
