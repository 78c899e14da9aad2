// How an API is named where the Code Assistant has the address of a sample. Pure.
#pragma once

#include <string>
#include <string_view>

#include "kbroker/catalog/api.hpp"

namespace kbroker::tools::compat {

/// What searches give for read_source_code: the API's resource, "kapi://kis/domestic_stock.inquire_price".
std::string source_url(const catalog::Api& api);

/// The id that an address names, without a promise that it exists: of the resource, of a sample on GitHub
/// ("…/examples_llm/domestic_stock/inquire_price/inquire_price.py"), or the text itself.
std::string api_id_in(std::string_view url);

}  // namespace kbroker::tools::compat
