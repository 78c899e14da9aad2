#include "search_reading.hpp"

#include <algorithm>

#include "search_days.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

std::vector<Span> spans_of(const std::vector<Entity>& entities, const std::vector<Instrument>& instruments) {
  std::vector<Span> spans;
  spans.reserve(entities.size() + instruments.size());
  for (const auto& entity : entities) spans.push_back({entity.begin, entity.end});
  for (const auto& instrument : instruments) spans.push_back({instrument.begin, instrument.end});
  std::ranges::sort(spans, {}, &Span::begin);
  // A name may hold digits that were read as a number.
  std::vector<Span> apart;
  for (const auto& span : spans) {
    if (!apart.empty() && span.begin < apart.back().end) {
      apart.back().end = std::max(apart.back().end, span.end);
      continue;
    }
    apart.push_back(span);
  }
  return apart;
}

/// Words nobody listed may be mistyped.
void correct(const Sentence& sentence, const SearchWords& words, std::vector<Token>& tokens) {
  for (auto& token : tokens) {
    const std::size_t shortest = is_syllable(sentence.key[token.begin]) ? 3 : 5;
    if (token.known || token.end - token.begin < shortest) continue;
    const auto text = std::u32string_view(sentence.sounds).substr(token.begin, token.end - token.begin);
    if (const auto* meant = words.nearest(text)) {
      token.meanings = *meant;
      token.mistyped = true;
    }
  }
}

bool has_dimension(const Token& token, const SearchWords& words, std::string_view dimension) {
  return std::ranges::any_of(token.meanings,
                             [&](MeaningId id) { return words.meanings()[id].dimension == dimension; });
}

bool says_something(const Token& token, const SearchWords& words) {
  return !token.known || !std::ranges::all_of(token.meanings, [&](MeaningId id) {
    const auto dimension = words.meanings()[id].dimension;
    return dimension == "stop" || dimension == "ending" || dimension == "show";
  });
}

bool is_kind(const Token& token, const SearchWords& words) {
  return has_dimension(token, words, "deriv") || has_dimension(token, words, "asset");
}

bool is_place(const Token& token, const SearchWords& words) {
  return has_dimension(token, words, "region") || has_dimension(token, words, "home");
}

/// Moves the words that are not wanted out of the tokens; returns them.
std::vector<Token> take_refused(const Sentence& sentence, const SearchWords& words,
                                std::vector<Token>& tokens) {
  std::vector<bool> drop(tokens.size());
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (has_dimension(tokens[i], words, "not_behind")) {
      for (auto before = i; before-- > 0;)
        if (says_something(tokens[before], words)) {
          drop[before] = true;
          // "Not American options" is about both words.
          if (before > 0 && is_kind(tokens[before], words) && is_place(tokens[before - 1], words))
            drop[before - 1] = true;
          break;
        }
    } else if (has_dimension(tokens[i], words, "not_before")) {
      std::size_t taken = 0;
      for (auto next = i + 1; next < tokens.size() && taken < 2; ++next) {
        const auto mark = sentence.marks[tokens[next].begin];
        if (taken > 0 && (mark == U',' || mark == U';' || mark == U'.')) break;
        if (!says_something(tokens[next], words)) continue;
        if (mark == U',' || mark == U';') break;
        drop[next] = true;
        ++taken;
      }
    }
  }
  std::vector<Token> refused, kept;
  for (std::size_t i = 0; i < tokens.size(); ++i) (drop[i] ? refused : kept).push_back(tokens[i]);
  tokens = std::move(kept);
  return refused;
}

/// Whether some word says what is wanted, beyond when and where.
bool asks_anything(const Reading& reading, const SearchWords& words) {
  static constexpr std::string_view circumstances[] = {"time", "weak", "home", "market", "half"};
  for (std::size_t id = 0; id < reading.asked.size(); ++id) {
    if (!reading.asked[id] || words.meanings()[id].name == "change") continue;
    const auto dimension = words.meanings()[id].dimension;
    if (!says_nothing(dimension) && std::ranges::find(circumstances, dimension) == std::end(circumstances))
      return true;
  }
  return false;
}

}  // namespace

Reading read_sentence(std::string_view text, const SymbolMaster& master, const SearchWords& words,
                      Date today) {
  Reading reading{Sentence(text), {}, {}, {}, {}, {}, {}, {}, {}};
  const auto& sentence = reading.sentence;
  reading.entities = entities_of(sentence, today);
  reading.instruments = instruments_of(sentence, reading.entities, master, words);
  reading.tokens = segment(sentence, words, spans_of(reading.entities, reading.instruments));
  if (reading.instruments.empty())
    if (auto meant = mistyped_instrument(sentence, reading.tokens, master)) {
      std::erase_if(reading.tokens, [&](const Token& token) {
        return token.begin >= meant->begin && token.begin < meant->end;
      });
      reading.instruments.push_back(std::move(*meant));
    }
  correct(sentence, words, reading.tokens);
  reading.not_wanted = take_refused(sentence, words, reading.tokens);
  reading.asked.resize(words.meanings().size());
  reading.refused.resize(words.meanings().size());
  for (const auto& token : reading.not_wanted)
    for (const auto id : token.meanings) reading.refused[id] = true;
  for (const auto& token : reading.tokens)
    for (const auto id : token.meanings) {
      reading.asked[id] = true;
      reading.refused[id] = false;
    }
  reading.terms = terms_of(sentence, words, reading.tokens);
  reading.days = days_of(sentence, reading.entities, today);
  const auto ask = [&](std::string_view name) {
    const auto id = words.id(name);
    if (reading.asked[id]) return;
    reading.asked[id] = true;
    reading.terms.push_back({term_of(id), 1.0F});
  };
  // An instrument and nothing else: what does it cost?
  if (!reading.instruments.empty() && !asks_anything(reading, words)) ask("price");
  if (reading.days && reading.days->from == reading.days->to && reading.days->to < today) ask("past");
  if (reading.days && reading.days->from != reading.days->to) ask("period");
  for (const auto& entity : reading.entities)
    if (entity.kind == Entity::Kind::time) ask("by_time");
  return reading;
}

}  // namespace kbroker::catalog
