// How well a query fits one name: pure functions, scores from 0 (not at all) to 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "symbol_index.hpp"

namespace kbroker::catalog {

/// A query in the forms the comparison needs, computed once.
struct QueryKey {
  explicit QueryKey(std::u32string key);
  std::u32string text;  ///< search_key()
  std::u32string initials;
  std::u32string letters;
  std::uint64_t initial_set = 0;
  PairSet pairs;
  bool has_lone_consonant = false;
  bool has_syllable = false;
};

struct Fit {
  double score = 0;
  std::string_view why;
};

/// Whole, beginning or part of the name. A lone consonant in the query stands for any syllable it begins.
Fit spelled_fit(const QueryKey& query, const Key& key);
/// Abbreviations (the first syllable and some of the others, in order) and typing errors.
Fit similar_fit(const QueryKey& query, const Key& key);

/// The least edit distance between `pattern` and any part of `text`.
std::size_t distance_within(std::u32string_view pattern, std::u32string_view text);

}  // namespace kbroker::catalog
