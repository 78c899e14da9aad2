// The two languages a check speaks.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::cli {

enum class Language { english, korean };

/// The same in both.
struct Words {
  std::string_view english, korean;

  constexpr std::string_view in(Language language) const {
    return language == Language::korean ? korean : english;
  }
};

/// "ko" or "en" decides; anything else: LC_ALL, LC_MESSAGES, LANG, the first that is set. English when in
/// doubt.
Language choose_language(const std::string& wish);

}  // namespace kbroker::cli
