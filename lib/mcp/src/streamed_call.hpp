// A call that may outlive its request: it can say something before its result, let the client go and come
// back, or become a task.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include "call_runner.hpp"
#include "task_store.hpp"

namespace kbroker::mcp {

/// The call and the handler that waits for it live on one serial executor: no locks here.
class StreamedCall final : public CallHost, public std::enable_shared_from_this<StreamedCall> {
 public:
  /// `stream`: open already, and not to be closed (HTTP+SSE); null: opened when there is something to say.
  StreamedCall(std::shared_ptr<ServerParts> parts, Asked asked,
               std::shared_ptr<net::http::SseStream> stream = nullptr);

  /// Starts the call and waits for its answer, its first interim message, or its becoming a task.
  static boost::asio::awaitable<net::http::Response> respond(std::shared_ptr<StreamedCall> self,
                                                             boost::asio::any_io_executor executor,
                                                             Accepts accepts);
  /// The call alone; the answer goes to the stream.
  static boost::asio::awaitable<void> drive(std::shared_ptr<StreamedCall> self);

  std::stop_source stop_source() const { return call_.stop_source(); }

 private:
  void say(const std::string& message) override;
  void release(std::chrono::milliseconds retry) override;
  bool become_task(TaskOptions options) override;

  void finish(std::optional<std::string> answer);
  void hand_over(std::optional<std::string> answer);
  void open_stream();
  /// True for calls of sessions whose streams can be taken up again.
  bool resumable() const;
  void wake();

  const std::shared_ptr<ServerParts> parts_;
  const Asked asked_;
  std::shared_ptr<net::http::SseStream> stream_;
  const bool owns_stream_;
  std::uint64_t number_ = 0;  ///< of the stream, when it is resumable
  Call call_;
  std::shared_ptr<Task> task_;
  std::optional<TaskAsker> task_asker_;
  std::optional<boost::asio::steady_timer> wake_;
  std::optional<std::string> answer_;
  bool answered_ = false;
};

}  // namespace kbroker::mcp
