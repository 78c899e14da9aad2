// A log event as one line of text or JSON. Pure: the time is an argument.
#pragma once

#include <string>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/log.hpp"

namespace kbroker::telemetry {

/// "2026-11-20T01:15:30.123Z": RFC 3339, UTC, milliseconds.
std::string to_log_time(WallTime time);

/// `TIME LEVEL EVENT MESSAGE key=value …` without a newline. Control characters, line separators and bytes
/// that are not UTF-8 are escaped, so that no value can look like a line of its own or drive a terminal.
std::string to_text_line(const log::Event& event, WallTime time);

/// {"ts":…,"level":…,"event":…,"message":…,"fields":{…}} without a newline; `fields` only where there are
/// any.
std::string to_json_line(const log::Event& event, WallTime time);

}  // namespace kbroker::telemetry
