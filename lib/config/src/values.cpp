// Values as people write them in configuration.
#include "values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::config {

namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

// Smallest first; printing takes the largest that divides.
constexpr std::array<Unit, 5> time_units{
    {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
constexpr std::array<Unit, 4> size_units{{{"B", 1}, {"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}};

template <class T>
std::optional<T> parse_all(std::string_view text) {
  T value{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<std::uint64_t> parse_with_unit(std::string_view text, auto& units) {
  text = trim(text);
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto count = parse_all<std::uint64_t>(text.substr(0, digits));
  const auto name = trim(text.substr(digits));
  const auto unit = std::find_if(units.begin(), units.end(), [&](const Unit& u) { return u.name == name; });
  // A century of milliseconds and a mebi-gibibyte both fit below this bound.
  constexpr std::uint64_t bound = std::numeric_limits<std::int64_t>::max();
  if (!count || unit == units.end() || *count > bound / unit->factor) return std::nullopt;
  return *count * unit->factor;
}

std::string print_with_unit(std::uint64_t value, auto& units) {
  const Unit* best = &units.front();
  for (const auto& unit : units)
    if (value != 0 && value % unit.factor == 0) best = &unit;
  return std::to_string(value / best->factor) + std::string(best->name);
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  const auto value = parse_with_unit(text, time_units);
  if (!value) return std::nullopt;
  return std::chrono::milliseconds(static_cast<std::int64_t>(*value));
}

std::string print_duration(std::chrono::milliseconds value) {
  if (value.count() == 0) return "0s";
  return print_with_unit(static_cast<std::uint64_t>(value.count()), time_units);
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  if (const auto bytes = parse_unsigned(text)) return bytes;
  return parse_with_unit(text, size_units);
}

std::string print_size(std::uint64_t bytes) {
  return print_with_unit(bytes, size_units);
}

std::optional<bool> parse_boolean(std::string_view text) {
  const auto word = to_lower(trim(text));
  if (word == "true" || word == "yes" || word == "on" || word == "1") return true;
  if (word == "false" || word == "no" || word == "off" || word == "0") return false;
  return std::nullopt;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
  return parse_all<std::int64_t>(trim(text));
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  return parse_all<std::uint64_t>(trim(text));
}

std::optional<double> parse_number(std::string_view text) {
  const auto value = parse_all<double>(trim(text));
  if (!value || !std::isfinite(*value)) return std::nullopt;
  return value;
}

std::string print_number(double value) {
  std::array<char, 32> text{};
  const auto [end, failure] = std::to_chars(text.data(), text.data() + text.size(), value);
  return {text.data(), end};
}

std::string in_quotes(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

std::string shown(std::string_view text) {
  return in_quotes(shorten(text, 40));
}

}  // namespace kbroker::config
