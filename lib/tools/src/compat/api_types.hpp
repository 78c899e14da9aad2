// The API types of KIS's own MCP servers: names of functions in the official samples, by category.
// Facts: github.com/koreainvestment/open-trading-api, folder MCP, as of July 2026. All 166 API types of its
// Trading MCP are the last part of an id of the catalogue, its tools are the part before, so there is no list
// of them here.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api_catalogue.hpp"

namespace kbroker::tools::compat {

/// Where the samples lie, and the tool of the Trading MCP that calls them.
struct Category {
  std::string_view id, ko, en;
};
inline constexpr auto categories = std::to_array<Category>({
    {"domestic_stock", "국내주식", "domestic stocks"},
    {"overseas_stock", "해외주식", "overseas stocks"},
    {"domestic_bond", "국내채권", "domestic bonds"},
    {"domestic_futureoption", "국내선물옵션", "domestic futures and options"},
    {"overseas_futureoption", "해외선물옵션", "overseas futures and options"},
    {"etfetn", "ETF/ETN", "ETF and ETN"},
    {"elw", "ELW", "ELW"},
    {"auth", "인증", "access tokens"},
});

/// KIS's APIs of a category.
std::vector<catalog::Api> apis_of(const catalog::ApiCatalogue& catalogue, std::string_view category);

/// "inquire_price" of kis.domestic_stock.inquire_price.
std::string_view api_type_of(const catalog::Api& api);

/// Unknown: `invalid_argument` that names near ones.
Result<catalog::Api> find_api_type(const catalog::ApiCatalogue& catalogue, std::string_view category,
                                   std::string_view api_type);

}  // namespace kbroker::tools::compat
