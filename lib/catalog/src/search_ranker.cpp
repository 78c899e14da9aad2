#include "search_ranker.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace kbroker::catalog {

namespace {

/// Hands every reason for or against an API to `take(name, score)`.
template <class Take>
void judge(const Wish& wish, const ApiTraits& traits, Take take) {
  for (std::size_t i = 0; i < dimension_count; ++i) {
    const auto& weight = dimension_weights[i];
    const auto asked = wish.asked[i], there = traits.kinds[i];
    if ((asked | there) == 0) continue;
    if (wish.refused[i] & there) take(weight.dimension, -weight.missing);
    const bool fund = wish.fund && weight.dimension == "asset";
    if (asked == 0) {
      if (!fund) take(weight.dimension, -weight.unasked);
    } else if ((asked & there) || (there && weight.dimension == loose_dimension)) {
      // Each further meaning in common says more: Asia and abroad.
      take(weight.dimension,
           weight.both + 0.5F * static_cast<float>(std::max(0, std::popcount(asked & there) - 1)));
    } else {
      take(weight.dimension, asked & traits.spoken_of[i] ? -weight.missing * half_missing : -weight.missing);
    }
    if (fund && asked == 0 && traits.etf) take(weight.dimension, weight.both);
  }
  const auto flag = [&](const DimensionWeight& weight, bool asked, bool there, float share = 1) {
    if (asked && there)
      take(weight.dimension, weight.both * share);
    else if (asked)
      take(weight.dimension, -weight.missing);
    else if (there && weight.unasked > 0)
      take(weight.dimension, -weight.unasked * share);
  };
  if (traits.realtime && wish.no_realtime)
    take(realtime_weight.dimension, -realtime_refused);
  else
    flag(realtime_weight, wish.realtime, traits.realtime);
  flag(account_weight, wish.account, traits.account);
  flag(order_weight, wish.order, traits.mutates);
  flag(ranking_weight, wish.ranking, traits.ranking || traits.listing, traits.listing ? 0.5F : 1.0F);
  if (!traits.account || traits.takes_symbol) flag(instrument_weight, wish.instrument, traits.takes_symbol);
  if (traits.everyday) take("everyday", everyday);
  if (traits.kis && wish.kis_handicap > 0) take("broker", -wish.kis_handicap);
  if (traits.kiwoom && wish.kiwoom_handicap > 0) take("broker", -wish.kiwoom_handicap);
}

}  // namespace

SearchRanker::SearchRanker(const ApiCatalogue& catalogue, TextReader& read)
    : words_(read.words()), kinds_(words_), index_(catalogue, read), model_(catalogue) {
  traits_.reserve(catalogue.size());
  for (std::size_t i = 0; i < catalogue.size(); ++i)
    traits_.push_back(traits_of(catalogue.at(i), read, kinds_));
}

std::vector<Ranked> SearchRanker::rank(const Reading& reading, std::string_view broker,
                                       const std::function<bool(std::size_t api)>& eligible,
                                       std::size_t limit) const {
  auto wish = wish_of(reading, words_, kinds_);
  if (!broker.empty()) wish.kis_handicap = wish.kiwoom_handicap = 0;
  const auto fits = index_.fit(reading.terms);
  const auto shares = model_.judge(features_of(reading, words_));
  std::vector<Ranked> ranked;
  ranked.reserve(fits.size());
  for (std::size_t i = 0; i < fits.size(); ++i) {
    const auto& traits = traits_[i];
    if ((broker == "kis" && !traits.kis) || (broker == "kiwoom" && !traits.kiwoom) || !eligible(i)) continue;
    float score = fits[i].texts + phrase_weight * fits[i].phrase + learned_weight * shares[i];
    judge(wish, traits, [&](std::string_view, float by) { score += by; });
    ranked.push_back({i, score});
  }
  limit = std::min(limit, ranked.size());
  std::ranges::partial_sort(ranked, ranked.begin() + static_cast<std::ptrdiff_t>(limit),
                            [](const Ranked& a, const Ranked& b) {
                              return a.score != b.score ? a.score > b.score : a.api < b.api;
                            });
  ranked.resize(limit);
  return ranked;
}

std::vector<std::string> SearchRanker::strongest(const Reading& reading, std::size_t api,
                                                 std::size_t limit) const {
  auto parts = index_.explain(reading.terms, api);
  std::ranges::sort(parts, [](const TermScore& a, const TermScore& b) {
    return a.score != b.score ? a.score > b.score : a.key < b.key;
  });
  std::vector<std::string> names;
  for (const auto& part : parts)
    if (const auto meaning = meaning_of(part.key); meaning && names.size() < limit)
      names.emplace_back(words_.meanings()[*meaning].name);
  return names;
}

std::vector<Reason> SearchRanker::explain(const Reading& reading, std::size_t api) const {
  std::vector<Reason> reasons;
  float spelling = 0;
  for (const auto& part : index_.explain(reading.terms, api)) {
    if (const auto meaning = meaning_of(part.key))
      reasons.push_back({std::string(words_.meanings()[*meaning].name), part.score});
    else
      spelling += part.score;
  }
  if (spelling > 0) reasons.push_back({"spelling", spelling});
  reasons.push_back({"nearest phrase", phrase_weight * index_.fit(reading.terms)[api].phrase});
  reasons.push_back({"learned", learned_weight * model_.judge(features_of(reading, words_))[api]});
  judge(wish_of(reading, words_, kinds_), traits_[api],
        [&](std::string_view what, float by) { reasons.push_back({std::string(what), by}); });
  return reasons;
}

}  // namespace kbroker::catalog
