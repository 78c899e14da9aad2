// The meanings of words, from data/search_words.tsv, and which of them stand in a sentence.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "search_sentence.hpp"
#include "symbol_index.hpp"

namespace kbroker::catalog {

using MeaningId = std::uint16_t;

struct Meaning {
  std::string_view name;       ///< "order_book"; "-" for words that mean nothing here
  std::string_view dimension;  ///< "asset", "stop", …; "-" for none
};

/// One form at one place of a sentence.
struct WordMatch {
  std::size_t end = 0;
  std::size_t form = 0;  ///< see SearchWords::meanings_of
};

/// Immutable: any thread may use it.
class SearchWords {
 public:
  /// The shipped list.
  static const SearchWords& shipped();
  explicit SearchWords(std::string_view table);

  const std::vector<Meaning>& meanings() const { return meanings_; }
  /// By name; must exist.
  MeaningId id(std::string_view name) const;
  const std::vector<MeaningId>& meanings_of(std::size_t form) const { return forms_[form].meanings; }
  bool is_ending(std::size_t form) const { return forms_[form].ending; }
  bool is_stop(std::size_t form) const { return forms_[form].stop; }

  /// Every form that begins at `at`, shortest first.
  void match(const Sentence& sentence, std::size_t at, std::vector<WordMatch>& out) const;
  /// The form that was meant by a mistyped word; nothing when none is near enough.
  const std::vector<MeaningId>* nearest(std::u32string_view word) const;

 private:
  struct Form {
    std::vector<MeaningId> meanings;
    std::u32string text, letters;
    std::vector<std::size_t> words;  ///< where the words of `text` begin
    PairSet pairs;
    bool ending = false, stop = false;
  };
  struct Node {
    std::uint32_t closed = 0;  ///< form + 1 that ends here
    std::uint32_t open = 0;    ///< form + 1 whose last syllable may go on
    std::uint32_t stem = 0;    ///< form + 1 that lost its last e: only before ed, ing
  };
  void add(std::string_view text, MeaningId meaning);
  void inherit_kinds();
  std::uint32_t child(std::uint32_t node, char32_t c) const;
  std::uint32_t walk(std::u32string_view text);
  std::uint32_t form_at(std::uint32_t Node::* slot, std::u32string_view text);

  std::vector<Meaning> meanings_;
  std::unordered_map<std::string_view, MeaningId> by_name_;
  std::vector<Form> forms_;
  std::unordered_map<char32_t, std::vector<std::uint32_t>> by_first_letter_;  ///< forms worth correcting to
  std::vector<Node> nodes_{Node{}};
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> children_;
};

}  // namespace kbroker::catalog
