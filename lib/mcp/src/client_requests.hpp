// Requests a legacy session has sent to its client and whose answers are awaited (mcp.md 2.3.7).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "jsonrpc.hpp"

namespace kbroker::mcp {

/// What came back: the result, or the client's error.
using ClientReply = RpcResult<boost::json::value>;

/// Any thread may call every function.
class ClientRequests {
 public:
  /// Called once, on the thread of whoever brings the reply, without a lock.
  using Deliver = std::function<void(ClientReply)>;

  /// The id to send, or nothing when too many are open or the session has ended.
  std::optional<std::string> add(Deliver deliver);
  /// Forgets a request; its reply will be ignored.
  void remove(const std::string& id);
  /// `response` is one; a reply nobody waits for is ignored.
  void deliver(const Message& response);
  /// Fails what is open and refuses new requests.
  void close();

 private:
  std::mutex mutex_;
  bool closed_ = false;
  std::uint64_t last_ = 0;
  std::map<std::string, Deliver> open_;
};

}  // namespace kbroker::mcp
