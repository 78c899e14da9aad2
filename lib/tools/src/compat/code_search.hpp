// Which APIs of a category the Code Assistant's search is about. Pure but for the search.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbroker/catalog/api.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools::compat {

/// How many a search shows, as in the Code Assistant.
inline constexpr std::size_t most_shown = 10;

/// Empty: not given.
struct CodeWish {
  std::string_view query, subcategory, api_name, function_name, description, response;
};

struct FoundCode {
  std::vector<catalog::Api> apis;  ///< best first
  bool all_words = true;           ///< false: nothing fits every word, these come nearest to what they say
};

/// The words must all fit, as in the Code Assistant: the subcategory as a whole, the others as a part, blanks
/// and letter case aside; `response` is looked for in the fields of the answer. What fits is put in order by
/// the sentence. The Code Assistant answers with nothing where one word does not fit and never reads the
/// sentence.
FoundCode find_code(const Services& services, std::string_view category, const CodeWish& wish);

}  // namespace kbroker::tools::compat
