// Builds the keys of all instruments in one pool of text.
#include "symbol_index.hpp"

#include <bit>

#include "aliases.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

/// A Key before the pool has its final address.
struct Draft {
  std::uint32_t symbol;
  Key::Source source;
  std::size_t start, text, letters;
};

}  // namespace

PairSet PairSet::of(std::u32string_view letters) {
  PairSet set;
  for (std::size_t i = 1; i < letters.size(); ++i) {
    const auto hash = (static_cast<std::uint32_t>(letters[i - 1]) * 31 + letters[i]) * 2654435761U >> 25;
    set.bits[hash >> 6] |= std::uint64_t{1} << (hash & 63);
  }
  return set;
}

int PairSet::missing_in(const PairSet& other) const {
  return std::popcount(bits[0] & ~other.bits[0]) + std::popcount(bits[1] & ~other.bits[1]);
}

std::uint64_t character_set(std::u32string_view text) {
  std::uint64_t set = 0;
  for (const char32_t c : text) set |= std::uint64_t{1} << (c * 2654435761U >> 26 & 63);
  return set;
}

SymbolIndex::SymbolIndex(std::span<const Symbol> symbols) {
  std::vector<Draft> drafts;
  const auto add = [&](std::size_t symbol, Key::Source source, const std::u32string& text) {
    if (text.empty()) return;
    const auto start = pool_.size();
    const auto in_letters = letters(text);
    pool_.append(text).append(initials(text)).append(in_letters);
    drafts.push_back({static_cast<std::uint32_t>(symbol), source, start, text.size(), in_letters.size()});
  };
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const auto name = search_key(symbols[i].name);
    add(i, Key::Source::name, name);
    add(i, Key::Source::alias, korean_reading(name));
    add(i, Key::Source::english, search_key(symbols[i].english_name));
    const auto other = aliases_by_code().find(symbols[i].code);
    if (other == aliases_by_code().end()) continue;
    for (const auto alias : other->second.others) add(i, Key::Source::alias, search_key(alias));
  }
  pool_.shrink_to_fit();
  const std::u32string_view pool = pool_;
  keys_.reserve(drafts.size());
  for (const auto& draft : drafts) {
    Key key;
    key.symbol = draft.symbol;
    key.source = draft.source;
    key.text = pool.substr(draft.start, draft.text);
    key.initials = pool.substr(draft.start + draft.text, draft.text);
    key.letters = pool.substr(draft.start + 2 * draft.text, draft.letters);
    key.initial_set = character_set(key.initials);
    key.pairs = PairSet::of(key.letters);
    keys_.push_back(key);
  }
}

}  // namespace kbroker::catalog
