// Results in the shape of KIS's Trading MCP, on top of our envelope.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/provenance.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "kbroker/mcp/content.hpp"

namespace kbroker::tools::compat {

/// The envelope with {"ok":true}.
mcp::ToolResult accepted(boost::json::object data, std::string message, const broker::Provenance& provenance);

/// {"ok":false,"success":false,"error":"one sentence","message":…,"code":…,"hint":…}: the error is a text, as
/// their callers expect it; what our envelope has in it stands beside it. `more` is added and wins.
mcp::ToolResult rejected(const mcp::CallContext& context, std::string_view tool, const Error& error,
                         boost::json::object more = {});

/// A typed answer as their functions give it: a list of rows, or, of several containers, an object of lists.
boost::json::value rows_of(boost::json::object containers);

}  // namespace kbroker::tools::compat
