// Names of the broker-neutral enumerations.
#include "kbroker/broker/domain.hpp"

#include <array>

#include "kbroker/base/text.hpp"
#include "kbroker/broker/provenance.hpp"

namespace kbroker::broker {

namespace {

template <class Enum, std::size_t N>
std::optional<Enum> parse_name(std::string_view text, const std::array<Enum, N>& values) {
  for (const auto value : values)
    if (iequals(trim(text), to_string(value))) return value;
  return std::nullopt;
}

}  // namespace

std::string_view to_string(BrokerId id) noexcept {
  return id == BrokerId::kis ? "kis" : "kiwoom";
}

std::optional<BrokerId> parse_broker_id(std::string_view text) {
  return parse_name(text, std::array{BrokerId::kis, BrokerId::kiwoom});
}

std::string_view to_string(Environment environment) noexcept {
  switch (environment) {
    case Environment::real:
      return "real";
    case Environment::paper:
      return "paper";
    case Environment::simulated:
      return "simulated";
  }
  return "real";
}

std::string_view to_string(Basis basis) noexcept {
  switch (basis) {
    case Basis::krx:
      return "KRX";
    case Basis::nxt:
      return "NXT";
    case Basis::combined:
      return "combined";
  }
  return "KRX";
}

std::optional<Basis> parse_basis(std::string_view text) {
  return parse_name(text, std::array{Basis::krx, Basis::nxt, Basis::combined});
}

std::string_view to_string(Interval interval) noexcept {
  switch (interval) {
    case Interval::minute:
      return "minute";
    case Interval::day:
      return "day";
    case Interval::week:
      return "week";
    case Interval::month:
      return "month";
    case Interval::year:
      return "year";
  }
  return "day";
}

std::optional<Interval> parse_interval(std::string_view text) {
  return parse_name(
      text, std::array{Interval::minute, Interval::day, Interval::week, Interval::month, Interval::year});
}

std::string_view to_string(Source source) noexcept {
  switch (source) {
    case Source::live:
      return "live";
    case Source::cache:
      return "cache";
    case Source::stale:
      return "stale";
    case Source::sample:
      return "sample";
    case Source::simulated:
      return "simulated";
  }
  return "live";
}

}  // namespace kbroker::broker
