#include "kbroker/catalog/api_search.hpp"

#include <algorithm>

#include "kbroker/base/text.hpp"
#include "search_ranker.hpp"
#include "search_reading.hpp"

namespace kbroker::catalog {

struct ApiSearch::Impl {
  std::shared_ptr<const ApiCatalogue> catalogue;
  const SearchWords& words = SearchWords::shipped();
  SearchRanker ranker{*catalogue, words};
};

ApiSearch::ApiSearch(std::shared_ptr<const ApiCatalogue> catalogue)
    : impl_(std::make_unique<Impl>(Impl{std::move(catalogue)})) {}
ApiSearch::~ApiSearch() = default;

const ApiCatalogue& ApiSearch::catalogue() const noexcept {
  return *impl_->catalogue;
}

SearchAnswer ApiSearch::search(const SearchRequest& request, const SymbolMaster& master) const {
  const auto reading = read_sentence(request.sentence, master, impl_->words, request.today);
  SearchAnswer answer;
  auto ranked = impl_->ranker.rank(reading, request.broker);
  if (ranked.size() > request.limit) ranked.resize(request.limit);
  for (const auto& one : ranked) {
    SearchHit hit;
    hit.api = one.api;
    hit.score = one.score;
    if (request.explain)
      for (auto& reason : impl_->ranker.explain(reading, request.broker, one.api))
        hit.parts.push_back({std::move(reason.what), reason.score});
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

}  // namespace kbroker::catalog
