// One table: name, eras.
#include "method.hpp"

#include <array>

namespace kbroker::mcp {

namespace {

struct Row {
  std::string_view name;
  Method method;
  bool legacy;
  bool modern;
};

constexpr std::array<Row, 18> table = {{
    {"tools/call", Method::tools_call, true, true},
    {"tools/list", Method::tools_list, true, true},
    {"resources/list", Method::resources_list, true, true},
    {"resources/templates/list", Method::resource_templates_list, true, true},
    {"resources/read", Method::resources_read, true, true},
    {"resources/subscribe", Method::resources_subscribe, true, false},
    {"resources/unsubscribe", Method::resources_unsubscribe, true, false},
    {"prompts/list", Method::prompts_list, true, true},
    {"prompts/get", Method::prompts_get, true, true},
    {"completion/complete", Method::complete, true, true},
    {"logging/setLevel", Method::set_level, true, false},
    {"ping", Method::ping, true, false},
    {"initialize", Method::initialize, true, false},
    {"server/discover", Method::discover, false, true},
    {"subscriptions/listen", Method::listen, false, true},
    {"tasks/get", Method::tasks_get, false, true},
    {"tasks/update", Method::tasks_update, false, true},
    {"tasks/cancel", Method::tasks_cancel, false, true},
}};

bool offered(Method method, const Registry::Impl& registry) {
  switch (method) {
    case Method::resources_list:
    case Method::resource_templates_list:
    case Method::resources_read:
    case Method::resources_subscribe:
    case Method::resources_unsubscribe:
      return has_resources(registry);
    case Method::prompts_list:
    case Method::prompts_get:
      return !registry.prompts.empty();
    case Method::complete:
      return registry.has_completions;
    case Method::tasks_get:
    case Method::tasks_update:
    case Method::tasks_cancel:
      return registry.has_tasks;
    default:
      return true;
  }
}

}  // namespace

std::optional<Method> find_method(std::string_view name, Revision revision, const Registry::Impl& registry) {
  for (const auto& row : table)
    if (row.name == name)
      return (is_modern(revision) ? row.modern : row.legacy) && offered(row.method, registry)
                 ? std::optional(row.method)
                 : std::nullopt;
  return std::nullopt;
}

}  // namespace kbroker::mcp
