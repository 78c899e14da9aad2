// Sends log events to standard error as text or JSON.
#pragma once

#include <string>

#include "kbroker/base/log.hpp"

namespace kbroker::telemetry {

enum class LogFormat { text, json };

/// Starts the asynchronous writer (bounded queue, oldest dropped and counted) and installs it as the sink.
void start_logging(log::Level level, LogFormat format);
/// Writes what is queued and stops.
void stop_logging();

}  // namespace kbroker::telemetry
