// What find_api_detail answers. Pure.
#pragma once

#include <boost/json/object.hpp>

#include "kbroker/catalog/api.hpp"

namespace kbroker::tools::compat {

/// {"tool_name", "api_type", "name", "category_detail", "method", "api_path", "params": {argument: {"name",
/// "type", "required", "default_value", "description"}}} as in the Trading MCP, without what is left
/// away; and the catalogue's "id". An API that no tool calls has "refused", which says why.
boost::json::object api_detail(const catalog::Api& api);

}  // namespace kbroker::tools::compat
