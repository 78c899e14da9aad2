// `completion/complete`: suggestions for prompt arguments and template variables (mcp.md 3.6).
#pragma once

#include <string>
#include <vector>

#include "jsonrpc.hpp"
#include "registry_impl.hpp"

namespace kbroker::mcp {

/// All suggestions; the protocol carries at most 100 of them. Unknown references and arguments: -32602.
RpcResult<std::vector<std::string>> complete(const Registry::Impl& registry,
                                             const boost::json::object& params);

}  // namespace kbroker::mcp
