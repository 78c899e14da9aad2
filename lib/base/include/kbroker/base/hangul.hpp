// Hangul syllables taken apart, for search by initial consonants and for typing errors.
#pragma once

#include <string>
#include <string_view>

namespace kbroker {

/// "삼성전자" -> "ㅅㅅㅈㅈ". Characters that are not syllables stay as they are.
std::string initial_consonants(std::string_view text);
std::u32string initial_consonants(std::u32string_view text);
/// Every syllable as its letters: "삼성" -> "ㅅㅏㅁㅅㅓㅇ". Compound letters stay whole.
std::u32string decompose(std::string_view text);
std::u32string decompose(std::u32string_view text);
/// True when the text has only consonant letters (ㄱ to ㅎ), digits and blanks, and at least one such letter.
bool is_initial_consonants(std::string_view text);
bool has_hangul(std::string_view text);

}  // namespace kbroker
