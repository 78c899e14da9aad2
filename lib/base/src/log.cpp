#include "kbroker/base/log.hpp"

#include <atomic>
#include <utility>

namespace kbroker::log {

namespace {

// Set once before threads start; read-only afterwards.
Sink current_sink;  // NOLINT: process-wide by nature
std::atomic<int> least_level{static_cast<int>(Level::error) + 1};

}  // namespace

std::string_view to_string(Level level) noexcept {
  switch (level) {
    case Level::debug:
      return "debug";
    case Level::info:
      return "info";
    case Level::warning:
      return "warning";
    case Level::error:
      return "error";
  }
  return "error";
}

void set_sink(Sink sink, Level least) {
  current_sink = std::move(sink);
  least_level = current_sink ? static_cast<int>(least) : static_cast<int>(Level::error) + 1;
}

bool enabled(Level level) noexcept {
  return static_cast<int>(level) >= least_level.load(std::memory_order_relaxed);
}

void write(Level level, std::string_view name, std::string_view message,
           std::initializer_list<Field> fields) {
  if (!enabled(level)) return;
  const Event event{level, name, message, fields};
  current_sink(event);
}

}  // namespace kbroker::log
