// Which APIs a set of terms fits: BM25F over their texts, and the nearest of their phrases.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "kbroker/catalog/api_catalogue.hpp"
#include "search_texts.hpp"

namespace kbroker::catalog {

/// Part of a score, for `explain`.
struct TermScore {
  TermKey key = 0;
  float score = 0;
};

/// Immutable after construction.
class SearchIndex {
 public:
  SearchIndex(const ApiCatalogue& catalogue, TextReader& read);

  struct Fit {
    float texts = 0;   ///< BM25F
    float phrase = 0;  ///< 0 to 1: the cosine of the nearest phrase
  };
  /// One an API, in the catalogue's order.
  std::vector<Fit> fit(std::span<const Term> terms) const;
  /// What each term adds to one API's `texts`.
  std::vector<TermScore> explain(std::span<const Term> terms, std::size_t api) const;

 private:
  struct Posting {
    std::uint16_t api;
    float frequency;  ///< weighted by field and length
  };
  struct PhrasePosting {
    std::uint32_t phrase;
    float weight;
  };
  struct Phrase {
    std::uint16_t api;
    float length;
  };
  struct Entry {
    float rarity = 0;
    std::vector<Posting> postings;
    std::vector<PhrasePosting> phrases;
  };
  std::size_t apis_ = 0;
  boost::unordered_flat_map<TermKey, Entry> entries_;
  std::vector<Phrase> phrases_;
};

}  // namespace kbroker::catalog
