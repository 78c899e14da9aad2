// The instruments a sentence names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "foreign_names.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "search_entities.hpp"
#include "search_segment.hpp"
#include "search_sentence.hpp"
#include "search_words.hpp"

namespace kbroker::catalog {

struct Instrument {
  std::size_t begin = 0, end = 0;
  std::string code;
  const Symbol* symbol = nullptr;              ///< listed in Korea
  const ForeignInstrument* foreign = nullptr;  ///< listed abroad
  bool etf = false, elw = false;
};

/// In the order of the sentence. Codes come from the entities, names from the master and the list of foreign
/// instruments. What is neither in the master nor in the list has a code only.
std::vector<Instrument> instruments_of(const Sentence& sentence, const std::vector<Entity>& entities,
                                       const SymbolMaster& master, const SearchWords& words);

/// The one whose whole name a word is but for a typing error ("삼성잔자", "samsng electronics"), or whose
/// initials it is (ㅅㅅㅈㅈ). Only words of which no part is known are looked at, and only long ones are
/// corrected.
std::optional<Instrument> mistyped_instrument(const Sentence& sentence, const std::vector<Token>& tokens,
                                              const SymbolMaster& master);

}  // namespace kbroker::catalog
