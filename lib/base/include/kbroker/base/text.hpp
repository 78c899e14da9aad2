// Small text functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kbroker {

std::string_view trim(std::string_view text);
/// ASCII only.
std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
bool iequals(std::string_view a, std::string_view b);
std::vector<std::string_view> split(std::string_view text, char separator);
bool is_valid_utf8(std::string_view text);
/// Length in code points.
std::size_t utf8_length(std::string_view text);
/// At most `limit` bytes, cut between code points, with "…" when something was cut.
std::string shorten(std::string_view text, std::size_t limit);
/// "12345678" -> "****5678", "12345678-01" -> "****5678-01"; four characters or fewer are masked whole.
std::string mask(std::string_view text, std::size_t visible = 4);
/// Number of single-character insertions, deletions, substitutions and neighbour swaps.
std::size_t edit_distance(std::u32string_view a, std::u32string_view b);
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);
/// The candidate nearest to `word`, when it is near enough to be a typing error.
std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string> candidates);

}  // namespace kbroker
