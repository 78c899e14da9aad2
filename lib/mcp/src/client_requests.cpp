// Ids are our own namespace; only texts we gave out are looked up.
#include "client_requests.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

constexpr std::size_t max_open = 100;

ClientReply read_reply(const Message& response) {
  if (response.result) return json::value(*response.result, json::storage_ptr());
  RpcError error(rpc_code::internal_error, "The client refused");
  const auto* object = response.error ? response.error->if_object() : nullptr;
  if (!object) return error;
  if (const auto* code = object->if_contains("code"); code && code->is_int64())
    error.code = static_cast<int>(code->get_int64());
  if (const auto* text = object->if_contains("message"); text && text->is_string())
    error.message = text->get_string();
  return error;
}

}  // namespace

std::optional<std::string> ClientRequests::add(Deliver deliver) {
  std::lock_guard lock(mutex_);
  if (closed_ || open_.size() >= max_open) return std::nullopt;
  auto id = "server-" + std::to_string(++last_);
  open_.emplace(id, std::move(deliver));
  return id;
}

void ClientRequests::remove(const std::string& id) {
  std::lock_guard lock(mutex_);
  open_.erase(id);
}

void ClientRequests::deliver(const Message& response) {
  if (!response.id || !response.id->is_string()) return;
  Deliver deliver;
  {
    std::lock_guard lock(mutex_);
    const auto found = open_.find(std::string(response.id->get_string()));
    if (found == open_.end()) return;
    deliver = std::move(found->second);
    open_.erase(found);
  }
  deliver(read_reply(response));
}

void ClientRequests::close() {
  std::map<std::string, Deliver> open;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    open.swap(open_);
  }
  for (auto& [id, deliver] : open) deliver(RpcError(rpc_code::internal_error, "The session has ended"));
}

}  // namespace kbroker::mcp
