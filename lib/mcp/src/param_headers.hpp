// Arguments that clients mirror into `Mcp-Param-*` headers: schema keyword `x-mcp-header` (mcp.md 2.4.3).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

namespace kbroker::mcp {

/// Looks a header up in any case; blanks around the value removed.
using HeaderLookup = std::function<std::optional<std::string_view>(std::string_view)>;

struct ParamHeader {
  std::string header;             ///< "Mcp-Param-Region"
  std::vector<std::string> path;  ///< from the root of the arguments
};

/// The annotations of an input schema. Throws std::invalid_argument when one breaks a rule, because clients
/// drop such a tool.
std::vector<ParamHeader> find_param_headers(const boost::json::object& input_schema);

/// What does not fit, as a sentence; nothing when every header equals its argument.
std::optional<std::string> check_param_headers(const std::vector<ParamHeader>& headers,
                                               const boost::json::object& arguments,
                                               const HeaderLookup& lookup);

}  // namespace kbroker::mcp
