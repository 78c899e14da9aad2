// Scores of a query against one name.
#include "similarity.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/text.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

constexpr std::size_t longest_query = 64;

struct Levels {
  std::string_view why;
  double whole, start, part;
};

Levels levels(Key::Source source, bool by_initials) {
  if (by_initials) {
    // Initials of a nickname say less than those of the name itself.
    if (source == Key::Source::name) return {"initials", 0.86, 0.80, 0.70};
    return {"initials", 0.78, 0.72, 0.62};
  }
  switch (source) {
    case Key::Source::name:
      return {"name", 1.0, 0.90, 0.78};
    case Key::Source::english:
      return {"english", 0.98, 0.86, 0.74};
    case Key::Source::alias:
      break;
  }
  return {"alias", 0.98, 0.84, 0.72};
}

/// Where the query stands in the key, a lone consonant standing for the syllables it begins.
std::size_t find_mixed(const QueryKey& query, const Key& key) {
  const auto fits_at = [&](std::size_t at) {
    for (std::size_t i = 0; i < query.text.size(); ++i) {
      const auto wanted = query.text[i];
      if (wanted != key.text[at + i] && !(is_lone_consonant(wanted) && wanted == key.initials[at + i]))
        return false;
    }
    return true;
  };
  for (std::size_t at = 0; at + query.text.size() <= key.text.size(); ++at)
    if (fits_at(at)) return at;
  return std::u32string_view::npos;
}

/// Typing errors forgiven in a query of so many letters.
std::size_t allowed_errors(std::size_t letters) {
  return letters < 4 ? 0 : letters < 10 ? 1 : letters < 16 ? 2 : 3;
}

/// "현모비" for 현대모비스: same beginning, the rest in order.
bool is_abbreviation(std::u32string_view text, std::u32string_view name) {
  if (text.size() < 2 || text.size() >= name.size() || text.front() != name.front()) return false;
  std::size_t matched = 0;
  for (const char32_t c : name)
    if (matched < text.size() && c == text[matched]) ++matched;
  return matched == text.size();
}

}  // namespace

QueryKey::QueryKey(std::u32string key) : text(std::move(key)) {
  if (text.size() > longest_query) text.resize(longest_query);
  initials = catalog::initials(text);
  letters = catalog::letters(text);
  if (letters.size() > longest_query) letters.resize(longest_query);
  initial_set = character_set(initials);
  pairs = PairSet::of(letters);
  has_lone_consonant = std::any_of(text.begin(), text.end(), is_lone_consonant);
  has_syllable = std::any_of(text.begin(), text.end(), is_syllable);
}

Fit spelled_fit(const QueryKey& query, const Key& key) {
  if (query.text.empty() || query.text.size() > key.text.size()) return {};
  if ((query.initial_set & ~key.initial_set) != 0) return {};
  const auto at = query.has_lone_consonant ? find_mixed(query, key) : key.text.find(query.text);
  if (at == std::u32string_view::npos) return {};
  const auto level = levels(key.source, query.has_lone_consonant);
  if (at == 0) return {query.text.size() == key.text.size() ? level.whole : level.start, level.why};
  if (query.text.size() < 2) return {};
  return {level.part, level.why};
}

Fit similar_fit(const QueryKey& query, const Key& key) {
  Fit best;
  if (key.source == Key::Source::name && query.has_syllable && is_abbreviation(query.text, key.text))
    best = {0.60, "name"};
  const auto errors = allowed_errors(query.letters.size());
  // One error spoils two pairs, a swap three.
  if (errors == 0 || query.pairs.missing_in(key.pairs) > static_cast<int>(2 * errors + 1)) return best;
  const auto consider = [&](double ceiling, std::size_t distance) {
    const double score =
        ceiling * (1.0 - static_cast<double>(distance) / static_cast<double>(query.letters.size()));
    if (distance <= errors && score > best.score)
      best = distance == 0 ? Fit{score, levels(key.source, false).why} : Fit{score, "typo"};
  };
  // The distance to some part is also the least that the whole or the beginning can have.
  const auto within = distance_within(query.letters, key.letters);
  if (within > errors) return best;
  const auto length = query.letters.size(), other = key.letters.size();
  if (other + errors >= length && length + errors >= other)
    consider(0.76, edit_distance(query.letters, key.letters));
  if (other > length) {
    consider(0.72, edit_distance(query.letters, key.letters.substr(0, length)));
    consider(0.66, within);
  }
  return best;
}

std::size_t distance_within(std::u32string_view pattern, std::u32string_view text) {
  // Sellers' algorithm: a column a character of the text, starting anywhere at no cost. Three columns in
  // turn.
  std::array<std::array<std::uint8_t, longest_query + 1>, 3> columns{};
  auto *before = columns[0].data(), *previous = columns[1].data(), *current = columns[2].data();
  const auto length = std::min(pattern.size(), longest_query);
  for (std::size_t i = 0; i <= length; ++i) previous[i] = static_cast<std::uint8_t>(i);
  auto least = previous[length];
  for (std::size_t j = 0; j < text.size(); ++j) {
    current[0] = 0;
    for (std::size_t i = 1; i <= length; ++i) {
      const int substituted = previous[i - 1] + (pattern[i - 1] == text[j] ? 0 : 1);
      int cost = std::min(std::min(previous[i], current[i - 1]) + 1, substituted);
      if (i > 1 && j > 0 && pattern[i - 1] == text[j - 1] && pattern[i - 2] == text[j])
        cost = std::min(cost, before[i - 2] + 1);
      current[i] = static_cast<std::uint8_t>(cost);
    }
    least = std::min(least, current[length]);
    auto* const oldest = before;
    before = previous;
    previous = current;
    current = oldest;
  }
  return least;
}

}  // namespace kbroker::catalog
