// What is compared: the meanings of a text, the words nobody listed, and pairs of syllables.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "search_segment.hpp"

namespace kbroker::catalog {

/// A meaning, a foreign word or a pair of syllables, told apart by their upper bits.
using TermKey = std::uint64_t;

TermKey term_of(MeaningId meaning);
/// The meaning behind a term; nothing for words and syllables.
std::optional<MeaningId> meaning_of(TermKey term);

/// Meanings of this dimension are no terms: they only steer the reading.
bool says_nothing(std::string_view dimension);

struct Term {
  TermKey key = 0;
  float weight = 0;
};

/// The terms of tokens, each once, weights added up.
std::vector<Term> terms_of(const Sentence& sentence, const SearchWords& words, std::span<const Token> tokens);

}  // namespace kbroker::catalog
