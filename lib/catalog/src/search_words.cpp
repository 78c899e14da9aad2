#include "search_words.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "embedded_data.hpp"
#include "kbroker/base/text.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

/// What English adds to a word.
bool is_suffix(std::u32string_view rest) {
  static constexpr std::u32string_view suffixes[] = {U"s",   U"es", U"ed", U"d",   U"ing", U"er",
                                                     U"ers", U"ly", U"y",  U"ies", U"led", U"ling"};
  return std::ranges::find(suffixes, rest) != std::end(suffixes);
}

std::size_t latin_end(const Sentence& sentence, std::size_t at) {
  while (at < sentence.size() && !sentence.starts_word(at) && is_latin(sentence.key[at])) ++at;
  return at;
}

/// One syllable says something only as a word of its own, perhaps before a particle.
bool stands_alone(const Sentence& sentence, std::size_t at) {
  static constexpr std::u32string_view particles = U"은는이가을를의에로도만와과랑요좀";
  if (!sentence.starts_word(at)) {
    const auto before = sentence.key[at - 1];
    if (is_syllable(before)) return false;
  }
  const auto next = at + 1;
  return sentence.starts_word(next) || !is_syllable(sentence.key[next]) ||
         (particles.find(sentence.key[next]) != std::u32string_view::npos && sentence.starts_word(next + 1));
}

char32_t without_tail(char32_t syllable) {
  return is_syllable(syllable) ? syllable - (syllable - 0xAC00) % 28 : syllable;
}

}  // namespace

const SearchWords& SearchWords::shipped() {
  static const SearchWords words(embedded::search_words);
  return words;
}

SearchWords::SearchWords(std::string_view table) {
  for (const auto row : split(table, '\n')) {
    if (row.empty() || row.front() == '#') continue;
    const auto columns = split(row, '\t');
    if (columns.size() != 4)
      throw std::invalid_argument("not four columns: " + std::string(row.substr(0, 60)));
    const auto meaning = static_cast<MeaningId>(meanings_.size());
    meanings_.push_back({columns[0], columns[1]});
    by_name_.emplace(columns[0], meaning);
    for (const auto column : {columns[2], columns[3]})
      for (const auto form : split(column, '|'))
        if (form != "-") add(form, meaning);
  }
  inherit_kinds();
  for (std::uint32_t i = 0; i < forms_.size(); ++i)
    if (!forms_[i].stop && !forms_[i].ending && forms_[i].letters.size() > 5)
      by_first_letter_[forms_[i].letters.front()].push_back(i);
}

MeaningId SearchWords::id(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end()) throw std::invalid_argument("no meaning is called " + std::string(name));
  return found->second;
}

std::uint32_t SearchWords::child(std::uint32_t node, char32_t c) const {
  const auto found = children_.find(std::uint64_t{node} << 32 | c);
  return found == children_.end() ? 0 : found->second;
}

std::uint32_t SearchWords::walk(std::u32string_view text) {
  std::uint32_t node = 0;
  for (const char32_t c : text) {
    const auto next = children_.try_emplace(std::uint64_t{node} << 32 | c, nodes_.size()).first->second;
    if (next == nodes_.size()) nodes_.push_back({});
    node = next;
  }
  return node;
}

std::uint32_t SearchWords::form_at(std::uint32_t Node::* slot, std::u32string_view text) {
  const auto node = walk(text);
  if (nodes_[node].*slot == 0) {
    forms_.push_back({{}, std::u32string(text), letters(text), {}, PairSet::of(letters(text)), false, false});
    nodes_[node].*slot = static_cast<std::uint32_t>(forms_.size());
  }
  return nodes_[node].*slot - 1;
}

void SearchWords::add(std::string_view text, MeaningId meaning) {
  const bool open = text.ends_with('~');
  if (open) text.remove_suffix(1);
  const Sentence written(text);
  const auto& key = written.sounds;
  if (key.empty()) throw std::invalid_argument("an empty form of " + std::string(meanings_[meaning].name));
  const auto put = [&](std::uint32_t form) {
    auto& own = forms_[form];
    own.ending |= meanings_[meaning].dimension == "ending";
    own.stop |= meanings_[meaning].dimension == "stop";
    if (own.words.empty())
      for (std::size_t i = 0; i < key.size(); ++i)
        if (written.starts[i]) own.words.push_back(i);
    if (std::ranges::find(own.meanings, meaning) == own.meanings.end()) own.meanings.push_back(meaning);
  };
  put(form_at(&Node::closed, key));
  if (open) {
    auto stem = key;
    stem.back() = without_tail(stem.back());
    put(form_at(&Node::open, stem));
  }
  if (key.size() > 4 && key.back() == U'e')
    put(form_at(&Node::stem, std::u32string_view(key).substr(0, key.size() - 1)));
}

/// A longer form keeps the kind of instrument and market that a part of it names: "option chain" is of
/// options.
void SearchWords::inherit_kinds() {
  static constexpr std::string_view carried[] = {"deriv", "asset",      "region",
                                                 "night", "afterhours", "pension"};
  struct Carrier {
    std::u32string_view text;
    MeaningId meaning;
  };
  std::vector<Carrier> carriers;
  for (const auto& form : forms_)
    for (const auto meaning : form.meanings)
      if (form.text.size() > 1 &&
          std::ranges::find(carried, meanings_[meaning].dimension) != std::end(carried))
        carriers.push_back({form.text, meaning});
  for (auto& form : forms_) {
    if (form.stop || form.ending) continue;
    for (const auto& carrier : carriers) {
      if (carrier.text.size() >= form.text.size()) continue;
      const std::u32string_view text = form.text;
      const auto begins = [&](std::size_t at) {
        return std::ranges::find(form.words, at) != form.words.end();
      };
      const auto at = text.find(carrier.text);
      if (at == text.npos) continue;
      const auto end = at + carrier.text.size();
      const bool korean = is_syllable(carrier.text.front());
      const bool apart =
          korean ? at == 0 || end == text.size() : begins(at) && (begins(end) || end == text.size());
      if (apart && std::ranges::find(form.meanings, carrier.meaning) == form.meanings.end())
        form.meanings.push_back(carrier.meaning);
    }
  }
}

void SearchWords::match(const Sentence& sentence, std::size_t at, std::vector<WordMatch>& out) const {
  const auto& text = sentence.sounds;
  const char32_t first = text[at];
  const bool inside = at > 0 && !sentence.starts_word(at);
  if (inside && is_latin(first) && is_latin(text[at - 1])) return;
  if (inside && is_digit(first) && is_digit(text[at - 1])) return;
  std::uint32_t node = 0;
  for (auto end = at; end < text.size(); ++end) {
    if (const auto open = child(node, without_tail(text[end])); open && nodes_[open].open && end > at)
      out.push_back({end + 1, nodes_[open].open - 1});
    node = child(node, text[end]);
    if (node == 0) return;
    const auto& found = nodes_[node];
    const char32_t last = text[end];
    const auto next = end + 1;
    if (found.stem) {
      const auto stop = latin_end(sentence, next);
      const auto rest = std::u32string_view(text).substr(next, stop - next);
      if (rest == U"ing" || rest == U"ed" || rest == U"es" || rest == U"er")
        out.push_back({stop, found.stem - 1});
    }
    if (!found.closed) continue;
    if (is_latin(last)) {
      const auto stop = latin_end(sentence, next);
      const auto rest = std::u32string_view(text).substr(next, stop - next);
      if (rest.empty() || rest == U"s" || (next - at > 3 && is_suffix(rest)))
        out.push_back({stop, found.closed - 1});
    } else if (is_digit(last)) {
      if (sentence.starts_word(next) || !is_digit(text[next])) out.push_back({next, found.closed - 1});
    } else if (next - at > 1 || forms_[found.closed - 1].ending || stands_alone(sentence, at)) {
      out.push_back({next, found.closed - 1});
    }
  }
}

const std::vector<MeaningId>* SearchWords::nearest(std::u32string_view word) const {
  const auto wanted = letters(word);
  const std::size_t allowed = wanted.size() < 6 ? 0 : wanted.size() < 12 ? 1 : 2;
  if (allowed == 0) return nullptr;
  const auto pairs = PairSet::of(wanted);
  const Form* best = nullptr;
  auto least = allowed + 1;
  const auto candidates = by_first_letter_.find(wanted.front());
  if (candidates == by_first_letter_.end()) return nullptr;
  for (const auto candidate : candidates->second) {
    const auto& form = forms_[candidate];
    if (form.letters.size() + allowed < wanted.size() || wanted.size() + allowed < form.letters.size())
      continue;
    if (pairs.missing_in(form.pairs) > static_cast<int>(2 * allowed + 1)) continue;
    const auto distance = edit_distance(wanted, form.letters);
    if (distance < least) {
      least = distance;
      best = &form;
    }
  }
  return best ? &best->meanings : nullptr;
}

}  // namespace kbroker::catalog
