// Methods that run the user's code: tools/call, resources/read, prompts/get.
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include "down_convert.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/text.hpp"
#include "methods.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;
namespace json = boost::json;

namespace {

const json::value no_arguments = json::object();

std::optional<std::string_view> text_param(const Message& message, std::string_view name) {
  const auto* value = message.params ? message.params->if_contains(name) : nullptr;
  if (!value || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

const json::value& arguments_of(const Message& message) {
  const auto* given = message.params->if_contains("arguments");
  return given && !given->is_null() ? *given : no_arguments;
}

RpcError bad_params(std::string text) {
  return RpcError(rpc_code::invalid_params, std::move(text));
}

RpcError unknown_resource(std::string_view uri, Revision revision) {
  json::object data;
  data.emplace("uri", uri);
  return RpcError(is_modern(revision) ? rpc_code::invalid_params : rpc_code::resource_not_found,
                  "Resource not found: " + shorten(uri, 200), std::move(data));
}

/// Failures of resources and prompts are protocol errors.
RpcError to_rpc_error(const Error& error) {
  json::object data;
  data.emplace("code", to_string(error.code));
  data.emplace("retryable", error.retryable);
  if (!error.hint.empty()) data.emplace("hint", error.hint);
  return RpcError(error.code == Errc::invalid_argument ? rpc_code::invalid_params : rpc_code::internal_error,
                  error.message, std::move(data));
}

/// Call inside a catch block. What a foreign exception says stays in our log.
Error describe_exception(std::string_view what, std::string_view name, std::uint64_t request,
                         std::string_view trace = {}) {
  try {
    throw;
  } catch (const EarlyAnswer&) {
    throw;
  } catch (const ProtocolError&) {
    throw;
  } catch (const boost::system::system_error& e) {
    if (e.code() == asio::error::operation_aborted) return Error(Errc::cancelled, "The call was cancelled.");
    log::error("mcp.call.failed", "the user's code threw",
               {{"kind", what}, {"name", name}, {"request", request}, {"trace", trace}, {"error", e.what()}});
  } catch (const std::exception& e) {
    log::error("mcp.call.failed", "the user's code threw",
               {{"kind", what}, {"name", name}, {"request", request}, {"trace", trace}, {"error", e.what()}});
  } catch (...) {
    log::error("mcp.call.failed", "the user's code threw",
               {{"kind", what}, {"name", name}, {"request", request}, {"trace", trace}});
  }
  return Error(Errc::internal, "An internal error occurred (request " + std::to_string(request) + ").",
               "Try again; if it happens again, look for this request in the server's log.");
}

Error too_late(std::string_view name) {
  return Error(Errc::timeout, std::string(name) + " did not finish in time.",
               "Try again later or ask for less.", true);
}

std::string result_of_read(ResultWriter result, const std::vector<ResourceContents>& contents) {
  auto& out = result.member("contents");
  out += '[';
  for (const auto& each : contents) {
    if (out.back() != '[') out += ',';
    out += R"({"uri":)";
    append_json_string(out, each.uri);
    if (!each.mime_type.empty()) {
      out += R"(,"mimeType":)";
      append_json_string(out, each.mime_type);
    }
    const bool blob = each.text.empty() && !each.blob.empty();
    out += blob ? R"(,"blob":)" : R"(,"text":)";
    append_json_string(out, blob ? each.blob : each.text);
    if (!each.meta.empty()) {
      out += R"(,"_meta":)";
      append_json(out, each.meta);
    }
    out += '}';
  }
  out += ']';
  result.cache(CacheHint());
  return result.finish();
}

}  // namespace

Methods::Text Methods::answer(Method method, Call& call, const Caller& caller, const Message& message) const {
  count(message, caller.revision);
  if (method == Method::tools_call) return call_tool(call, caller, message);
  if (method == Method::resources_read) return read_resource(call, caller, message);
  return get_prompt(call, caller, message);
}

std::optional<std::string> Methods::answer_from_memory(const Caller& caller, const Message& message) const {
  const auto found = find_tool(caller, message);
  if (!found || !(*found)->tool.call_now) return std::nullopt;
  const ToolEntry& entry = **found;
  const auto started = clock_.steady();
  const auto& arguments = arguments_of(message);
  // What is wrong with a call is said where it runs.
  if (!arguments.is_object() || entry.input.validate(arguments)) return std::nullopt;
  std::optional<ToolResult> result;
  try {
    result = entry.tool.call_now(arguments.get_object());
  } catch (...) {
    result = error_result(describe_exception("tool", entry.tool.name, 0));
  }
  if (!result) return std::nullopt;
  count(message, caller.revision);
  observer_->tool_called(entry.tool.name, result->is_error, clock_.steady() - started);
  return tool_text(caller, message, *result);
}

RpcResult<const ToolEntry*> Methods::find_tool(const Caller& caller, const Message& message) const {
  const auto name = text_param(message, "name");
  if (!name) return bad_params("tools/call needs params.name");
  const auto* entry = registry().find_tool(*name);
  if (entry && entry->visible(caller.filter)) return entry;
  if (entry && caller.filter.read_only && !entry->tool.annotations.read_only)
    return bad_params("Tool " + entry->tool.name +
                      " can change something and is not offered on this read-only address");
  if (entry)
    return bad_params("Tool " + entry->tool.name + " belongs to the toolset \"" + entry->tool.toolset +
                      "\", which this connection did not choose (X-MCP-Toolsets or ?toolsets=)");
  std::vector<std::string> names;
  for (const auto& each : registry().tools)
    if (each.visible(caller.filter)) names.push_back(each.tool.name);
  auto text = "Unknown tool: " + shorten(*name, 128);
  if (const auto near = nearest(*name, names)) text += "; did you mean " + std::string(*near) + "?";
  return bad_params(std::move(text));
}

std::string Methods::tool_text(const Caller& caller, const Message& message, const ToolResult& result) const {
  if (result.written) {
    auto writing = writer(caller, message, result.written->json().size() + result.written->escaped().size());
    auto& out = writing.member("content");
    out += R"([{"type":"text","text":")";
    out += result.written->escaped();
    append_json_escaped(out, result.last_members);
    out += R"(}"}])";
    if (caller.revision >= Revision::v2025_06_18) {
      auto& structured = writing.member("structuredContent");
      structured += result.written->json();
      structured += result.last_members;
      structured += '}';
    }
    writing.member("isError") += result.is_error ? "true" : "false";
    return writing.finish();
  }
  const auto structured = result.structured.is_null() ? std::string() : to_json_text(result.structured);
  auto writing = writer(caller, message, structured.size() * 5 / 2);
  auto& out = writing.member("content");
  out += '[';
  if (result.structured_as_text) {
    out += R"({"type":"text","text":)";
    append_json_string(out, structured);
    out += '}';
  }
  for (const auto& content : result.content) {
    if (out.back() != '[') out += ',';
    append_content(out, content, caller.revision);
  }
  out += ']';
  const bool carries = is_modern(caller.revision) ||
                       (caller.revision >= Revision::v2025_06_18 && result.structured.is_object());
  if (carries && !structured.empty()) writing.member("structuredContent") += structured;
  writing.member("isError") += result.is_error ? "true" : "false";
  return writing.finish();
}

Methods::Text Methods::call_tool(Call& call, const Caller& caller, const Message& message) const {
  const auto found = find_tool(caller, message);
  if (!found) co_return error_text(message.id, found.error());
  const ToolEntry& entry = **found;
  const json::value& arguments = arguments_of(message);
  const auto started = clock_.steady();
  ToolResult result;
  auto problem = arguments.is_object() ? entry.input.validate(arguments)
                                       : std::optional<std::string>("arguments must be an object");
  if (problem) {
    Error error(Errc::invalid_argument, "Invalid arguments for " + entry.tool.name + ": " + *problem + ".",
                "Correct the arguments as the tool's input schema says and call again.");
    result = error_result(error);
  } else {
    try {
      result = co_await entry.tool.call(call, arguments.get_object());
    } catch (...) {
      result = error_result(describe_exception("tool", entry.tool.name, call.request_id(), call.trace_id()));
    }
    if (call.late() && result.is_error) result = error_result(too_late(entry.tool.name));
  }
  observer_->tool_called(entry.tool.name, result.is_error, clock_.steady() - started);
  co_return tool_text(caller, message, result);
}

Methods::Text Methods::read_resource(Call& call, const Caller& caller, const Message& message) const {
  const auto wanted = text_param(message, "uri");
  if (!wanted) co_return error_text(message.id, bad_params("resources/read needs params.uri"));
  const std::string uri(*wanted);
  Result<std::vector<ResourceContents>> contents = Error(Errc::unknown_symbol, {});
  bool known = false;
  try {
    if (const auto* resource = registry().find_resource(uri)) {
      known = true;
      contents = co_await resource->read(call, uri);
    } else {
      for (const auto& entry : registry().templates) {
        const auto variables = entry.uri.match(uri);
        if (!variables) continue;
        known = true;
        contents = co_await entry.resource.read(call, uri, *variables);
        break;
      }
    }
  } catch (...) {
    contents = describe_exception("resource", uri, call.request_id(), call.trace_id());
  }
  // A template matches what does not exist, too; an empty answer would claim that it does.
  if (!known || (contents && contents->empty()) ||
      (!contents && contents.error().code == Errc::unknown_symbol))
    co_return error_text(message.id, unknown_resource(uri, caller.revision));
  if (!contents) co_return error_text(message.id, to_rpc_error(contents.error()));
  co_return result_of_read(writer(caller, message), *contents);
}

Methods::Text Methods::get_prompt(Call& call, const Caller& caller, const Message& message) const {
  const auto name = text_param(message, "name");
  const auto* prompt = name ? registry().find_prompt(*name) : nullptr;
  if (!prompt)
    co_return error_text(message.id, bad_params("Unknown prompt: " + shorten(name.value_or(""), 128)));
  const json::value& arguments = arguments_of(message);
  if (!arguments.is_object()) co_return error_text(message.id, bad_params("arguments must be an object"));
  for (const auto& argument : prompt->arguments)
    if (argument.required && !arguments.get_object().contains(argument.name))
      co_return error_text(message.id,
                           bad_params("Prompt " + prompt->name + " needs the argument " + argument.name));
  for (const auto& member : arguments.get_object())
    if (!member.value().is_string())
      co_return error_text(message.id,
                           bad_params("Argument " + std::string(member.key()) + " must be a text"));
  Result<std::vector<PromptMessage>> messages = Error(Errc::internal, {});
  try {
    messages = co_await prompt->get(call, arguments.get_object());
  } catch (...) {
    messages = describe_exception("prompt", prompt->name, call.request_id(), call.trace_id());
  }
  if (!messages) co_return error_text(message.id, to_rpc_error(messages.error()));
  auto result = writer(caller, message);
  if (!prompt->description.empty()) append_json_string(result.member("description"), prompt->description);
  auto& out = result.member("messages");
  out += '[';
  for (const auto& each : *messages) {
    if (out.back() != '[') out += ',';
    out += R"({"role":)";
    append_json_string(out, each.role);
    out += R"(,"content":)";
    append_content(out, each.content, caller.revision);
    out += '}';
  }
  out += ']';
  co_return result.finish();
}

}  // namespace kbroker::mcp
