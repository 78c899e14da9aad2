// The order of the checks is part of the contract.
#include "modern_gate.hpp"

#include <boost/json/array.hpp>
#include <boost/throw_exception.hpp>

#include "client_features.hpp"
#include "era.hpp"
#include "header_sentinel.hpp"
#include "kbroker/mcp/server.hpp"
#include "log_level.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

std::optional<std::string_view> text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

GateRefusal bad_params(std::string message) {
  return GateRefusal(400, rpc_code::invalid_params, std::move(message));
}

GateRefusal header_mismatch(std::string message) {
  return GateRefusal(400, rpc_code::header_mismatch, "Header mismatch: " + std::move(message));
}

GateRefusal unsupported(std::string_view requested) {
  json::array supported;
  for (const auto version : protocol_versions) supported.emplace_back(version);
  json::object data;
  data.emplace("supported", std::move(supported));
  data.emplace("requested", requested);
  return GateRefusal(400, rpc_code::unsupported_version,
                     "Unsupported protocol version: " + std::string(requested), std::move(data));
}

GateRefusal missing_capability(std::string_view what, json::object required) {
  json::object data;
  data.emplace("requiredCapabilities", std::move(required));
  return GateRefusal(400, rpc_code::missing_capability,
                     std::string(what) + " needs a client capability that was not declared", std::move(data));
}

/// The member of `params` that Mcp-Name mirrors; empty: none.
std::string_view named_by(std::string_view method) {
  if (method == "tools/call" || method == "prompts/get") return "name";
  if (method == "resources/read") return "uri";
  if (method == "tasks/get" || method == "tasks/update" || method == "tasks/cancel") return "taskId";
  return {};
}

std::optional<GateRefusal> check_name(const Message& message, const HeaderLookup& header) {
  const auto member = named_by(message.method);
  if (member.empty()) return std::nullopt;
  const auto value = header("mcp-name");
  if (!value) return header_mismatch("Mcp-Name is missing");
  if (!header_value_equals(*value, text_at(*message.params, member).value_or("")))
    return header_mismatch("Mcp-Name differs from params." + std::string(member));
  return std::nullopt;
}

std::optional<GateRefusal> check_version_header(const HeaderLookup& header, std::string_view version) {
  const auto value = header("mcp-protocol-version");
  if (!value) return header_mismatch("MCP-Protocol-Version is missing");
  if (*value != version) return header_mismatch("MCP-Protocol-Version differs from params._meta");
  return std::nullopt;
}

/// `tool`: the one that is called, or null.
std::optional<GateRefusal> check_routing_headers(const HeaderLookup& header, const Message& message,
                                                 const ToolEntry* tool) {
  const auto method = header("mcp-method");
  if (!method) return header_mismatch("Mcp-Method is missing");
  if (*method != message.method) return header_mismatch("Mcp-Method differs from the method in the body");
  if (auto refusal = check_name(message, header)) return refusal;
  if (!tool || tool->param_headers.empty()) return std::nullopt;
  static const json::object none;
  const auto* value = message.params->if_contains("arguments");
  const auto* arguments = value ? value->if_object() : nullptr;
  if (auto problem = check_param_headers(tool->param_headers, arguments ? *arguments : none, header))
    return header_mismatch(std::move(*problem));
  return std::nullopt;
}

const ToolEntry* called_tool(const Message& message, const Registry::Impl& registry) {
  if (message.method != "tools/call") return nullptr;
  const auto name = text_at(*message.params, "name");
  return name ? registry.find_tool(*name) : nullptr;
}

bool declares(const json::object& declared, const json::object& required) {
  for (const auto& member : required) {
    const auto* found = declared.if_contains(member.key());
    if (!found || !found->is_object()) return false;
    if (member.value().is_object() && !declares(found->get_object(), member.value().get_object()))
      return false;
  }
  return true;
}

}  // namespace

void throw_exception_from_error(const GateRefusal& refusal, const boost::source_location& where) {
  throw_exception_from_error(refusal.error, where);
}

const json::value* progress_token_of(const Message& message) {
  const auto* meta = message.meta;
  const auto* token = meta ? meta->if_contains(meta_key::progress_token) : nullptr;
  return token && (token->is_string() || token->is_int64() || token->is_uint64()) ? token : nullptr;
}

boost::system::result<ModernRequest, GateRefusal> modern_gate(const Message& message,
                                                              const HeaderLookup& header,
                                                              const Registry::Impl& registry) {
  const auto* meta = message.meta;
  if (!meta) return bad_params("params._meta is missing or not an object");
  const auto version = text_at(*meta, meta_key::protocol_version);
  if (!version)
    return bad_params("_meta[\"io.modelcontextprotocol/protocolVersion\"] is missing or not a string");
  const auto* capabilities = meta->if_contains(meta_key::client_capabilities);
  if (!capabilities || !capabilities->is_object())
    return bad_params("_meta[\"io.modelcontextprotocol/clientCapabilities\"] is missing or not an object");

  if (header)
    if (auto refusal = check_version_header(header, *version)) return std::move(*refusal);
  const auto revision = parse_revision(*version);
  if (!revision || !is_modern(*revision)) return unsupported(*version);
  const auto* tool = called_tool(message, registry);
  if (header)
    if (auto refusal = check_routing_headers(header, message, tool)) return std::move(*refusal);

  const auto method = find_method(message.method, *revision, registry);
  if (!method)
    return GateRefusal(404, rpc_code::method_not_found, "Method not found: " + std::string(message.method));

  ModernRequest request;
  request.method = *method;
  request.revision = *revision;
  request.capabilities = &capabilities->get_object();
  request.progress_token = progress_token_of(message);
  request.tool = tool;
  if (const auto* level = meta->if_contains(meta_key::log_level)) {
    if (level->is_string()) request.log_level = parse_log_level(level->get_string());
    if (!request.log_level)
      return bad_params("_meta[\"io.modelcontextprotocol/logLevel\"] is not a log level");
  }
  if (tool && !declares(*request.capabilities, tool->tool.required_capabilities))
    return missing_capability("Tool " + tool->tool.name, tool->tool.required_capabilities);
  if (is_task_method(*method) && !features_of(message).has(ClientFeature::tasks)) {
    const json::object tasks{{extension::tasks, json::object()}};
    return missing_capability(message.method, {{"extensions", tasks}});
  }
  return request;
}

}  // namespace kbroker::mcp
