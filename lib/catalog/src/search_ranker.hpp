// How well an API fits a reading: its texts, and whether it is of the kind that is asked for.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/catalog/api_catalogue.hpp"
#include "search_index.hpp"
#include "search_model.hpp"
#include "search_traits.hpp"
#include "search_wish.hpp"

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

/// Immutable after construction. The words outlive it.
class SearchRanker {
 public:
  SearchRanker(const ApiCatalogue& catalogue, TextReader& read);

  /// The best `limit` of those that `eligible` holds for, best first. `broker`: "kis", "kiwoom", or empty: as
  /// the sentence says.
  std::vector<Ranked> rank(const Reading& reading, std::string_view broker,
                           const std::function<bool(std::size_t api)>& eligible, std::size_t limit) const;
  /// The names of the meanings that add most to an API's score.
  std::vector<std::string> strongest(const Reading& reading, std::size_t api, std::size_t limit) const;
  /// What the score of an API is made of.
  std::vector<Reason> explain(const Reading& reading, std::size_t api) const;

 private:
  const SearchWords& words_;
  Kinds kinds_;
  SearchIndex index_;
  SearchModel model_;
  std::vector<ApiTraits> traits_;
};

}  // namespace kbroker::catalog
