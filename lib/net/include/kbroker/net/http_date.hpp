// The time format of HTTP (RFC 9110, section 5.6.7).
#pragma once

#include <optional>
#include <string_view>

#include "kbroker/base/clock.hpp"

namespace kbroker::net::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT"; nothing for anything else, the obsolete forms included, and for a
/// year that not every WallTime can hold (before 1900 or after 2199).
std::optional<WallTime> parse_http_date(std::string_view text);

}  // namespace kbroker::net::http
