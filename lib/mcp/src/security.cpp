// mcp.md 2.1 and 4.5: DNS rebinding is stopped here, on every path.
#include "security.hpp"

#include <algorithm>

#include "jsonrpc.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

using net::http::Request;
using net::http::Response;

namespace {

/// "localhost:8030" -> "localhost", "[::1]:80" -> "[::1]"; empty when what follows the name is no port.
std::string_view without_port(std::string_view host) {
  const auto name_end = host.starts_with('[') ? host.find(']') + 1 : std::min(host.find(':'), host.size());
  if (name_end == 0) return {};
  const auto port = host.substr(name_end);
  if (port.empty()) return host;
  const bool is_port =
      port.front() == ':' && port.find_first_not_of("0123456789", 1) == std::string_view::npos;
  return is_port ? host.substr(0, name_end) : std::string_view();
}

Response forbidden(std::string_view what) {
  return Response::json(
      403, error_text(nullptr, RpcError(rpc_code::bad_request,
                                        "Forbidden: " + std::string(what) +
                                            " is not allowed; add the name to the server's allowed hosts")));
}

}  // namespace

bool Security::allowed_host(std::string_view host) const {
  const auto name = without_port(host);
  for (const std::string_view local : {"localhost", "127.0.0.1", "[::1]"})
    if (iequals(name, local)) return true;
  return std::any_of(allowed_hosts_.begin(), allowed_hosts_.end(), [&](const std::string& allowed) {
    return !name.empty() && (iequals(name, allowed) || iequals(host, allowed));
  });
}

bool Security::allowed_origin(std::string_view origin) const {
  for (const std::string_view scheme : {"http://", "https://"})
    if (origin.starts_with(scheme)) return allowed_host(origin.substr(scheme.size()));
  // "null" and schemes of extensions ("vscode-webview://…") only when configured whole.
  return std::find(allowed_hosts_.begin(), allowed_hosts_.end(), origin) != allowed_hosts_.end();
}

std::optional<Response> Security::check_host(const Request& request) const {
  const auto host = request.header("host");
  if (!host || !allowed_host(*host)) return forbidden("this Host");
  return std::nullopt;
}

std::optional<Response> Security::check_origin(const Request& request) const {
  if (auto refusal = check_host(request)) return refusal;
  const auto origin = request.header("origin");
  if (origin && !allowed_origin(*origin)) return forbidden("this Origin");
  return std::nullopt;
}

bool Security::decorates(const Request& request) const {
  return authorization_ || request.header("origin").has_value();
}

void Security::decorate(const Request& request, Response& response) const {
  if (authorization_ && !response.stream) response.headers.emplace_back("Cache-Control", "no-store");
  const auto origin = request.header("origin");
  if (!origin || !allowed_origin(*origin)) return;
  response.headers.emplace_back("Access-Control-Allow-Origin", *origin);
  response.headers.emplace_back("Access-Control-Expose-Headers",
                                "Mcp-Session-Id, MCP-Protocol-Version, WWW-Authenticate");
  response.headers.emplace_back("Vary", "Origin");
}

Response Security::preflight(const Request& request) const {
  Response response(204);
  response.headers.emplace_back("Access-Control-Allow-Methods", "GET, POST, DELETE, OPTIONS");
  // Wildcards cannot cover Mcp-Param-* and Authorization: the names asked for are echoed.
  if (const auto wanted = request.header("access-control-request-headers"))
    response.headers.emplace_back("Access-Control-Allow-Headers", *wanted);
  response.headers.emplace_back("Access-Control-Max-Age", "600");
  return response;
}

}  // namespace kbroker::mcp
