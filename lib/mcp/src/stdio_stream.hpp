// One JSON-RPC message a line to a file descriptor, fed like any other stream of messages.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include "kbroker/net/sse_stream.hpp"

namespace kbroker::mcp {

/// Any thread may send; the rest belongs to the executor. Hold it by shared_ptr.
class StdioOutput : public std::enable_shared_from_this<StdioOutput> {
 public:
  /// Takes the descriptor over.
  StdioOutput(boost::asio::any_io_executor executor, int descriptor);

  /// False when the reader has gone, or lets too much pile up.
  bool send(std::string_view message);
  /// Until everything has been written, or nothing can be.
  boost::asio::awaitable<void> drained();

 private:
  void pump();

  boost::asio::posix::stream_descriptor out_;
  boost::asio::steady_timer idle_;
  std::string writing_;
  bool busy_ = false;
  std::mutex mutex_;
  std::string pending_;
  bool scheduled_ = false;
  bool broken_ = false;
};

/// Counts the calls that still have something to say.
class OpenCalls {
 public:
  explicit OpenCalls(const boost::asio::any_io_executor& executor) : none_(executor) {}
  void add() { ++count_; }
  void remove() {
    if (--count_ == 0) none_.cancel();
  }
  /// Until there is none, or `patience` has passed.
  boost::asio::awaitable<void> wait(std::chrono::milliseconds patience);

 private:
  std::size_t count_ = 0;
  boost::asio::steady_timer none_;
};

/// One user's view of the output: closing it closes nothing but itself.
class StdioStream final : public net::http::SseStream {
 public:
  /// With `calls` it counts as one of them while it lives.
  explicit StdioStream(std::shared_ptr<StdioOutput> output, std::shared_ptr<OpenCalls> calls = nullptr);
  ~StdioStream() override;

  bool send(std::string_view data, std::string_view event, std::string_view id) override;
  bool send_retry(std::chrono::milliseconds) override { return !closed(); }
  void close() override;
  bool closed() const override;
  void on_closed(std::function<void()> action) override;

 private:
  const std::shared_ptr<StdioOutput> output_;
  const std::shared_ptr<OpenCalls> calls_;
  mutable std::mutex mutex_;
  bool closed_ = false;
  std::vector<std::function<void()>> actions_;
};

}  // namespace kbroker::mcp
