#include "kbroker/base/hangul.hpp"

#include "kbroker/base/text.hpp"

namespace kbroker {

namespace {

// Unicode 15, section 3.12: a syllable is 0xAC00 + (initial * 21 + vowel) * 28 + final.
constexpr char32_t syllable_first = 0xAC00, syllable_last = 0xD7A3;
constexpr std::u32string_view initials = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::u32string_view vowels = U"ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
constexpr std::u32string_view finals = U"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

constexpr bool is_syllable(char32_t c) {
  return c >= syllable_first && c <= syllable_last;
}
constexpr bool is_consonant(char32_t c) {
  return c >= U'ㄱ' && c <= U'ㅎ';
}

}  // namespace

std::u32string initial_consonants(std::u32string_view text) {
  std::u32string points(text);
  for (auto& point : points)
    if (is_syllable(point)) point = initials[(point - syllable_first) / (21 * 28)];
  return points;
}

std::string initial_consonants(std::string_view text) {
  return to_utf8(initial_consonants(to_utf32(text)));
}

std::u32string decompose(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size() * 3);
  for (const char32_t point : text) {
    if (!is_syllable(point)) {
      out.push_back(point);
      continue;
    }
    const auto offset = point - syllable_first;
    out.push_back(initials[offset / (21 * 28)]);
    out.push_back(vowels[offset / 28 % 21]);
    if (offset % 28 != 0) out.push_back(finals[offset % 28 - 1]);
  }
  return out;
}

std::u32string decompose(std::string_view text) {
  return decompose(to_utf32(text));
}

bool is_initial_consonants(std::string_view text) {
  bool any = false;
  for (const char32_t point : to_utf32(text)) {
    if (is_consonant(point))
      any = true;
    else if (point != U' ' && (point < U'0' || point > U'9'))
      return false;
  }
  return any;
}

bool has_hangul(std::string_view text) {
  for (const char32_t point : to_utf32(text))
    if (is_syllable(point) || (point >= U'ㄱ' && point <= U'ㅣ')) return true;
  return false;
}

}  // namespace kbroker
