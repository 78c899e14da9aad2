// The instruments a sentence names.
#pragma once

#include <string>
#include <vector>

#include "foreign_names.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "search_entities.hpp"
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

}  // namespace kbroker::catalog
