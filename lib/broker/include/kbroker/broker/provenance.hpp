// Where a value came from. No value leaves this house without it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "kbroker/broker/domain.hpp"
#include "kbroker/broker/kept.hpp"

namespace kbroker::broker {

enum class Source { live, cache, stale, sample, simulated };
std::string_view to_string(Source source) noexcept;

/// The words a sample always carries.
inline constexpr std::string_view sample_note = "샘플 데이터 (API 호출 실패) / sample data";
inline constexpr std::string_view stale_note =
    "지난 데이터 (API 호출 실패, 마지막 정상 값) / last known good data";
inline constexpr std::string_view simulated_note = "내장 시뮬레이터 데이터 / built-in simulator data";

struct Provenance {
  Source source = Source::live;
  BrokerId broker = BrokerId::kis;
  Environment environment = Environment::real;
  /// When the value was true.
  WallTime as_of;
  /// Set when the value was kept for a while (cache, stale, and simulated values from the cache).
  std::optional<std::chrono::milliseconds> age;
  std::string note;

  Provenance() = default;
};

/// A value, shared with the cache and other callers, and where it came from.
template <class T>
struct Sourced {
  std::shared_ptr<const Kept<T>> kept;
  Provenance provenance;

  /// Holds nothing; for completion handlers that need a value to begin with.
  Sourced() = default;
  Sourced(std::shared_ptr<const Kept<T>> kept_, Provenance provenance_)
      : kept(std::move(kept_)), provenance(std::move(provenance_)) {}
  const T& value() const noexcept { return kept->value; }
};

}  // namespace kbroker::broker
