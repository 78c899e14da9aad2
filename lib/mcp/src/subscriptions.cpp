// No lock is held while a stream is written to, because a full stream calls back.
#include "subscriptions.hpp"

#include <boost/json/array.hpp>

#include "era.hpp"
#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

/// {"…",,"_meta":{"…/subscriptionId":7}}: `members` is JSON text that may be empty.
std::string params_text(const json::value& id, std::string members) {
  if (!members.empty()) members += ',';
  return '{' + members + "\"_meta\":{\"" + std::string(meta_key::subscription_id) + "\":" + to_json_text(id) +
         "}}";
}

std::string acknowledgement(const json::value& id, const std::set<std::string>& uris) {
  // Lists of tools, prompts and resources never change here, so nothing else of a filter can be honoured.
  json::object honoured;
  if (!uris.empty()) honoured.emplace("resourceSubscriptions", json::array(uris.begin(), uris.end()));
  return notification_text("notifications/subscriptions/acknowledged",
                           params_text(id, R"("notifications":)" + to_json_text(honoured)));
}

}  // namespace

RpcResult<std::shared_ptr<net::http::SseStream>> Subscriptions::open(const Message& message,
                                                                     bool resources_offered) {
  const auto* value = message.params ? message.params->if_contains("notifications") : nullptr;
  const auto* filter = value ? value->if_object() : nullptr;
  if (!filter)
    return RpcError(rpc_code::invalid_params, "subscriptions/listen needs params.notifications, an object");
  auto listener = std::make_shared<Listener>();
  listener->id = json::value(*message.id, json::storage_ptr());
  listener->stream = net::http::SseStream::create();
  const auto* uris = filter->if_contains("resourceSubscriptions");
  if (uris && !uris->is_array())
    return RpcError(rpc_code::invalid_params, "resourceSubscriptions must be a list of URIs");
  if (uris && resources_offered)
    for (const auto& uri : uris->get_array())
      if (uri.is_string()) listener->uris.emplace(uri.get_string());
  listener->stream->send(acknowledgement(listener->id, listener->uris), "message");
  {
    std::lock_guard lock(mutex_);
    if (closed_) return RpcError(rpc_code::internal_error, "The server is shutting down");
    if (listeners_.size() >= limit_)
      return RpcError(rpc_code::internal_error, "Too many open subscriptions: close one first");
    listeners_.push_back(listener);
  }
  listener->stream->on_closed([self = weak_from_this(), weak = std::weak_ptr(listener)] {
    if (auto subscriptions = self.lock()) subscriptions->remove(weak);
  });
  return listener->stream;
}

void Subscriptions::resource_updated(const std::string& uri) {
  std::list<std::shared_ptr<Listener>> interested;
  {
    std::lock_guard lock(mutex_);
    for (const auto& listener : listeners_)
      if (listener->uris.contains(uri)) interested.push_back(listener);
  }
  if (interested.empty()) return;
  std::string member = R"("uri":)";
  append_json_string(member, uri);
  for (const auto& listener : interested)
    listener->stream->send(
        notification_text("notifications/resources/updated", params_text(listener->id, member)), "message");
}

std::list<std::shared_ptr<Subscriptions::Listener>> Subscriptions::take_all() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  return std::move(listeners_);
}

void Subscriptions::remove(const std::weak_ptr<Listener>& weak) {
  const auto listener = weak.lock();
  std::lock_guard lock(mutex_);
  if (listener) listeners_.remove(listener);
}

std::size_t Subscriptions::size() const {
  std::lock_guard lock(mutex_);
  return listeners_.size();
}

}  // namespace kbroker::mcp
