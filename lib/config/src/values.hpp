// Values as people write them in configuration: durations, sizes, booleans, numbers.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kbroker::config {

/// "250ms", "300s", "15m", "4h", "2d". A unit is required.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);
/// With the largest unit that divides it: 300000 ms is "5m".
std::string print_duration(std::chrono::milliseconds value);

/// "4MiB", "16KiB", "1GiB", "512B" or plain bytes.
std::optional<std::uint64_t> parse_size(std::string_view text);
std::string print_size(std::uint64_t bytes);

/// true, yes, on, 1 and their opposites, in any case.
std::optional<bool> parse_boolean(std::string_view text);

std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<std::uint64_t> parse_unsigned(std::string_view text);
/// Decimal notation only; never infinite or NaN.
std::optional<double> parse_number(std::string_view text);
std::string print_number(double value);

/// A YAML double-quoted scalar.
std::string in_quotes(std::string_view text);
/// `text` for a message: quoted, at most 40 bytes, on one line.
std::string shown(std::string_view text);

}  // namespace kbroker::config
