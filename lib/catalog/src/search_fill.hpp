// The parameters of an API that a sentence already gives.
#pragma once

#include <vector>

#include "kbroker/catalog/api.hpp"
#include "kbroker/catalog/api_search.hpp"
#include "search_reading.hpp"
#include "search_words.hpp"

namespace kbroker::catalog {

/// In the order of the API's parameters; only what the sentence says, no standard values.
std::vector<FilledParam> filled_params(const Api& api, const Reading& reading, const SearchWords& words);
/// What was taken out of the sentence, in its order.
std::vector<Recognised> recognised_in(const Reading& reading);

}  // namespace kbroker::catalog
