// Lenient in what is accepted (mcp.md A-6), clear in what is refused.
#include "http_rules.hpp"

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

using net::http::Request;
using net::http::Response;

namespace {

/// "text/html;q=0" is a refusal.
bool has_zero_quality(std::string_view parameters) {
  for (const auto part : split(parameters, ';')) {
    const auto text = trim(part);
    if (text.starts_with("q=") || text.starts_with("Q="))
      return text.substr(2).find_first_not_of("0.") == std::string_view::npos;
  }
  return false;
}

}  // namespace

Accepts read_accept(std::optional<std::string_view> header) {
  if (!header || header->empty() || *header == "application/json, text/event-stream") return {true, true};
  Accepts accepts;
  for (const auto part : split(*header, ',')) {
    const auto semicolon = part.find(';');
    const auto type = trim(part.substr(0, semicolon));
    if (semicolon != std::string_view::npos && has_zero_quality(part.substr(semicolon + 1))) continue;
    const bool any = type == "*/*";
    accepts.json |= any || iequals(type, "application/json") || iequals(type, "application/*");
    accepts.sse |= any || iequals(type, "text/event-stream") || iequals(type, "text/*");
  }
  return accepts;
}

bool is_json_content(std::optional<std::string_view> content_type) {
  return content_type && iequals(trim(content_type->substr(0, content_type->find(';'))), "application/json");
}

RpcResult<ChosenTools> choose_tools(const Request& request, const ServerParts& parts, bool read_only) {
  ChosenTools chosen;
  std::optional<std::string> named;
  if (const auto header = request.header("x-mcp-toolsets"))
    named = std::string(*header);
  else if (!request.query().empty())
    named = query_value(request.query(), "toolsets");
  if (!named || trim(*named).empty()) {
    chosen.filter = parts.default_tools;
  } else {
    const auto& known = parts.methods.registry().toolsets;
    const auto names = parse_toolsets(*named, known);
    if (!names.unknown.empty()) {
      std::string text = "Unknown toolset \"" + shorten(names.unknown, 64) + "\"; available here: all";
      for (const auto& name : known) text += ", " + name;
      return RpcError(rpc_code::invalid_params, std::move(text));
    }
    chosen.filter.toolsets = names.bits;
    chosen.from_client = true;
  }
  chosen.filter.read_only = read_only;
  return chosen;
}

Response rpc_failure(unsigned status, const boost::json::value* id, const RpcError& error) {
  return Response::json(status, error_text(id, error));
}

Response method_not_allowed(std::string_view allow) {
  auto response = rpc_failure(405, nullptr, RpcError(rpc_code::bad_request, "Method not allowed"));
  response.headers.emplace_back("Allow", allow);
  return response;
}

RpcError too_many_of(std::string_view what) {
  return RpcError(rpc_code::bad_request, "Too many " + std::string(what) + ": wait a moment");
}

Response too_many(const boost::json::value* id, std::string_view what) {
  auto response = rpc_failure(429, id, too_many_of(what));
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

Response shutting_down() {
  auto response = rpc_failure(503, nullptr, RpcError(rpc_code::bad_request, "The server is shutting down"));
  response.headers.emplace_back("Retry-After", "5");
  return response;
}

}  // namespace kbroker::mcp
