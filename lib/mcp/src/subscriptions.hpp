// Streams opened by `subscriptions/listen` (mcp.md 2.4.5).
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "jsonrpc.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/sse_stream.hpp"
#include "registry_impl.hpp"
#include "task_store.hpp"

namespace kbroker::mcp {

/// "notifications/tools/list_changed", …
std::string_view notification_of(ListKind kind) noexcept;

/// Any thread may call every function. Hold it by shared_ptr: streams refer back to it.
class Subscriptions : public std::enable_shared_from_this<Subscriptions> {
 public:
  /// `lists_change`: whether anybody can wait for changed lists.
  Subscriptions(std::size_t limit, bool lists_change) : limit_(limit), lists_change_(lists_change) {}

  /// `stream`, or a new one, whose first event acknowledges what of the filter is honoured: what `registry`
  /// offers, and the caller's own tasks. -32602 for a malformed filter, -32603 when too many streams are
  /// open.
  RpcResult<std::shared_ptr<net::http::SseStream>> open(
      const Message& message, const Registry::Impl& registry, const TaskStore& tasks,
      std::string_view principal, std::shared_ptr<net::http::SseStream> stream = nullptr);
  void resource_updated(const std::string& uri);
  void list_changed(ListKind kind);
  void task_changed(const Task& task);
  /// Ends every stream with its result, as `ended` writes it for a request id, and opens no more.
  template <class Ended>
  void close_all(const Ended& ended) {
    for (const auto& listener : take_all()) {
      listener->stream->send(ended(listener->id), "message");
      listener->stream->close();
    }
  }
  std::size_t size() const;

 private:
  struct Listener {
    boost::json::value id;
    std::set<std::string> uris, task_ids;
    std::set<ListKind> lists;
    std::shared_ptr<net::http::SseStream> stream;
  };

  /// Found again by the weak pointer that a closing stream has; many may close at once.
  using Listeners = std::set<std::shared_ptr<Listener>, std::owner_less<>>;

  RpcResult<std::shared_ptr<Listener>> read(const Message& message, const Registry::Impl& registry,
                                            const TaskStore& tasks, std::string_view principal) const;
  /// `members`: of params, as JSON text that may be empty.
  template <class Interested>
  void tell(std::string_view method, const std::string& members, const Interested& interested);
  Listeners take_all();
  void remove(const std::weak_ptr<Listener>& listener);

  const std::size_t limit_;
  const bool lists_change_;
  mutable std::mutex mutex_;
  bool closed_ = false;
  Listeners listeners_;
};

}  // namespace kbroker::mcp
