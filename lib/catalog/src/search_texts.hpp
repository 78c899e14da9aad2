// The texts of a catalogue as the search reads them.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "search_terms.hpp"

namespace kbroker::catalog {

struct ReadText {
  std::vector<Term> terms;
  std::vector<MeaningId> meanings;  ///< in the order of the text's words
};

/// Reads each text once, however many APIs share it. The words and all texts outlive it.
class TextReader {
 public:
  explicit TextReader(const SearchWords& words) : words_(words) {}
  const SearchWords& words() const { return words_; }
  /// Valid as long as the reader is.
  const ReadText& operator()(std::string_view text);

 private:
  const SearchWords& words_;
  std::unordered_map<std::string_view, ReadText> read_;
};

}  // namespace kbroker::catalog
