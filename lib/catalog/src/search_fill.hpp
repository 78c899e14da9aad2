// The parameters of an API that a sentence already gives.
#pragma once

#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/api_search.hpp"
#include "search_reading.hpp"
#include "search_texts.hpp"

namespace kbroker::catalog {

/// What the meanings of allowed values speak of; without those that a sentence cannot ask for.
using ValueSubjects = boost::unordered_flat_map<std::string_view, std::vector<MeaningId>>;

/// Immutable after construction. The catalogue outlives it.
class ParamFiller {
 public:
  ParamFiller(const ApiCatalogue& catalogue, TextReader& read);

  /// In the order of the API's parameters; only what the sentence says, no standard values.
  std::vector<FilledParam> fill(const Api& api, const Reading& reading) const;

 private:
  ValueSubjects subjects_;
  ValueSubjects venues_;  ///< of the values of exchanges: order routing is no order
};

/// What was taken out of the sentence, in its order.
std::vector<Recognised> recognised_in(const Reading& reading);

}  // namespace kbroker::catalog
