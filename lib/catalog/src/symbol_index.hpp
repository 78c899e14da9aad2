// What the search compares, prepared once per master: every name of every instrument as keys.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

/// Which letter pairs a text has, folded into 128 bits: a quick "cannot be similar".
struct PairSet {
  std::array<std::uint64_t, 2> bits{};
  static PairSet of(std::u32string_view letters);
  /// How many pairs of this are not in the other.
  int missing_in(const PairSet& other) const;
};

/// One name of one instrument. The texts live in the index's pool.
struct Key {
  enum class Source : std::uint8_t { name, english, alias };
  std::uint32_t symbol = 0;
  Source source = Source::name;
  std::u32string_view text, initials, letters;
  /// Characters of `initials` (which include those of Latin texts) folded into bits.
  std::uint64_t initial_set = 0;
  PairSet pairs;
};

/// The bits of a text for Key::initial_set.
std::uint64_t character_set(std::u32string_view text);

/// Immutable after construction.
class SymbolIndex {
 public:
  explicit SymbolIndex(std::span<const Symbol> symbols);
  std::span<const Key> keys() const { return keys_; }

 private:
  std::u32string pool_;
  std::vector<Key> keys_;
};

}  // namespace kbroker::catalog
