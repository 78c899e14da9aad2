// Streams opened by `subscriptions/listen` (mcp.md 2.4.5).
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "jsonrpc.hpp"
#include "kbroker/net/sse_stream.hpp"

namespace kbroker::mcp {

/// Any thread may call every function. Hold it by shared_ptr: streams refer back to it.
class Subscriptions : public std::enable_shared_from_this<Subscriptions> {
 public:
  explicit Subscriptions(std::size_t limit) : limit_(limit) {}

  /// A stream whose first event acknowledges what of the filter is honoured. -32602 for a malformed filter,
  /// -32603 when too many streams are open.
  RpcResult<std::shared_ptr<net::http::SseStream>> open(const Message& message, bool resources_offered);
  void resource_updated(const std::string& uri);
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
    std::set<std::string> uris;
    std::shared_ptr<net::http::SseStream> stream;
  };

  std::list<std::shared_ptr<Listener>> take_all();
  void remove(const std::weak_ptr<Listener>& listener);

  const std::size_t limit_;
  mutable std::mutex mutex_;
  bool closed_ = false;
  std::list<std::shared_ptr<Listener>> listeners_;
};

}  // namespace kbroker::mcp
