// Times as text: RFC 3339 in Korean time, broker formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kbroker/base/clock.hpp"

namespace kbroker {

/// Korea has no daylight saving time: KST is UTC+9 all year.
inline constexpr std::chrono::hours kst_offset{9};

/// "2026-11-20T10:15:30+09:00".
std::string to_rfc3339_kst(WallTime time);
/// "20261120" in Korean time.
std::string to_yyyymmdd_kst(WallTime time);
/// "101530" in Korean time.
std::string to_hhmmss_kst(WallTime time);
/// Reads Korean time "20261120" + "101530" (time may be empty: midnight).
std::optional<WallTime> parse_kst(std::string_view yyyymmdd, std::string_view hhmmss);
/// Reads "2026-11-22 08:12:44" or "20261122081244" as Korean time.
std::optional<WallTime> parse_kst_timestamp(std::string_view text);

}  // namespace kbroker
