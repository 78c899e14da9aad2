// The two-set Korean keyboard: what was meant when it was switched to the wrong language.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::catalog {

/// "tkatjdwjswk" -> "삼성전자". Empty unless all of it becomes whole syllables, or all of it lone consonants
/// ("ttww" -> "ㅅㅅㅈㅈ"), perhaps with digits. Shifted keys (R, E, Q, T, W, O, P) count.
std::u32string hangul_from_keys(std::string_view typed);
/// "ㅜㅁㅍㄷㄱ" -> "naver". Empty unless all of it is Hangul or digits.
std::u32string keys_from_hangul(std::u32string_view typed);

}  // namespace kbroker::catalog
