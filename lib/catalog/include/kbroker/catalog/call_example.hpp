// A complete program that makes one call of an API: token, headers, the user's values, error handling. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api.hpp"

namespace kbroker::catalog {

enum class ExampleLanguage { curl, python, javascript, go, cpp, kbroker };
/// "curl", "python", "javascript", "go", "cpp", "kbroker".
std::optional<ExampleLanguage> parse_example_language(std::string_view text);

struct CallExample {
  std::string code;
  /// Environment variables the program reads: keys, account. None is written into it.
  std::vector<std::string> variables;
};

/// `given` are the user's values as read_arguments() takes them; what is missing gets the API's example. On
/// paper where `paper` is set. `invalid_argument` for values that the API does not take, realtime APIs and a
/// paper host that does not offer the call; `kbroker` is refused for what call_api refuses.
Result<CallExample> call_example(const Api& api, const boost::json::object& given, ExampleLanguage language,
                                 bool paper, Date today);

}  // namespace kbroker::catalog
