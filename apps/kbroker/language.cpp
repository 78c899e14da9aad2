// Which language a check speaks.
#include "language.hpp"

#include <cstdlib>

namespace kbroker::cli {

Language choose_language(const std::string& wish) {
  std::string_view choice = wish;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (choice.empty() && value) choice = value;
  }
  return choice.starts_with("ko") ? Language::korean : Language::english;
}

}  // namespace kbroker::cli
