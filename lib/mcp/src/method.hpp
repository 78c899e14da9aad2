// The methods of both eras (mcp.md 3.1).
#pragma once

#include <optional>
#include <string_view>

#include "registry_impl.hpp"
#include "revision.hpp"

namespace kbroker::mcp {

enum class Method {
  initialize,
  ping,
  discover,
  tools_list,
  tools_call,
  resources_list,
  resource_templates_list,
  resources_read,
  resources_subscribe,
  resources_unsubscribe,
  prompts_list,
  prompts_get,
  complete,
  set_level,
  listen,
  tasks_get,
  tasks_update,
  tasks_cancel,
};

/// Nothing when the revision lacks the method, or the registry has nothing to serve it with and its
/// capability is therefore not advertised.
std::optional<Method> find_method(std::string_view name, Revision revision, const Registry::Impl& registry);

/// True for the methods that run the user's code and may wait.
constexpr bool may_wait(Method method) {
  return method == Method::tools_call || method == Method::resources_read || method == Method::prompts_get;
}

/// True for the methods of the tasks extension, which a client must have declared.
constexpr bool is_task_method(Method method) {
  return method == Method::tasks_get || method == Method::tasks_update || method == Method::tasks_cancel;
}

inline bool has_resources(const Registry::Impl& registry) {
  return !registry.resources.empty() || !registry.templates.empty();
}

}  // namespace kbroker::mcp
