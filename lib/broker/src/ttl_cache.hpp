// Answers kept for a while: bounded by entries and bytes, the least recently used goes first.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "kbroker/base/clock.hpp"

namespace kbroker::broker {

/// Found by the canonical text of a request; the MD5 of that text is the entry's published key. Values are
/// typed by the operation the text begins with. Not thread-safe by itself.
class TtlCache {
 public:
  TtlCache(std::size_t max_entries, std::size_t max_bytes)
      : max_entries_(max_entries), max_bytes_(max_bytes) {}

  struct Found {
    std::shared_ptr<const void> value;
    /// The value is an Error: the broker's "no such thing", remembered.
    bool negative = false;
    bool fresh = false;
    Duration age{};
  };

  /// Expired entries are found as well; they serve when the broker cannot be asked.
  std::optional<Found> find(std::string_view text, SteadyTime now);
  /// Returns how many entries had to go. A value larger than the whole cache is not kept.
  std::size_t put(std::string text, std::shared_ptr<const void> value, bool negative, std::size_t bytes,
                  SteadyTime now, Duration time_to_live);

  std::size_t entries() const { return entries_.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  struct Entry {
    std::string text, key;
    std::shared_ptr<const void> value;
    bool negative;
    std::size_t bytes;
    SteadyTime stored, fresh_until;
  };
  using Entries = std::list<Entry>;

  void erase(Entries::iterator entry);

  std::size_t max_entries_, max_bytes_;
  std::size_t bytes_ = 0;
  Entries entries_;  // most recently used first
  std::unordered_map<std::string_view, Entries::iterator> index_;
};

}  // namespace kbroker::broker
