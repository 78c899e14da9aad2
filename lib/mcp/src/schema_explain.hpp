// Says why a value does not fit a schema, in words a model can act on.
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

namespace kbroker::mcp {

/// The first violation of a simple keyword: which parameter, what is wrong, what is allowed. Nothing when
/// only a compound keyword (oneOf, if, not, …) is violated. Texts from the caller are quoted only when short.
std::optional<std::string> explain_violation(const boost::json::object& schema,
                                             const boost::json::value& value);

}  // namespace kbroker::mcp
