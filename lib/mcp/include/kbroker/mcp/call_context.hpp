// What a running call may do besides returning a result.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include <boost/json/value.hpp>

#include "kbroker/base/clock.hpp"

namespace kbroker::mcp {

enum class LogLevel { debug, info, notice, warning, error, critical, alert, emergency };

/// Valid for the duration of the call; use on the call's executor.
class CallContext {
 public:
  virtual ~CallContext() = default;
  /// Requested when the client cancelled or, in the modern era, went away.
  virtual std::stop_token stop() const = 0;
  virtual Deadline deadline() const = 0;
  /// Reports progress when the client asked for it; `progress` must increase.
  virtual void progress(double progress, std::optional<double> total = std::nullopt,
                        std::string_view message = {}) = 0;
  /// Sends a log message to the client when it asked for this level.
  virtual void log(LogLevel level, std::string_view logger, boost::json::value data) = 0;
  /// The negotiated or declared protocol revision, for example "2025-11-25".
  virtual std::string_view protocol_version() const = 0;
  /// Identifies the request in our logs.
  virtual std::uint64_t request_id() const = 0;
};

}  // namespace kbroker::mcp
