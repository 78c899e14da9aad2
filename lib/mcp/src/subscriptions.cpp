// No lock is held while a stream is written to, because a full stream calls back.
#include "subscriptions.hpp"

#include <numeric>

#include <boost/json/array.hpp>

#include "era.hpp"
#include "kbroker/base/json_text.hpp"
#include "method.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

struct ListFilter {
  std::string_view member;
  ListKind kind;
};
constexpr ListFilter list_filters[] = {{"toolsListChanged", ListKind::tools},
                                       {"promptsListChanged", ListKind::prompts},
                                       {"resourcesListChanged", ListKind::resources}};
constexpr std::size_t max_names = 1000;
/// What one stream keeps of its client's words as long as it is open.
constexpr std::size_t max_bytes = 16 * 1024;

bool offers(const Registry::Impl& registry, ListKind kind) {
  switch (kind) {
    case ListKind::tools:
      return !registry.tools.empty();
    case ListKind::prompts:
      return !registry.prompts.empty();
    case ListKind::resources:
      break;
  }
  return has_resources(registry);
}

/// {…,"_meta":{"…/subscriptionId":7}}: `members` is JSON text that may be empty.
std::string params_text(const json::value& id, std::string members) {
  if (!members.empty()) members += ',';
  return '{' + members + "\"_meta\":{\"" + std::string(meta_key::subscription_id) + "\":" + to_json_text(id) +
         "}}";
}

/// The texts of a list member of the filter. Nothing when it is malformed.
std::optional<std::set<std::string>> names_at(const json::object& filter, std::string_view member) {
  std::set<std::string> names;
  const auto* value = filter.if_contains(member);
  if (!value) return names;
  const auto* list = value->if_array();
  if (!list || list->size() > max_names) return std::nullopt;
  for (const auto& name : *list)
    if (name.is_string()) names.emplace(name.get_string());
  return names;
}

std::size_t size_of(const std::set<std::string>& names) {
  return std::accumulate(names.begin(), names.end(), std::size_t{0},
                         [](std::size_t sum, const std::string& name) { return sum + name.size(); });
}

RpcError bad_filter(std::string text) {
  return RpcError(rpc_code::invalid_params, std::move(text));
}

}  // namespace

std::string_view notification_of(ListKind kind) noexcept {
  switch (kind) {
    case ListKind::tools:
      return "notifications/tools/list_changed";
    case ListKind::prompts:
      return "notifications/prompts/list_changed";
    case ListKind::resources:
      break;
  }
  return "notifications/resources/list_changed";
}

RpcResult<std::shared_ptr<Subscriptions::Listener>> Subscriptions::read(const Message& message,
                                                                        const Registry::Impl& registry,
                                                                        const TaskStore& tasks,
                                                                        std::string_view principal) const {
  const auto* value = message.params ? message.params->if_contains("notifications") : nullptr;
  const auto* filter = value ? value->if_object() : nullptr;
  if (!filter) return bad_filter("subscriptions/listen needs params.notifications, an object");
  auto listener = std::make_shared<Listener>();
  listener->id = json::value(*message.id, json::storage_ptr());
  const auto uris = names_at(*filter, "resourceSubscriptions");
  const auto task_ids = names_at(*filter, "taskIds");
  if (!uris || !task_ids)
    return bad_filter("resourceSubscriptions and taskIds must be lists of at most " +
                      std::to_string(max_names) + " texts");
  if (to_json_text(listener->id).size() + size_of(*uris) + size_of(*task_ids) > max_bytes)
    return bad_filter("id, resourceSubscriptions and taskIds may have " + std::to_string(max_bytes) +
                      " bytes together");
  if (has_resources(registry)) listener->uris = *uris;
  for (const auto& id : *task_ids)
    if (tasks.find(id, principal)) listener->task_ids.insert(id);
  for (const auto& [member, kind] : list_filters) {
    const auto* wanted = filter->if_contains(member);
    if (lists_change_ && wanted && wanted->is_bool() && wanted->get_bool() && offers(registry, kind))
      listener->lists.insert(kind);
  }
  return listener;
}

RpcResult<std::shared_ptr<net::http::SseStream>> Subscriptions::open(
    const Message& message, const Registry::Impl& registry, const TaskStore& tasks,
    std::string_view principal, std::shared_ptr<net::http::SseStream> stream) {
  auto read_filter = read(message, registry, tasks, principal);
  if (!read_filter) return read_filter.error();
  const auto& listener = *read_filter;
  json::object honoured;
  for (const auto& [member, kind] : list_filters)
    if (listener->lists.contains(kind)) honoured.emplace(member, true);
  if (!listener->uris.empty())
    honoured.emplace("resourceSubscriptions", json::array(listener->uris.begin(), listener->uris.end()));
  if (!listener->task_ids.empty())
    honoured.emplace("taskIds", json::array(listener->task_ids.begin(), listener->task_ids.end()));
  listener->stream = stream ? std::move(stream) : net::http::SseStream::create();
  listener->stream->send(
      notification_text("notifications/subscriptions/acknowledged",
                        params_text(listener->id, R"("notifications":)" + to_json_text(honoured))),
      "message");
  {
    std::lock_guard lock(mutex_);
    if (closed_) return RpcError(rpc_code::internal_error, "The server is shutting down");
    if (listeners_.size() >= limit_)
      return RpcError(rpc_code::internal_error, "Too many open subscriptions: close one first");
    listeners_.insert(listener);
  }
  listener->stream->on_closed([self = weak_from_this(), weak = std::weak_ptr(listener)] {
    if (auto subscriptions = self.lock()) subscriptions->remove(weak);
  });
  return listener->stream;
}

template <class Interested>
void Subscriptions::tell(std::string_view method, const std::string& members, const Interested& interested) {
  std::vector<std::shared_ptr<Listener>> told;
  {
    std::lock_guard lock(mutex_);
    for (const auto& listener : listeners_)
      if (interested(*listener)) told.push_back(listener);
  }
  for (const auto& listener : told)
    listener->stream->send(notification_text(method, params_text(listener->id, members)), "message");
}

void Subscriptions::resource_updated(const std::string& uri) {
  std::string member = R"("uri":)";
  append_json_string(member, uri);
  tell("notifications/resources/updated", member,
       [&](const Listener& listener) { return listener.uris.contains(uri); });
}

void Subscriptions::list_changed(ListKind kind) {
  tell(notification_of(kind), {}, [&](const Listener& listener) { return listener.lists.contains(kind); });
}

void Subscriptions::task_changed(const Task& task) {
  if (size() == 0) return;
  std::string members;
  task.append_fields(members, true);
  tell("notifications/tasks", members,
       [&](const Listener& listener) { return listener.task_ids.contains(task.id()); });
}

Subscriptions::Listeners Subscriptions::take_all() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  return std::move(listeners_);
}

void Subscriptions::remove(const std::weak_ptr<Listener>& listener) {
  std::lock_guard lock(mutex_);
  const auto found = listeners_.find(listener);
  if (found != listeners_.end()) listeners_.erase(found);
}

std::size_t Subscriptions::size() const {
  std::lock_guard lock(mutex_);
  return listeners_.size();
}

}  // namespace kbroker::mcp
