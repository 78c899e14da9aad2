// What a sentence asks for.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "search_entities.hpp"
#include "search_instruments.hpp"
#include "search_segment.hpp"
#include "search_terms.hpp"

namespace kbroker::catalog {

struct Reading {
  Sentence sentence;
  std::vector<Entity> entities;
  std::vector<Instrument> instruments;
  std::optional<DayRange> days;
  std::vector<Token> tokens;      ///< without those that are not wanted
  std::vector<Token> not_wanted;  ///< "live" in "the price, not live"
  std::vector<Term> terms;
  std::vector<bool> asked, refused;  ///< by meaning

  bool asks(MeaningId meaning) const { return asked[meaning]; }
};

Reading read_sentence(std::string_view text, const SymbolMaster& master, const SearchWords& words,
                      Date today);

}  // namespace kbroker::catalog
