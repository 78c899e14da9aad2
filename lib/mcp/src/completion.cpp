// Finds who completes, then asks.
#include "completion.hpp"

#include <algorithm>

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

std::optional<std::string_view> text_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  if (!value || !value->is_string()) return std::nullopt;
  return std::string_view(value->get_string());
}

const json::object* object_at(const json::object& object, std::string_view name) {
  const auto* value = object.if_contains(name);
  return value ? value->if_object() : nullptr;
}

RpcError bad(std::string message) {
  return RpcError(rpc_code::invalid_params, std::move(message));
}

using Completer = std::function<std::vector<std::string>(std::string_view, std::string_view)>;

std::vector<std::string> ask(const Completer& completer, std::string_view name, std::string_view typed) {
  if (!completer) return {};
  return completer(name, typed);
}

}  // namespace

RpcResult<std::vector<std::string>> complete(const Registry::Impl& registry, const json::object& params) {
  const auto* ref = object_at(params, "ref");
  const auto* argument = object_at(params, "argument");
  const auto type = ref ? text_at(*ref, "type") : std::nullopt;
  const auto name = argument ? text_at(*argument, "name") : std::nullopt;
  const auto typed = argument ? text_at(*argument, "value") : std::nullopt;
  if (!type || !name || !typed) return bad("completion needs ref.type, argument.name and argument.value");
  if (*type == "ref/prompt") {
    const auto wanted = text_at(*ref, "name").value_or("");
    const auto* prompt = registry.find_prompt(wanted);
    if (!prompt) return bad("Unknown prompt: " + std::string(wanted));
    if (std::none_of(prompt->arguments.begin(), prompt->arguments.end(),
                     [&](const PromptArgument& each) { return each.name == *name; }))
      return bad("Prompt " + prompt->name + " has no argument " + std::string(*name));
    return ask(prompt->complete, *name, *typed);
  }
  if (*type == "ref/resource") {
    const auto wanted = text_at(*ref, "uri").value_or("");
    for (const auto& entry : registry.templates) {
      if (entry.uri.text() != wanted) continue;
      if (!entry.uri.has_variable(*name))
        return bad("Resource template " + entry.uri.text() + " has no variable " + std::string(*name));
      return ask(entry.resource.complete, *name, *typed);
    }
    return bad("Unknown resource template: " + std::string(wanted));
  }
  return bad("ref.type must be \"ref/prompt\" or \"ref/resource\", got " + std::string(*type));
}

}  // namespace kbroker::mcp
