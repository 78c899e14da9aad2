// What templates hold where a key belongs.
#include "placeholder.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "kbroker/base/text.hpp"

namespace kbroker::config {

namespace {

/// Names of the thing instead of the thing, spelt without separators.
constexpr auto names = std::to_array<std::string_view>(
    {"appkey", "appsecret", "secretkey", "apikey", "apisecret", "myappkey", "myappsecret", "changeme",
     "replaceme", "placeholder", "todo", "none", "null", "account", "accountnumber"});
constexpr auto beginnings =
    std::to_array<std::string_view>({"yourapp", "yourapi", "yoursecret", "yourkey", "youraccount", "yourkis",
                                     "yourkiwoom", "enteryour", "insertyour", "putyour"});

bool is_in_brackets(std::string_view text) {
  return (text.starts_with('<') && text.ends_with('>')) || (text.starts_with('[') && text.ends_with(']')) ||
         (text.starts_with('{') && text.ends_with('}')) || text.starts_with("${");
}

/// "xxxx", "****", "--------", also "00000000": no account has that number.
bool is_one_character(std::string_view text) {
  return text.size() > 2 && text.find_first_not_of(text.front()) == std::string_view::npos;
}

}  // namespace

bool is_placeholder(std::string_view text) {
  text = trim(text);
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return true;
  const auto lower = to_lower(text);
  auto letters = lower;
  std::erase_if(letters, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '.'; });
  return is_in_brackets(text) || is_one_character(letters.empty() ? text : letters) ||
         std::ranges::find(names, letters) != names.end() ||
         std::ranges::any_of(beginnings, [&](auto beginning) { return letters.starts_with(beginning); }) ||
         lower.starts_with("your_") || lower.starts_with("your-") || lower.starts_with("your ");
}

}  // namespace kbroker::config
