// The days a sentence speaks of.
#pragma once

#include <optional>
#include <vector>

#include "search_entities.hpp"

namespace kbroker::catalog {

/// Dates ("2026-03-01부터", "until 2026-03-01") or what words say ("어제", "지난 3개월", "last week");
/// nothing when they say nothing. What begins on a day goes on until `today`, the day in Korea; what ends on
/// one has no first day.
std::optional<DayRange> days_of(const Sentence& sentence, const std::vector<Entity>& entities, Date today);

}  // namespace kbroker::catalog
