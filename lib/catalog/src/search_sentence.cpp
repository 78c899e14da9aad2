#include "search_sentence.hpp"

#include "kbroker/base/text.hpp"
#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

constexpr std::size_t longest_sentence = 400;

// Unicode 15, section 3.12; the parts in their order there.
constexpr char32_t syllable_base = 0xAC00, vowels = 21, tails = 28;

constexpr char32_t plain_vowel(char32_t lead, char32_t vowel) {
  switch (vowel) {
    case 5:  // ㅔ
    case 7:  // ㅖ
    case 3:  // ㅒ
      return 1;
    case 10:  // ㅙ
    case 15:  // ㅞ
      return 11;
    default:
      break;
  }
  const bool hissing = lead == 12 || lead == 13 || lead == 14;  // ㅈ ㅉ ㅊ
  if (!hissing) return vowel;
  switch (vowel) {
    case 2:  // ㅑ
      return 0;
    case 6:  // ㅕ
      return 4;
    case 12:  // ㅛ
      return 8;
    case 17:  // ㅠ
      return 13;
    default:
      return vowel;
  }
}

constexpr char32_t plain_tail(char32_t tail) {
  return tail == 20 ? 19 : tail == 2 ? 1 : tail;  // ㅆ as ㅅ, ㄲ as ㄱ
}

}  // namespace

std::u32string folded(std::u32string_view key) {
  std::u32string out(key);
  for (auto& c : out) {
    if (!is_syllable(c)) continue;
    const auto at = c - syllable_base;
    const auto lead = at / (vowels * tails), vowel = at / tails % vowels, tail = at % tails;
    c = syllable_base + (lead * vowels + plain_vowel(lead, vowel)) * tails + plain_tail(tail);
  }
  return out;
}

Sentence::Sentence(std::string_view text) {
  char32_t mark = U' ';
  std::u32string points = to_utf32(text);
  if (points.size() > longest_sentence) points.resize(longest_sentence);
  // search_key() composes letters into syllables: give it whole words, so that nothing moves between them.
  std::u32string word;
  const auto flush = [&] {
    if (word.empty()) return;
    const auto part = search_key(word);
    for (std::size_t i = 0; i < part.size(); ++i) {
      key += part[i];
      typed += part.size() == word.size() ? word[i] : part[i];
      starts.push_back(i == 0 && mark != 0);
      marks += i == 0 ? mark : 0;
    }
    if (!part.empty()) mark = 0;
    word.clear();
  };
  for (std::size_t i = 0; i < points.size(); ++i) {
    char32_t c = points[i];
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;  // full-width ASCII
    if (c == U'\'' || c == U'’') {
      // "Nvidia's" names Nvidia.
      const bool owner = i + 1 < points.size() && points[i + 1] == U's' &&
                         (i + 2 == points.size() || !is_latin(points[i + 2]));
      if (owner) ++i;
      continue;
    }
    if (!is_key_letter(c)) {
      flush();
      mark = c > U' ' && c < 0x7F ? c : U' ';
    } else {
      word += c;
    }
  }
  flush();
  sounds = folded(key);
}

std::size_t Sentence::word_end(std::size_t at) const {
  auto end = at + 1;
  while (end < size() && !starts[end]) ++end;
  return end;
}

}  // namespace kbroker::catalog
