// Finds the API for a job from a person's own sentence: Korean, English or mixed, colloquial, mistyped.
// docs/search.md explains how.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/symbol_master.hpp"

namespace kbroker::catalog {

/// Something in the sentence that can become a parameter.
struct Recognised {
  std::string kind;   ///< "instrument", "days", "time", "quantity", "price", "order_number"
  std::string text;   ///< as it stands in the sentence; empty for days, which several words may give
  std::string value;  ///< code, number, HHMMSS, or ISO day or days "2026-11-01/2026-11-30"
  std::string name;   ///< an instrument's name when it is known
};

struct FilledParam {
  std::string_view name;  ///< the API's own name
  std::string value;
};

struct SearchHit {
  std::size_t api = 0;  ///< index in the catalogue
  double score = 0;     ///< comparable within one answer only
  std::vector<FilledParam> params;
  std::vector<std::string> why;  ///< the meanings that speak for it (data/search_words.tsv), strongest first
  struct Part {
    std::string what;
    double score = 0;
  };
  std::vector<Part> parts;  ///< when asked to explain: what the score is made of
};

struct SearchAnswer {
  std::vector<SearchHit> hits;  ///< best first
  std::vector<Recognised> recognised;
};

struct SearchRequest {
  std::string_view sentence;  ///< of a long one the first 400 characters count
  std::size_t limit = 5;
  std::string_view broker;  ///< "kis", "kiwoom"; empty: as the sentence says, KIS when it says nothing
  bool explain = false;
  Date today{};                    ///< in Korea: what "yesterday" counts from
  std::string_view category = {};  ///< only APIs of this one: "domestic_stock"; empty: all
};

/// Any thread may use it. The first search builds the index (about a quarter of a second); a
/// search takes about half a millisecond.
class ApiSearch {
 public:
  explicit ApiSearch(std::shared_ptr<const ApiCatalogue> catalogue);
  ~ApiSearch();
  SearchAnswer search(const SearchRequest& request, const SymbolMaster& master) const;
  const ApiCatalogue& catalogue() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::catalog
