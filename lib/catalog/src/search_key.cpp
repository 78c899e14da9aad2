// Normalising, reading out and taking apart the texts that the search compares.
#include "search_key.hpp"

#include <algorithm>
#include <array>

#include "kbroker/base/hangul.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

// Unicode 15, section 3.12.
constexpr char32_t syllable_base = 0xAC00, lead_base = 0x1100, vowel_base = 0x1161, tail_base = 0x11A7;
constexpr char32_t vowels = 21, tails = 28;

constexpr bool is_lead(char32_t c) {
  return c >= lead_base && c < lead_base + 19;
}
constexpr bool is_vowel(char32_t c) {
  return c >= vowel_base && c < vowel_base + vowels;
}
constexpr bool is_tail(char32_t c) {
  return c > tail_base && c < tail_base + tails;
}

/// Conjoining letters (the form macOS keeps file names in) to syllables.
void compose(std::u32string& text) {
  std::size_t to = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    char32_t c = text[i];
    if (is_lead(c) && i + 1 < text.size() && is_vowel(text[i + 1])) {
      c = syllable_base + ((c - lead_base) * vowels + (text[i + 1] - vowel_base)) * tails;
      ++i;
    }
    if (is_syllable(c) && (c - syllable_base) % tails == 0 && i + 1 < text.size() && is_tail(text[i + 1]))
      c += text[++i] - tail_base;
    text[to++] = c;
  }
  text.resize(to);
}

void erase_all(std::u32string& text, std::u32string_view what) {
  for (auto at = text.find(what); at != std::u32string::npos; at = text.find(what, at))
    text.erase(at, what.size());
}

/// Full-width ASCII as ASCII, capitals as small letters.
constexpr char32_t plain(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return c >= U'A' && c <= U'Z' ? c + 32 : c;
}

/// Letters and digits of any script, roughly: what is left out are ASCII and general punctuation, symbols,
/// blanks.
constexpr bool is_kept(char32_t c) {
  if (c < 0x80) return (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9') || c == U'&' || c == U'+';
  return c >= 0xC0 && !(c >= 0x2000 && c < 0x2E80) && !(c >= 0x3000 && c < 0x3040) && c != 0xFFFD;
}

struct Reading {
  std::u32string_view written, spoken;
};

constexpr std::array<Reading, 12> brands = {{{U"kodex", U"코덱스"},
                                             {U"tiger", U"타이거"},
                                             {U"kbstar", U"케이비스타"},
                                             {U"arirang", U"아리랑"},
                                             {U"hanaro", U"하나로"},
                                             {U"kosef", U"코세프"},
                                             {U"timefolio", U"타임폴리오"},
                                             {U"ace", U"에이스"},
                                             {U"rise", U"라이즈"},
                                             {U"plus", U"플러스"},
                                             {U"sol", U"쏠"},
                                             {U"kiwoom", U"키움"}}};

constexpr std::array<std::u32string_view, 26> letter_names = {
    U"에이", U"비",   U"씨", U"디",   U"이",     U"에프", U"지",   U"에이치", U"아이",
    U"제이", U"케이", U"엘", U"엠",   U"엔",     U"오",   U"피",   U"큐",     U"알",
    U"에스", U"티",   U"유", U"브이", U"더블유", U"엑스", U"와이", U"제트"};

struct Compound {
  char32_t whole;
  std::u32string_view parts;
};
constexpr std::array<Compound, 18> compounds = {{{U'ㄳ', U"ㄱㅅ"},
                                                 {U'ㄵ', U"ㄴㅈ"},
                                                 {U'ㄶ', U"ㄴㅎ"},
                                                 {U'ㄺ', U"ㄹㄱ"},
                                                 {U'ㄻ', U"ㄹㅁ"},
                                                 {U'ㄼ', U"ㄹㅂ"},
                                                 {U'ㄽ', U"ㄹㅅ"},
                                                 {U'ㄾ', U"ㄹㅌ"},
                                                 {U'ㄿ', U"ㄹㅍ"},
                                                 {U'ㅀ', U"ㄹㅎ"},
                                                 {U'ㅄ', U"ㅂㅅ"},
                                                 {U'ㅘ', U"ㅗㅏ"},
                                                 {U'ㅙ', U"ㅗㅐ"},
                                                 {U'ㅚ', U"ㅗㅣ"},
                                                 {U'ㅝ', U"ㅜㅓ"},
                                                 {U'ㅞ', U"ㅜㅔ"},
                                                 {U'ㅟ', U"ㅜㅣ"},
                                                 {U'ㅢ', U"ㅡㅣ"}}};

}  // namespace

std::u32string search_key(std::u32string points) {
  for (auto& c : points) c = plain(c);
  compose(points);
  for (const std::u32string_view form : {U"(주)", U"㈜", U"주식회사"})
    if (points.size() > form.size()) erase_all(points, form);
  std::erase_if(points, [](char32_t c) { return !is_kept(c); });
  return points;
}

std::u32string search_key(std::string_view text) {
  return search_key(to_utf32(text));
}

bool is_key_letter(char32_t c) {
  return is_kept(plain(c));
}

std::u32string korean_reading(std::u32string_view key) {
  for (const auto& brand : brands)
    if (key.starts_with(brand.written))
      return std::u32string(brand.spoken).append(key.substr(brand.written.size()));
  std::u32string out;
  std::size_t spelled = 0, run = 0;
  for (const char32_t c : key) {
    const bool latin = c >= U'a' && c <= U'z';
    run = latin ? run + 1 : 0;
    if (run > 4) return {};  // a word, not initials
    if (latin) {
      out += letter_names[c - U'a'];
      ++spelled;
    } else if (c == U'&') {
      out += U"앤";
    } else {
      out += c;
    }
  }
  return spelled > 0 ? out : std::u32string();
}

std::u32string letters(std::u32string_view key) {
  std::u32string out;
  out.reserve(key.size() * 3);
  for (const char32_t c : decompose(key)) {
    const auto* compound = compounds.end();
    if (c >= U'ㄱ' && c <= U'ㅣ')
      compound = std::find_if(compounds.begin(), compounds.end(),
                              [&](const Compound& entry) { return entry.whole == c; });
    if (compound == compounds.end())
      out += c;
    else
      out += compound->parts;
  }
  return out;
}

std::u32string initials(std::u32string_view key) {
  return initial_consonants(key);
}

}  // namespace kbroker::catalog
