// How well an API fits a reading: its texts, and whether it is of the kind that is asked for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbroker/catalog/api_catalogue.hpp"
#include "search_index.hpp"
#include "search_reading.hpp"
#include "search_words.hpp"

namespace kbroker::catalog {

/// A reason for or against, for `explain`.
struct Reason {
  std::string what;
  float score = 0;
};

struct Ranked {
  std::size_t api = 0;
  float score = 0;
};

/// Immutable after construction.
class SearchRanker {
 public:
  SearchRanker(const ApiCatalogue& catalogue, const SearchWords& words);

  /// Best first; `broker` empty: as the sentence says.
  std::vector<Ranked> rank(const Reading& reading, std::string_view broker) const;
  /// The names of the meanings that add most to an API's score.
  std::vector<std::string> strongest(const Reading& reading, std::size_t api, std::size_t limit) const;
  std::vector<Reason> explain(const Reading& reading, std::string_view broker, std::size_t api) const;

 private:
  struct Traits {
    std::vector<bool> meanings;   ///< of its name and category
    std::vector<bool> spoken_of;  ///< of its questions and synonyms as well
    bool kis = false, kiwoom = false;
    bool realtime = false, account = false, mutates = false, ranking = false, listing = false,
         takes_symbol = false;
  };
  struct Wish;
  Wish wish_of(const Reading& reading, std::string_view broker) const;
  template <class Take>
  void judge(const Wish& wish, const Traits& traits, Take take) const;

  const SearchWords& words_;
  SearchIndex index_;
  std::vector<Traits> traits_;
  std::vector<std::string_view> dimensions_;          ///< those that weigh
  std::vector<std::vector<MeaningId>> by_dimension_;  ///< beside dimensions_
};

}  // namespace kbroker::catalog
