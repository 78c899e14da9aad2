// The search over the instruments and the choice of the one that is meant.
#include "kbroker/catalog/symbol_master.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "aliases.hpp"
#include "code_text.hpp"
#include "kbroker/base/text.hpp"
#include "keyboard_layout.hpp"
#include "search_key.hpp"
#include "similarity.hpp"
#include "symbol_index.hpp"

namespace kbroker::catalog {

namespace {

/// Below: nothing spelled like the query was found, so look for what was meant.
constexpr double good_enough = 0.70;
/// From here on a name was written in full.
constexpr double in_full = 0.95;
constexpr std::size_t longest_input = 400;

bool is_preferred(const Symbol& symbol) {
  return symbol.kind == "ST" && symbol.code.size() == 6 && symbol.code.back() != '0';
}

bool is_derived(const Symbol& symbol) {
  return symbol.kind == "EF" || symbol.kind == "EN" || symbol.kind == "FE" || symbol.kind == "EW";
}

/// A share comes before what is derived from it when both fit equally.
double handicap(const Symbol& symbol) {
  return is_derived(symbol) ? 0.03 : is_preferred(symbol) ? 0.02 : 0.0;
}

std::string listed(const Symbol& symbol) {
  return symbol.name + "(" + symbol.code + ")";
}

/// Words people add to a name that no name ends in.
bool is_filler(std::string_view word) {
  static constexpr std::string_view words[] = {"주가",  "주식",  "종목",   "보통주", "현재가",
                                               "시세",  "stock", "stocks", "share",  "shares",
                                               "price", "inc",   "corp",   "co",     "ltd"};
  const auto lower = to_lower(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
  return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

std::vector<std::string_view> words_of(std::string_view query) {
  auto words = split(query, ' ');
  std::erase(words, std::string_view());
  return words;
}

/// "삼성전자 우선주 주가" -> "삼성전자우".
std::string without_fillers(std::string_view query) {
  auto words = words_of(query);
  while (words.size() > 1 && is_filler(words.back())) words.pop_back();
  std::string out;
  for (const auto word : words) out += word;
  static constexpr std::string_view preferred = "우선주";
  if (out.size() > preferred.size() && out.ends_with(preferred))
    out.resize(out.size() - preferred.size() + std::string_view("우").size());
  return out;
}

/// The best fit of every instrument so far.
class Scores {
 public:
  explicit Scores(std::size_t symbols) : fits_(symbols) {}
  void offer(std::size_t symbol, Fit fit) {
    if (fit.score > fits_[symbol].score) fits_[symbol] = fit;
    best_ = std::max(best_, fit.score);
  }
  double best() const { return best_; }
  const std::vector<Fit>& fits() const { return fits_; }

 private:
  std::vector<Fit> fits_;
  double best_ = 0;
};

}  // namespace

struct SymbolMaster::Impl {
  explicit Impl(std::vector<Symbol> given) : symbols(ordered(std::move(given))), index(symbols) {
    for (const auto& symbol : symbols) by_code.emplace(symbol.code, &symbol);
    for (const auto& key : index.keys())
      if (key.text.size() > 1) by_name.push_back(&key);
    std::ranges::sort(by_name, [](const Key* a, const Key* b) {
      return a->text != b->text ? a->text < b->text : a->symbol < b->symbol;
    });
  }

  std::vector<NameAt> names_at(std::u32string_view text) const {
    std::vector<NameAt> found;
    auto first = by_name.begin(), last = by_name.end();
    // The names that share so many letters with the text; the shortest of them comes first.
    for (std::size_t length = 1; length <= text.size() && first != last; ++length) {
      const auto letter = [&](const Key* key) { return key->text[length - 1]; };
      std::tie(first, last) = [&] {
        const auto range = std::ranges::equal_range(first, last, text[length - 1], {}, letter);
        return std::pair(range.begin(), range.end());
      }();
      if (first != last && (*first)->text.size() == length) {
        found.push_back({&symbols[(*first)->symbol], length});
        first = std::find_if(first, last, [&](const Key* key) { return key->text.size() > length; });
      }
    }
    return found;
  }

  /// Largest first, so that a position is also the rank among equals; each code once, with its English name.
  static std::vector<Symbol> ordered(std::vector<Symbol> given) {
    std::sort(given.begin(), given.end(), [](const Symbol& a, const Symbol& b) {
      return a.market_cap_100m != b.market_cap_100m ? a.market_cap_100m > b.market_cap_100m : a.code < b.code;
    });
    std::unordered_set<std::string> seen;
    std::erase_if(given, [&](const Symbol& symbol) { return !seen.insert(symbol.code).second; });
    for (auto& symbol : given) {
      const auto other = aliases_by_code().find(symbol.code);
      if (symbol.english_name.empty() && other != aliases_by_code().end())
        symbol.english_name = other->second.english_name;
    }
    return given;
  }

  const Symbol* find(std::string_view code) const {
    const auto found = by_code.find(code);
    return found == by_code.end() ? nullptr : found->second;
  }

  void score_codes(const std::string& code, Scores& scores) const {
    if (code.size() < 2 || code.size() > 12) return;
    const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    // A spreadsheet drops the zeros: 5930.
    const auto padded = digits && code.size() < 6 ? std::string(6 - code.size(), '0') + code : code;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      const auto& symbol = symbols[i];
      if (symbol.code == code || symbol.isin == code)
        scores.offer(i, {1.0, "code"});
      else if (symbol.code == padded || (digits && symbol.code.size() == 7 && symbol.code.ends_with(code)))
        scores.offer(i, {0.92, "code"});
      else if (symbol.code.starts_with(code))
        scores.offer(i, {0.83, "code"});
    }
  }

  void score_spelled(const QueryKey& query, double weight, Scores& scores) const {
    for (const auto& key : index.keys()) {
      auto fit = spelled_fit(query, key);
      fit.score *= weight;
      scores.offer(key.symbol, fit);
    }
  }

  /// Every word in some name of the instrument, perhaps in different languages: "samsung 전자".
  void score_words(std::string_view text, Scores& scores) const {
    std::vector<QueryKey> words;
    for (const auto word : words_of(text)) words.emplace_back(search_key(word));
    if (words.size() < 2 || words.size() > 8) return;
    const auto keys = index.keys();
    for (std::size_t start = 0; start < keys.size();) {
      auto end = start;
      while (end < keys.size() && keys[end].symbol == keys[start].symbol) ++end;
      const auto own = keys.subspan(start, end - start);
      const bool all = std::all_of(words.begin(), words.end(), [&](const QueryKey& word) {
        return std::any_of(own.begin(), own.end(),
                           [&](const Key& key) { return spelled_fit(word, key).score > 0; });
      });
      if (all) scores.offer(keys[start].symbol, {0.71, "name"});
      start = end;
    }
  }

  /// What would have been typed with the keyboard in the other language.
  void score_other_keyboard(std::string_view text, const QueryKey& query, Scores& scores) const {
    auto meant = hangul_from_keys(text);
    if (meant.empty() && has_only_hangul(query)) meant = keys_from_hangul(query.text);
    if (meant.size() < 2) return;
    const QueryKey other(meant);
    for (const auto& key : index.keys()) {
      const auto fit = spelled_fit(other, key);
      if (fit.score > 0) scores.offer(key.symbol, {fit.score * 0.94, "typo"});
    }
  }

  static bool has_only_hangul(const QueryKey& query) {
    return query.has_syllable || query.has_lone_consonant;
  }

  Scores score(std::string_view text) const {
    Scores scores(symbols.size());
    const QueryKey query(search_key(text));
    score_codes(bare_code(text), scores);
    score_spelled(query, 1.0, scores);
    if (scores.best() < in_full) {
      const QueryKey shorter(search_key(without_fillers(text)));
      if (shorter.text != query.text) score_spelled(shorter, 0.99, scores);
    }
    if (scores.best() < good_enough) score_words(text, scores);
    if (scores.best() < good_enough) score_other_keyboard(text, query, scores);
    if (scores.best() < good_enough)
      for (const auto& key : index.keys()) scores.offer(key.symbol, similar_fit(query, key));
    return scores;
  }

  std::vector<Match> search(std::string_view query, std::size_t limit, std::optional<Market> market) const {
    const auto text = trim(query.substr(0, longest_input));
    if (text.empty() || limit == 0) return {};
    const auto scores = score(text);
    std::vector<Match> matches;
    for (std::size_t i = 0; i < symbols.size(); ++i) {
      const auto& fit = scores.fits()[i];
      if (fit.score <= 0 || (market && symbols[i].market != *market)) continue;
      matches.push_back(
          {&symbols[i], fit.score >= in_full ? fit.score : fit.score - handicap(symbols[i]), fit.why});
    }
    const auto wanted = std::min(limit, matches.size());
    std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(wanted), matches.end(),
                      [](const Match& a, const Match& b) {
                        return a.score != b.score ? a.score > b.score : a.symbol < b.symbol;
                      });
    matches.resize(wanted);
    return matches;
  }

  std::vector<Symbol> symbols;
  SymbolIndex index;
  std::unordered_map<std::string_view, const Symbol*> by_code;
  std::vector<const Key*> by_name;  ///< in the order of the texts
};

SymbolMaster::SymbolMaster(std::vector<Symbol> symbols) : impl_(std::make_unique<Impl>(std::move(symbols))) {}
SymbolMaster::~SymbolMaster() = default;
SymbolMaster::SymbolMaster(SymbolMaster&&) noexcept = default;

std::vector<Match> SymbolMaster::search(std::string_view query, std::size_t limit,
                                        std::optional<Market> market) const {
  return impl_->search(query, limit, market);
}

std::vector<NameAt> SymbolMaster::names_at(std::u32string_view text) const {
  return impl_->names_at(text);
}

const Symbol* SymbolMaster::find(std::string_view code) const {
  return impl_->find(code);
}

std::size_t SymbolMaster::size() const {
  return impl_->symbols.size();
}

Result<std::string> SymbolMaster::resolve(std::string_view text, bool accept_unlisted) const {
  auto code = bare_code(text.substr(0, longest_input));
  if (impl_->find(code)) return code;
  if (accept_unlisted && is_well_formed_code(code)) return code;

  const auto shown = shorten(trim(text), 60);
  const auto matches = search(text, 6);
  if (matches.empty())
    return Error(Errc::unknown_symbol, "no instrument is called '" + shown + "'",
                 "Give the six-digit code, for example 005930, or look the name up with search_stocks.");

  // Others that fit about as well make the name ambiguous, except what is derived from the best itself.
  const auto& best = matches.front();
  const bool best_is_plain = handicap(*best.symbol) == 0;
  std::vector<const Symbol*> rivals;
  for (std::size_t i = 1; i < matches.size(); ++i) {
    const auto& other = matches[i];
    const bool close = best.score >= in_full ? other.score >= in_full : other.score > best.score - 0.1;
    if (close && !(best_is_plain && handicap(*other.symbol) > 0)) rivals.push_back(other.symbol);
  }
  // A typing error is never corrected silently: the answer may become an order.
  if (rivals.empty() && best.why != "typo" && best.score >= good_enough) return best.symbol->code;

  std::string hint = "혹시 / did you mean: ";
  for (std::size_t i = 0; i < matches.size() && i < 5; ++i)
    hint += (i == 0 ? "" : ", ") + listed(*matches[i].symbol);
  hint += "? Repeat with the code.";
  return Error(Errc::unknown_symbol,
               rivals.empty() ? "no instrument is called exactly '" + shown + "'"
                              : "'" + shown + "' fits several instruments",
               std::move(hint));
}

}  // namespace kbroker::catalog
