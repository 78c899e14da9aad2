// Metric handles by label values, so that counting on the hot path builds no strings and takes no lock.
#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "label_value.hpp"

namespace kbroker::telemetry {

/// A hash table that only grows, up to `limit` series; what comes later shares one series whose labels are
/// all "other", so that names from outside cannot fill the memory. Any thread may call at().
template <class Handles, std::size_t Labels>
class SeriesTable {
 public:
  using Values = std::array<std::string_view, Labels>;
  using Make = std::function<Handles(const Values&)>;

  SeriesTable(std::size_t limit, Make make)
      : limit_(limit), make_(std::move(make)), slots_(std::bit_ceil(2 * limit + 2)) {}

  Handles& at(Values values) {
    for (auto& value : values) value = shorten_label_value(value);
    if (auto* found = find(values)) return *found;
    // Only now, because what is in the table was clean when it got there.
    Values clean = values;
    for (auto& value : clean) value = clean_label_value(value);
    if (clean != values)
      if (auto* found = find(clean)) return *found;
    return insert(clean);
  }

 private:
  struct Entry {
    std::size_t hash;
    std::array<std::string, Labels> values;
    Handles handles;
  };

  /// Length, first and last eight bytes: labels hardly ever agree in all of them, and a whole hash costs more
  /// than the counting.
  static std::uint64_t fold(std::string_view value) {
    if (value.empty()) return 0;
    std::uint64_t first = 0, last = 0;
    const auto size = std::min<std::size_t>(value.size(), 8);
    std::memcpy(&first, value.data(), size);
    std::memcpy(&last, value.data() + value.size() - size, size);
    return first * 0x9E3779B97F4A7C15u + last + value.size();
  }

  static std::size_t hash_of(const Values& values) {
    std::uint64_t hash = 0;
    for (const auto value : values) hash = (hash ^ fold(value)) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 32);
  }

  Handles* find(const Values& values) {
    const auto hash = hash_of(values);
    for (auto slot = hash;; ++slot) {
      auto* entry = slots_[slot & (slots_.size() - 1)].load(std::memory_order_acquire);
      if (!entry) break;
      if (entry->hash == hash && std::equal(values.begin(), values.end(), entry->values.begin()))
        return &entry->handles;
    }
    return full_.load(std::memory_order_acquire);
  }

  Handles& insert(Values values) {
    const std::lock_guard lock(mutex_);
    if (auto* found = find(values)) return *found;
    const bool is_last = entries_.size() == limit_;
    if (is_last) values.fill(other_label);
    const auto hash = hash_of(values);
    auto& entry = entries_.emplace_back(Entry{hash, {}, make_(values)});
    std::copy(values.begin(), values.end(), entry.values.begin());
    auto slot = hash;
    while (slots_[slot & (slots_.size() - 1)].load(std::memory_order_relaxed)) ++slot;
    slots_[slot & (slots_.size() - 1)].store(&entry, std::memory_order_release);
    if (is_last) full_.store(&entry.handles, std::memory_order_release);
    return entry.handles;
  }

  const std::size_t limit_;
  const Make make_;
  /// At most half full, so that every probe ends.
  std::vector<std::atomic<Entry*>> slots_;
  /// The shared series, once the table is full.
  std::atomic<Handles*> full_{nullptr};
  std::mutex mutex_;
  std::deque<Entry> entries_;
};

}  // namespace kbroker::telemetry
