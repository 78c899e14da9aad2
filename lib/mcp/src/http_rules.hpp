// What the HTTP transports read from headers and query, and the answers they give before any method runs.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jsonrpc.hpp"
#include "kbroker/net/http_message.hpp"
#include "registry_impl.hpp"
#include "server_parts.hpp"

namespace kbroker::mcp {

/// Which answers a client takes. A missing Accept and wildcards take everything.
struct Accepts {
  bool json = false;
  bool sse = false;
};
Accepts read_accept(std::optional<std::string_view> header);
bool is_json_content(std::optional<std::string_view> content_type);

/// The tools this request may use: header `X-MCP-Toolsets`, otherwise `?toolsets=`, otherwise the default.
/// -32602 for a toolset nobody knows.
struct ChosenTools {
  ToolFilter filter;
  bool from_client = false;
};
RpcResult<ChosenTools> choose_tools(const net::http::Request& request, const ServerParts& parts,
                                    bool read_only);

net::http::Response rpc_failure(unsigned status, const boost::json::value* id, const RpcError& error);
net::http::Response method_not_allowed(std::string_view allow);
/// The principal asks too much: `what` there is too much of.
RpcError too_many_of(std::string_view what);
/// The same with status 429.
net::http::Response too_many(const boost::json::value* id, std::string_view what);
/// 503 while shutting down.
net::http::Response shutting_down();

}  // namespace kbroker::mcp
