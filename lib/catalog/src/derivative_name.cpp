// Takes the name of a future or an option apart: "위클리M C 2609W4   970.0", "금양       F 202504 (  10)".
#include "derivative_name.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "kbroker/base/text.hpp"

namespace kbroker::catalog {

namespace {

struct Contract {
  std::string_view letters, korean, english, kind;
};
constexpr auto contracts = std::to_array<Contract>({{"SP", "스프레드", "spread", "future"},
                                                    {"F", "선물", "futures", "future"},
                                                    {"C", "콜", "call", "option"},
                                                    {"P", "풋", "put", "option"}});

/// Sizes and terms of a contract, which stand where others have the underlying.
struct Form {
  std::string_view korean, english;
};
constexpr auto forms =
    std::to_array<Form>({{"", ""}, {"미니", "mini"}, {"위클리", "weekly"}, {"위클리M", "weekly M"}});

std::string_view in_korean(std::string_view underlying) {
  if (underlying == "KOSPI200") return "코스피200";
  return underlying == "KSQ150" ? "코스닥150" : underlying;
}

std::vector<std::string_view> words_of(std::string_view text) {
  auto words = split(text, ' ');
  std::erase(words, "");
  return words;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// "202612", of weekly options "2609W1", of spreads "2609-2612".
bool is_month(std::string_view word) {
  return word.size() >= 6 && std::ranges::all_of(word.substr(0, 4), is_digit);
}

/// The contract whose letters end the word; "미니F" is one of futures.
const Contract* contract_of(std::string_view word) {
  const auto found =
      std::ranges::find_if(contracts, [&](const Contract& each) { return word.ends_with(each.letters); });
  return found == contracts.end() ? nullptr : &*found;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const auto word : words) {
    if (word.empty()) continue;
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

}  // namespace

std::optional<DerivativeName> read_derivative_name(std::string_view name, std::string_view underlying) {
  const auto words = words_of(name);
  for (std::size_t month = 1; month < words.size(); ++month) {
    const auto* contract = contract_of(words[month - 1]);
    if (!contract || !is_month(words[month])) continue;
    std::vector<std::string_view> before(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(month));
    before.back().remove_suffix(contract->letters.size());
    const auto head = joined(before);
    const auto when = std::ranges::all_of(words[month], is_digit) ? words[month].substr(2) : words[month];
    // What follows is the strike; shares have the size of a contract there, "(  10)".
    const bool has_strike = month + 1 < words.size() && is_digit(words[month + 1].front());
    const auto strike = has_strike ? words[month + 1] : std::string_view();
    const auto form = std::ranges::find(forms, head, &Form::korean);
    DerivativeName read;
    read.kind = contract->kind;
    read.korean = joined({head, form == forms.end() ? std::string_view() : in_korean(underlying),
                          contract->korean, when, strike});
    // Korean letters take three bytes each.
    if (!underlying.empty() && utf8_length(underlying) == underlying.size())
      read.english = joined({underlying, form == forms.end() ? std::string_view() : form->english,
                             contract->english, when, strike});
    return read;
  }
  return std::nullopt;
}

}  // namespace kbroker::catalog
