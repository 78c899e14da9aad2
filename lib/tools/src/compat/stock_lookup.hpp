// Which instrument a stock_name means, in each category.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/error.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools::compat {

struct FoundStock {
  std::string code, name;
  std::string exchange;    ///< as the Trading MCP says it: "kospi", "NAS"
  std::string match_type;  ///< "code_exact", "name_exact", "name_prefix", "name_contains", "alias", "typo", …
};

/// Best first, a few; empty where nothing is found or no list of the category's instruments exists.
std::vector<FoundStock> find_stocks(const Services& services, std::string_view category,
                                    std::string_view wanted);

/// The one that is meant. `unknown_symbol` with candidates for a name that is ambiguous or mistyped.
Result<FoundStock> stock_meant(const Services& services, std::string_view category, std::string_view wanted);

Error not_listed(std::string_view category, std::string_view wanted);

}  // namespace kbroker::tools::compat
