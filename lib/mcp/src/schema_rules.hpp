// Which schemas may be registered.
#pragma once

#include <boost/json/object.hpp>

namespace kbroker::mcp {

/// Throws std::invalid_argument, naming the place and the keyword, for keywords that the validator would
/// ignore or read otherwise than JSON Schema 2020-12 does ("unevaluatedProperties", "prefixItems", misspelt
/// ones, …), and for references that leave the document. Names beginning with "x-" are annotations. Returns
/// true when validation can be costly (regular expressions, uniqueItems).
bool check_schema_keywords(const boost::json::object& schema);

}  // namespace kbroker::mcp
