#include "kbroker/catalog/api_search.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "search_fill.hpp"
#include "search_ranker.hpp"
#include "search_reading.hpp"

namespace kbroker::catalog {

struct ApiSearch::Impl {
  std::shared_ptr<const ApiCatalogue> catalogue;
  std::once_flag once;
  std::optional<SearchRanker> ranker;
  std::optional<ParamFiller> filler;

  explicit Impl(std::shared_ptr<const ApiCatalogue> given) : catalogue(std::move(given)) {}

  void build() {
    TextReader read(SearchWords::shipped());
    ranker.emplace(*catalogue, read);
    filler.emplace(*catalogue, read);
  }
};

ApiSearch::ApiSearch(std::shared_ptr<const ApiCatalogue> catalogue)
    : impl_(std::make_unique<Impl>(std::move(catalogue))) {}
ApiSearch::~ApiSearch() = default;

const ApiCatalogue& ApiSearch::catalogue() const noexcept {
  return *impl_->catalogue;
}

SearchAnswer ApiSearch::search(const SearchRequest& request, const SymbolMaster& master) const {
  static constexpr std::size_t reasons_told = 4;
  const auto& words = SearchWords::shipped();
  std::call_once(impl_->once, [this] { impl_->build(); });
  const auto& ranker = *impl_->ranker;
  const auto reading = read_sentence(request.sentence, master, words, request.today);
  SearchAnswer answer;
  answer.recognised = recognised_in(reading);
  const auto in_category = [&](std::size_t api) {
    const auto id = impl_->catalogue->id(api);
    const auto place = id.substr(id.find('.') + 1);
    return request.category.empty() || place.substr(0, place.find('.')) == request.category;
  };
  for (const auto& one : ranker.rank(reading, request.broker, in_category, request.limit)) {
    SearchHit hit;
    hit.api = one.api;
    hit.score = one.score;
    hit.params = impl_->filler->fill(impl_->catalogue->at(one.api), reading);
    hit.why = ranker.strongest(reading, one.api, reasons_told);
    if (request.explain)
      for (auto& reason : ranker.explain(reading, one.api))
        hit.parts.push_back({std::move(reason.what), reason.score});
    answer.hits.push_back(std::move(hit));
  }
  return answer;
}

}  // namespace kbroker::catalog
