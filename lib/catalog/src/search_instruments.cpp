#include "search_instruments.hpp"

#include <algorithm>
#include <optional>

#include "kbroker/base/text.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

void classify(Instrument& instrument) {
  if (!instrument.symbol) return;
  instrument.etf =
      instrument.symbol->kind == "EF" || instrument.symbol->kind == "EN" || instrument.symbol->kind == "FE";
  instrument.elw = instrument.symbol->kind == "EW";
}

class Finder {
 public:
  Finder(const Sentence& sentence, const std::vector<Entity>& entities, const SymbolMaster& master,
         const SearchWords& words)
      : text_(sentence), entities_(entities), master_(master), words_(words) {}

  std::vector<Instrument> all() {
    std::vector<Instrument> found;
    for (std::size_t at = 0; at < text_.size();) {
      auto instrument = coded(at);
      if (!instrument && begins(at, found)) instrument = named(at);
      if (!instrument && text_.starts_word(at)) instrument = branded(at);
      if (instrument) {
        at = instrument->end;
        found.push_back(std::move(*instrument));
      } else {
        ++at;
      }
    }
    return found;
  }

 private:
  bool begins(std::size_t at, const std::vector<Instrument>& found) const {
    return text_.starts_word(at) || (!found.empty() && found.back().end == at) ||
           is_syllable(text_.key[at]) != is_syllable(text_.key[at - 1]);
  }

  std::optional<Instrument> coded(std::size_t at) const {
    for (const auto& entity : entities_) {
      if (entity.begin != at || entity.kind != Entity::Kind::code) continue;
      Instrument instrument{entity.begin, entity.end, entity.value, master_.find(entity.value),
                            nullptr,      false,      false};
      classify(instrument);
      // A code with letters in the middle is a warrant's: 57LA50.
      instrument.elw = !instrument.symbol && entity.value.size() == 6 && is_latin(entity.value[2]) &&
                       is_latin(entity.value[3]);
      return instrument;
    }
    return {};
  }

  std::optional<Instrument> named(std::size_t at) const {
    std::optional<Instrument> best;
    const auto rest = std::u32string_view(text_.key).substr(at);
    for (const auto& name : master_.names_at(rest))
      if (accepted(at, at + name.length)) {
        best = Instrument{at, at + name.length, name.symbol->code, name.symbol, nullptr, false, false};
        classify(*best);
      }
    for (auto length = std::size_t{1}; length <= std::min<std::size_t>(rest.size(), 24); ++length) {
      const auto found =
          std::ranges::equal_range(foreign_names(), rest.substr(0, length), {},
                                   [](const ForeignName& name) { return std::u32string_view(name.text); });
      if (found.empty() || (best && at + length < best->end)) continue;
      const auto& name = found.front();
      if (name.is_symbol ? is_ticker(at, at + length) : accepted(at, at + length))
        best = Instrument{at,
                          name.is_symbol ? exchange_end(at + length) : at + length,
                          std::string(name.instrument->symbol),
                          nullptr,
                          name.instrument,
                          false,
                          false};
    }
    return best;
  }

  /// A fund's brand and what belongs to its name, for funds the master does not have: TIGER 미국나스닥100.
  std::optional<Instrument> branded(std::size_t at) const {
    static constexpr std::u32string_view brands[] = {U"kodex",  U"tiger",  U"kbstar",    U"arirang",
                                                     U"hanaro", U"kosef",  U"timefolio", U"코덱스",
                                                     U"타이거", U"아리랑", U"하나로etf", U"kiwoometf"};
    // These are English words, too.
    static constexpr std::u32string_view capitals[] = {U"RISE", U"ACE", U"SOL", U"PLUS"};
    const auto rest = std::u32string_view(text_.key).substr(at),
               typed = std::u32string_view(text_.typed).substr(at);
    std::size_t length = 0;
    for (const auto brand : brands)
      if (rest.starts_with(brand)) length = brand.size();
    for (const auto brand : capitals)
      if (typed.starts_with(brand) &&
          (at + brand.size() == text_.size() || !is_latin(text_.key[at + brand.size()])))
        length = brand.size();
    if (length == 0) return {};
    auto end = at + length;
    for (int words = 0; words < 2 && end < text_.size() && (!text_.starts_word(end) || names_a_fund(end));
         ++words)
      end = text_.word_end(end);
    return Instrument{at, end, {}, nullptr, nullptr, true, false};
  }

  /// A word that says what a fund holds, and not what is asked about it.
  bool names_a_fund(std::size_t at) const {
    if (is_digit(text_.key[at])) return true;
    std::vector<WordMatch> found;
    words_.match(text_, at, found);
    if (found.empty()) return true;
    static constexpr std::string_view dimensions[] = {"region", "usindex", "index", "market", "home", "rate"};
    return std::ranges::any_of(words_.meanings_of(found.back().form), [&](MeaningId id) {
      const auto& meaning = words_.meanings()[id];
      return meaning.name == "leverage_gearing" ||
             std::ranges::find(dimensions, meaning.dimension) != std::end(dimensions);
    });
  }

  /// A ticker is a word of its own; one that is also an English word must be in capitals, a short one always.
  bool is_ticker(std::size_t begin, std::size_t end) const {
    if (!whole_word(begin, end) ||
        (begin > 0 && exchange_end(begin) > begin && is_digit(text_.key[begin - 1])))
      return false;
    const auto typed = std::u32string_view(text_.typed).substr(begin, end - begin);
    const bool capitals = std::ranges::none_of(typed, [](char32_t c) { return c >= U'a' && c <= U'z'; });
    if (is_digit(typed.front())) return true;
    return capitals ? !is_known_word(begin, end) || end - begin > 2
                    : end - begin > 3 && !is_known_word(begin, end);
  }

  /// Where "7203.T" ends when its symbol ends at `end`; `end` itself when no exchange follows.
  std::size_t exchange_end(std::size_t end) const {
    static constexpr std::u32string_view suffixes[] = {U"t",  U"hk", U"ss", U"sh", U"sz", U"us",
                                                       U"vn", U"hm", U"hn", U"o",  U"n"};
    if (end >= text_.size() || text_.marks[end] != U'.') return end;
    for (const auto suffix : suffixes) {
      const auto next = end + suffix.size();
      const bool whole = text_.starts_word(next) || !is_latin(text_.key[next]);
      if (whole && std::u32string_view(text_.key).substr(end).starts_with(suffix)) return next;
    }
    return end;
  }

  bool whole_word(std::size_t begin, std::size_t end) const {
    const bool clear_left = text_.starts_word(begin) || is_syllable(text_.key[begin - 1]);
    return clear_left && (text_.starts_word(end) || is_syllable(text_.key[end]));
  }

  /// Whether these letters are a name here and not the beginning of another word.
  bool accepted(std::size_t begin, std::size_t end) const {
    const bool latin = !is_syllable(text_.key[end - 1]);
    if (latin && is_syllable(text_.key[begin]) == false && !whole_word(begin, end)) return false;
    if (latin && end - begin < 3 && !is_syllable(text_.key[begin])) {
      // SK, LG, KT: capitals, or small letters beside a Korean word.
      if (text_.typed[begin] >= U'a') return false;
    }
    if (is_known_word(begin, end)) return false;
    if (latin || text_.starts_word(end) || !is_syllable(text_.key[end])) return true;
    if (goes_on(end)) return true;
    // A long name may be glued to anything.
    return end - begin >= 4;
  }

  bool is_known_word(std::size_t begin, std::size_t end) const {
    std::vector<WordMatch> found;
    words_.match(text_, begin, found);
    return std::ranges::any_of(
        found, [&](const WordMatch& word) { return word.end >= end && !words_.is_ending(word.form); });
  }

  /// A particle or a known word follows.
  bool goes_on(std::size_t at) const {
    std::vector<WordMatch> found;
    words_.match(text_, at, found);
    return std::ranges::any_of(found, [&](const WordMatch& word) {
      return word.end - at > 1 || text_.starts_word(word.end) ||
             (word.end < text_.size() && !is_syllable(text_.key[word.end]));
    });
  }

  const Sentence& text_;
  const std::vector<Entity>& entities_;
  const SymbolMaster& master_;
  const SearchWords& words_;
};

/// Whether a text is this name but for as many typing errors as its length forgives.
bool is_nearly(std::u32string_view text, std::string_view name) {
  const auto typed = letters(text), meant = letters(search_key(name));
  const std::size_t forgiven = typed.size() < 8 ? 0 : typed.size() < 16 ? 1 : 2;
  return forgiven > 0 && typed.size() <= meant.size() + forgiven && meant.size() <= typed.size() + forgiven &&
         edit_distance(typed, meant) <= forgiven;
}

bool is_initials(std::u32string_view text) {
  return text.size() > 2 && std::ranges::all_of(text, is_lone_consonant) &&
         std::ranges::any_of(text, [&](char32_t c) { return c != text.front(); });
}

}  // namespace

std::vector<Instrument> instruments_of(const Sentence& sentence, const std::vector<Entity>& entities,
                                       const SymbolMaster& master, const SearchWords& words) {
  return Finder(sentence, entities, master, words).all();
}

std::optional<Instrument> mistyped_instrument(const Sentence& sentence, const std::vector<Token>& tokens,
                                              const SymbolMaster& master) {
  const std::u32string_view key = sentence.key;
  // A look at all names costs as much as the rest of a search.
  for (int looks = 2; const auto& token : tokens) {
    if (token.known || !sentence.starts_word(token.begin)) continue;
    const auto word_end = sentence.word_end(token.begin);
    // Without particles, which are no tokens.
    auto end = token.end;
    for (const auto& other : tokens)
      if (other.begin > token.begin && other.begin < word_end) end = other.end;
    // An English name has two words: that of a listed company.
    if (is_latin(key[token.begin]) && end < key.size() && is_latin(key[end])) end = sentence.word_end(end);
    const auto text = key.substr(token.begin, end - token.begin);
    const bool by_initials = is_initials(text);
    if (!by_initials && letters(text).size() < 8) continue;
    if (looks-- == 0) break;
    const auto matches = master.search(to_utf8(text), 1);
    if (matches.empty()) continue;
    const auto* symbol = matches.front().symbol;
    const bool meant = by_initials ? initials(search_key(symbol->name)) == text
                                   : is_nearly(text, symbol->name) || is_nearly(text, symbol->english_name);
    if (!meant) continue;
    Instrument instrument{token.begin, end, symbol->code, symbol, nullptr, false, false};
    classify(instrument);
    return instrument;
  }
  return {};
}

}  // namespace kbroker::catalog
