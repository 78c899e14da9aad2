// The tasks extension: tasks/get, tasks/update, tasks/cancel (mcp.md 3.11).
#include "kbroker/base/text.hpp"
#include "methods.hpp"
#include "task_store.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

std::string Methods::task_created(const json::value& id, const Task& task) const {
  ResultWriter result(id, newest_revision, server_info_, "task");
  task.append_fields(result.members(), false);
  return result.finish();
}

std::string Methods::task_method(Method method, const Caller& caller, const Message& message) const {
  const auto* id = message.params ? message.params->if_contains("taskId") : nullptr;
  const auto name = id && id->is_string() ? std::string_view(id->get_string()) : std::string_view();
  const auto task = tasks_.find(name, caller.principal);
  if (!task)
    return error_text(message.id,
                      RpcError(rpc_code::invalid_params, "Unknown or expired task: " + shorten(name, 64)));
  auto result = writer(caller, message);
  if (method == Method::tasks_get) {
    task->append_fields(result.members(), true);
  } else if (method == Method::tasks_cancel) {
    task->cancel();
  } else {
    const auto* replies = message.params->if_contains("inputResponses");
    if (!replies || !replies->is_object())
      return error_text(message.id, RpcError(rpc_code::invalid_params,
                                             "tasks/update needs params.inputResponses, an object"));
    task->reply(replies->get_object());
  }
  return result.finish();
}

}  // namespace kbroker::mcp
