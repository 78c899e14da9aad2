// Meanings as bits, a word of bits a dimension, so that 546 APIs are compared with a sentence at once.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "search_weights.hpp"
#include "search_words.hpp"

namespace kbroker::catalog {

inline constexpr std::size_t dimension_count = std::size(dimension_weights);

/// Beside dimension_weights: the meanings of each dimension as bits.
using KindSet = std::array<std::uint32_t, dimension_count>;

/// Immutable: any thread may use it.
class Kinds {
 public:
  explicit Kinds(const SearchWords& words);
  /// `meanings` by MeaningId.
  KindSet of(const std::vector<bool>& meanings) const;

 private:
  struct Place {
    std::uint16_t dimension = dimension_count;  ///< dimension_count: of none that weighs
    std::uint16_t bit = 0;
  };
  std::vector<Place> places_;
};

}  // namespace kbroker::catalog
