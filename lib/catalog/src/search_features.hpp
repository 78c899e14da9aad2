// A sentence as the trained model sees it.
#pragma once

#include <cstdint>
#include <vector>

#include "search_reading.hpp"

namespace kbroker::catalog {

/// Features are hashed into this many places; that two share one now and then does no harm.
inline constexpr std::size_t feature_places = 16'384;

struct Feature {
  std::uint16_t place = 0;  ///< below feature_places
  float weight = 0;
};

/// Runs of up to four letters, with one letter for each instrument, date, quantity and the like, and the
/// meanings of the words. Together of length 1, so that long sentences count as much as short ones.
std::vector<Feature> features_of(const Reading& reading, const SearchWords& words);

}  // namespace kbroker::catalog
