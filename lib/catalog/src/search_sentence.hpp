// A sentence as the search reads it: a run of letters without blanks that remembers where words began.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kbroker::catalog {

/// Sounds that people mix up become one: ㅐ and ㅔ, ㅚ and ㅙ and ㅞ, 챠 and 차, a final ㅆ and ㅅ. Same
/// length.
std::u32string folded(std::u32string_view key);

/// The three texts have the same length: one position means the same letter in each.
struct Sentence {
  explicit Sentence(std::string_view text);

  std::size_t size() const { return key.size(); }
  /// A blank or a mark stood before this letter, or it is the end.
  bool starts_word(std::size_t at) const { return at >= starts.size() || starts[at]; }
  /// Where the run of letters that holds `at` ends: the next blank or mark.
  std::size_t word_end(std::size_t at) const;

  std::u32string key;     ///< as search_key() has it: small letters, no blanks, no marks
  std::u32string sounds;  ///< folded(key)
  std::u32string typed;   ///< capitals as they were
  std::vector<bool> starts;
  std::u32string marks;  ///< the mark just before each letter, 0 for none, ' ' for a blank
};

constexpr bool is_latin(char32_t c) {
  return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z');
}
constexpr bool is_digit(char32_t c) {
  return c >= U'0' && c <= U'9';
}

}  // namespace kbroker::catalog
