// The cache's list and index.
#include "ttl_cache.hpp"

#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"

namespace kbroker::broker {

std::optional<TtlCache::Found> TtlCache::find(std::string_view text, SteadyTime now) {
  const auto found = index_.find(text);
  if (found == index_.end()) return std::nullopt;
  const auto entry = found->second;
  entries_.splice(entries_.begin(), entries_, entry);
  return Found{entry->value, entry->negative, now < entry->fresh_until, now - entry->stored};
}

std::size_t TtlCache::put(std::string text, std::shared_ptr<const void> value, bool negative,
                          std::size_t bytes, SteadyTime now, Duration time_to_live) {
  if (const auto old = index_.find(text); old != index_.end()) erase(old->second);
  auto key = md5_hex(text);
  bytes += sizeof(Entry) + text.size() + key.size();
  if (bytes > max_bytes_ || max_entries_ == 0) return 0;
  entries_.push_front(
      Entry{std::move(text), std::move(key), std::move(value), negative, bytes, now, now + time_to_live});
  index_.emplace(entries_.front().text, entries_.begin());
  bytes_ += bytes;

  std::size_t evicted = 0;
  for (; entries_.size() > max_entries_ || bytes_ > max_bytes_; ++evicted) {
    log::debug("cache.evicted", "an answer made room for newer ones", {{"key", entries_.back().key}});
    erase(std::prev(entries_.end()));
  }
  return evicted;
}

void TtlCache::erase(Entries::iterator entry) {
  bytes_ -= entry->bytes;
  index_.erase(entry->text);
  entries_.erase(entry);
}

}  // namespace kbroker::broker
