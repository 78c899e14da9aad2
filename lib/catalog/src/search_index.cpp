#include "search_index.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <unordered_map>

namespace kbroker::catalog {

namespace {

constexpr float saturation = 1.2F;
/// Even a word that most APIs share says something.
constexpr float least_rarity = 1.0F;
/// How much a field counts, and how much its length matters.
struct Field {
  float weight, by_length;
};
constexpr Field name_field{2.5F, 0.3F}, synonym_field{2.5F, 0.4F}, question_field{1.5F, 0.3F},
    category_field{0.6F, 0.0F}, side_field{0.35F, 0.6F};
/// Terms of a field of ordinary length.
constexpr float ordinary_length = 16.0F;
/// A term counts as part of an API's subject from this frequency on.
constexpr float subject = 0.6F;

/// The weighted frequencies of one API's terms.
class Frequencies {
 public:
  void add(std::span<const Term> terms, Field field, float share = 1) {
    for (const auto& term : terms) found_[term.key] += field.weight * term.weight * share;
  }
  const auto& all() const { return found_; }

 private:
  std::unordered_map<TermKey, float> found_;
};

float length_share(std::size_t terms, Field field) {
  return 1.0F / (1.0F - field.by_length + field.by_length * static_cast<float>(terms) / ordinary_length);
}

}  // namespace

SearchIndex::SearchIndex(const ApiCatalogue& catalogue, TextReader& read) : apis_(catalogue.size()) {
  std::unordered_map<TermKey, std::size_t> subjects;
  std::vector<std::vector<Term>> phrase_terms;
  for (std::size_t i = 0; i < apis_; ++i) {
    const auto api = catalogue.at(i);
    const auto number = static_cast<std::uint16_t>(i);
    Frequencies frequencies;
    const auto phrase = [&](std::string_view text, Field field, float share) {
      const auto& terms = read(text).terms;
      frequencies.add(terms, field, share);
      if (!terms.empty()) {
        phrases_.push_back({number, 0});
        phrase_terms.push_back(terms);
      }
    };
    for (const auto text : {api.name.ko, api.name.en}) phrase(text, name_field, 1);
    for (const auto text : {api.question.ko, api.question.en}) phrase(text, question_field, 1);
    for (const auto& list : {api.synonyms_ko, api.synonyms_en})
      for (const auto text : list)
        phrase(text, synonym_field, 1.0F / std::sqrt(static_cast<float>(list.size()) / 4.0F));
    for (const auto text :
         {api.category_name.ko, api.category_name.en, api.subcategory_name.ko, api.subcategory_name.en})
      frequencies.add(read(text).terms, category_field);
    std::vector<Term> side;
    const auto beside = [&](std::string_view text) {
      const auto& terms = read(text).terms;
      side.insert(side.end(), terms.begin(), terms.end());
    };
    for (const auto& param : api.params)
      if (param.filled_by == FilledBy::caller)
        for (const auto& value : param.values) beside(value.meaning.ko), beside(value.meaning.en);
    for (const auto& container : api.response)
      for (const auto& field : container.fields) beside(field.meaning.ko), beside(field.meaning.en);
    // A field counts once, however many fields speak of the same thing.
    std::ranges::sort(side, {}, &Term::key);
    const auto repeated = std::ranges::unique(side, {}, &Term::key);
    side.erase(repeated.begin(), repeated.end());
    frequencies.add(side, side_field, length_share(side.size(), side_field));

    for (const auto& [key, frequency] : frequencies.all()) {
      entries_[key].postings.push_back({number, frequency});
      if (frequency >= subject) ++subjects[key];
    }
  }
  for (auto& [key, entry] : entries_) {
    const auto found = subjects.find(key);
    const auto having = static_cast<float>(found == subjects.end() ? 0 : found->second);
    entry.rarity = std::max(least_rarity,
                            std::log(1.0F + (static_cast<float>(apis_) - having + 0.5F) / (having + 0.5F)));
  }
  for (std::uint32_t i = 0; i < phrase_terms.size(); ++i) {
    float squares = 0;
    for (const auto& term : phrase_terms[i]) {
      auto& entry = entries_[term.key];
      const auto weight = term.weight * entry.rarity;
      entry.phrases.push_back({i, weight});
      squares += weight * weight;
    }
    phrases_[i].length = std::sqrt(squares);
  }
}

std::vector<SearchIndex::Fit> SearchIndex::fit(std::span<const Term> terms) const {
  std::vector<Fit> fits(apis_);
  std::vector<float> products(phrases_.size());
  float squares = 0;
  for (const auto& term : terms) {
    const auto found = entries_.find(term.key);
    if (found == entries_.end()) continue;
    const auto& entry = found->second;
    const auto weight = term.weight * entry.rarity;
    squares += weight * weight;
    for (const auto& posting : entry.postings)
      fits[posting.api].texts += weight * posting.frequency / (saturation + posting.frequency);
    for (const auto& posting : entry.phrases) products[posting.phrase] += weight * posting.weight;
  }
  const auto length = std::sqrt(squares);
  for (std::size_t i = 0; i < products.size(); ++i) {
    if (products[i] <= 0) continue;
    auto& best = fits[phrases_[i].api].phrase;
    best = std::max(best, products[i] / (length * phrases_[i].length));
  }
  return fits;
}

std::vector<TermScore> SearchIndex::explain(std::span<const Term> terms, std::size_t api) const {
  std::vector<TermScore> scores;
  for (const auto& term : terms) {
    const auto found = entries_.find(term.key);
    if (found == entries_.end()) continue;
    for (const auto& posting : found->second.postings)
      if (posting.api == api)
        scores.push_back({term.key, term.weight * found->second.rarity * posting.frequency /
                                        (saturation + posting.frequency)});
  }
  return scores;
}

}  // namespace kbroker::catalog
