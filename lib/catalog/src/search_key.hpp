// Texts as the search compares them: spelling differences that mean nothing are gone.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::catalog {

/// NFC for Hangul, full-width forms to ASCII, lower case, without blanks, punctuation and company forms such
/// as "(주)". What remains are syllables, Hangul letters, Latin letters, digits, '&' and '+'.
std::u32string search_key(std::u32string text);
std::u32string search_key(std::string_view text);
/// Whether a key has this letter, in whatever form.
bool is_key_letter(char32_t c);

/// Korean readings of Latin letters and of ETF brands: "LG화학" -> "엘지화학", "KODEX 200" -> "코덱스200".
/// Takes and returns keys; empty when there is nothing to read out.
std::u32string korean_reading(std::u32string_view key);

/// Hangul in its letters, compound letters taken apart (ㄳ -> ㄱㅅ, ㅘ -> ㅗㅏ), so that one letter is one
/// key press.
std::u32string letters(std::u32string_view key);
/// Every syllable as its initial consonant; same length as the key.
std::u32string initials(std::u32string_view key);

constexpr bool is_syllable(char32_t c) {
  return c >= 0xAC00 && c <= 0xD7A3;
}
/// A consonant that stands alone, ㄱ to ㅎ.
constexpr bool is_lone_consonant(char32_t c) {
  return c >= 0x3131 && c <= 0x314E;
}

}  // namespace kbroker::catalog
