// Cuts a sentence into the words of the list, however it was spaced.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "search_sentence.hpp"
#include "search_words.hpp"

namespace kbroker::catalog {

/// A part of the sentence that was read already: a number, an instrument.
struct Span {
  std::size_t begin = 0, end = 0;
};

struct Token {
  std::size_t begin = 0, end = 0;
  /// Empty for what the list does not know and for what means nothing.
  std::span<const MeaningId> meanings;
  bool known = false;
  bool mistyped = false;
};

/// In the order of the sentence, endings left out. The spans come in order and are left out, too.
std::vector<Token> segment(const Sentence& sentence, const SearchWords& words, std::span<const Span> read);

}  // namespace kbroker::catalog
