#include "search_terms.hpp"

#include <algorithm>

#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

constexpr float word_weight = 0.8F, pair_weight = 0.3F;
constexpr TermKey meaning_kind = TermKey{1} << 60, pair_kind = TermKey{2} << 60, word_kind = TermKey{3} << 60;

/// When and on which market says less than what.
float weight_of(std::string_view dimension) {
  if (dimension == "weak") return 0.15F;
  return dimension == "time" || dimension == "half" || dimension == "market" || dimension == "usindex" ? 0.5F
                                                                                                       : 1.0F;
}

TermKey pair_of(char32_t first, char32_t second) {
  return pair_kind | TermKey{first} << 21 | second;
}

/// A foreign word without what English adds to it.
TermKey word_of(std::u32string_view word) {
  for (const std::u32string_view suffix : {U"ing", U"ed", U"es", U"s"})
    if (word.size() > suffix.size() + 3 && word.ends_with(suffix)) {
      word.remove_suffix(suffix.size());
      break;
    }
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char32_t c : word) hash = (hash ^ c) * 1099511628211U;
  return word_kind | (hash >> 4);
}

}  // namespace

bool says_nothing(std::string_view dimension) {
  static constexpr std::string_view silent[] = {"stop",       "ending", "show",  "broker",    "not_behind",
                                                "not_before", "region", "goods", "venue_nxt", "venue_all"};
  return std::ranges::find(silent, dimension) != std::end(silent);
}

TermKey term_of(MeaningId meaning) {
  return meaning_kind | meaning;
}

std::optional<MeaningId> meaning_of(TermKey term) {
  if (term >> 60 != meaning_kind >> 60) return {};
  return static_cast<MeaningId>(term);
}

std::vector<Term> terms_of(const Sentence& sentence, const SearchWords& words,
                           std::span<const Token> tokens) {
  std::vector<Term> terms;
  const auto add = [&](TermKey key, float weight) {
    const auto same = std::ranges::find(terms, key, &Term::key);
    if (same == terms.end())
      terms.push_back({key, weight});
    else
      same->weight = std::max(same->weight, weight);
  };
  for (const auto& token : tokens) {
    bool says_something = !token.known;
    for (const auto id : token.meanings) {
      const auto dimension = words.meanings()[id].dimension;
      if (says_nothing(dimension)) continue;
      add(term_of(id), weight_of(dimension));
      says_something |= dimension != "weak";
    }
    if (!says_something) continue;
    const auto text = std::u32string_view(sentence.sounds).substr(token.begin, token.end - token.begin);
    for (std::size_t i = 1; i < text.size(); ++i)
      if (is_syllable(text[i - 1]) && is_syllable(text[i])) add(pair_of(text[i - 1], text[i]), pair_weight);
    if (!token.known && text.size() > 1 && is_latin(text.front())) add(word_of(text), word_weight);
  }
  return terms;
}

}  // namespace kbroker::catalog
