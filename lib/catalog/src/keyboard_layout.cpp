// Key presses to letters and letters to syllables, as a Korean input method does it.
#include "keyboard_layout.hpp"

#include <algorithm>
#include <optional>

#include "search_key.hpp"

namespace kbroker::catalog {

namespace {

// KS X 5002: the letters in the order of the keys below.
constexpr std::u32string_view keys = U"rRseEfaqQtTdwWczxvgkoiOjpuPhynbml";
constexpr std::u32string_view jamo = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ";

// Unicode order of the three parts of a syllable.
constexpr std::u32string_view leads = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr std::u32string_view vowels = U"ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
constexpr std::u32string_view tails = U"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";

constexpr std::size_t none = std::u32string_view::npos;

constexpr bool is_vowel(char32_t c) {
  return c >= U'ㅏ' && c <= U'ㅣ';
}

/// The compound letter of two, such as ㅗ and ㅏ; 0 when there is none.
char32_t joined(char32_t first, char32_t second, std::u32string_view among) {
  for (const char32_t whole : among) {
    const char32_t parts[] = {first, second};
    if (letters(std::u32string_view(&whole, 1)) == std::u32string_view(parts, 2)) return whole;
  }
  return 0;
}

std::optional<char32_t> letter_on(char32_t key) {
  auto at = keys.find(key);
  if (at == none && key >= U'A' && key <= U'Z') at = keys.find(key + 32);  // Shift changes nothing there
  if (at == none) return std::nullopt;
  return jamo[at];
}

/// Letters to syllables, as an input method would; nothing when a letter is left alone.
std::optional<std::u32string> syllables(std::u32string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] >= U'0' && text[i] <= U'9') {
      out += text[i++];
      continue;
    }
    const auto lead = leads.find(text[i]);
    if (lead == none || i + 1 >= text.size() || !is_vowel(text[i + 1])) return std::nullopt;
    char32_t vowel = text[i + 1];
    i += 2;
    if (i < text.size() && is_vowel(text[i])) {
      if (const auto compound = joined(vowel, text[i], vowels)) {
        vowel = compound;
        ++i;
      }
    }
    // A consonant closes this syllable unless a vowel follows it: then it opens the next.
    const auto closes = [&](std::size_t at) {
      return at < text.size() && tails.find(text[at]) != none &&
             (at + 1 >= text.size() || !is_vowel(text[at + 1]));
    };
    char32_t tail = 0;
    if (closes(i)) {
      tail = text[i++];
      if (closes(i)) {
        if (const auto compound = joined(tail, text[i], tails)) {
          tail = compound;
          ++i;
        }
      }
    }
    out += static_cast<char32_t>(0xAC00 + (lead * 21 + vowels.find(vowel)) * 28 +
                                 (tail == 0 ? 0 : tails.find(tail) + 1));
  }
  return out;
}

}  // namespace

std::u32string hangul_from_keys(std::string_view typed) {
  std::u32string text;
  bool consonants_only = true, any = false;
  for (const char c : typed) {
    if (c == ' ') continue;
    if (c >= '0' && c <= '9') {
      text += static_cast<char32_t>(c);
      continue;
    }
    const auto letter = letter_on(static_cast<unsigned char>(c));
    if (!letter) return {};
    any = true;
    consonants_only = consonants_only && !is_vowel(*letter);
    text += *letter;
  }
  if (!any) return {};
  if (consonants_only) return text;
  return syllables(text).value_or(std::u32string());
}

std::u32string keys_from_hangul(std::u32string_view typed) {
  std::u32string out;
  bool any = false;
  for (const char32_t c : letters(typed)) {
    if (c >= U'0' && c <= U'9') {
      out += c;
      continue;
    }
    const auto at = jamo.find(c);
    if (at == none) return {};
    any = true;
    const char32_t key = keys[at];
    out += key >= U'A' && key <= U'Z' ? key + 32 : key;
  }
  return any ? out : std::u32string();
}

}  // namespace kbroker::catalog
