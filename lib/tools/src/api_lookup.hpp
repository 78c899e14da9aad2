// What the tools about APIs share: which API is meant, and which instrument.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// The id as it is, without its broker, or the transaction id. Unknown: `invalid_argument` with the three
/// nearest id.
Result<catalog::Api> find_api(const catalog::ApiCatalogue& apis, std::string_view id);

/// "Nearest: inquire_price, inquire_prices.": the names that differ least from what was asked for, a part of
/// a name counting as near.
std::string nearest_names(const std::vector<std::string_view>& names, std::string_view wanted);

/// The parameters with names of domestic instruments replaced by their codes; `unknown_symbol` for a name
/// that nothing has.
Result<boost::json::object> with_codes(const Services& services, const catalog::Api& api,
                                       boost::json::object params);

}  // namespace kbroker::tools
