// The queue behind SseStream, as the connection that empties it sees it.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "kbroker/net/sse_stream.hpp"

namespace kbroker::net::http {

class SseQueue final : public SseStream {
 public:
  explicit SseQueue(SseLimits limits) : limits_(limits) {}

  bool send(std::string_view data, std::string_view event, std::string_view id) override;
  bool send_retry(std::chrono::milliseconds delay) override;
  void close() override;
  bool closed() const override;
  void on_closed(std::function<void()> action) override;

  /// For the one connection that reads. `wake` is called, from any thread, when there may be something new to
  /// take; it must not call back into the queue. False when another connection reads already.
  bool attach(std::function<void()> wake);
  /// Moves what is queued into `bytes` (replaced) and returns true, or returns false when nothing is queued.
  /// What was taken counts as queued until the next call.
  bool take(std::string& bytes);
  /// Ends the stream at once; what is queued is dropped.
  void abandon();
  bool overflowed() const;

 private:
  bool push(std::string_view event_bytes);
  void end(std::unique_lock<std::mutex> lock);

  const SseLimits limits_;
  mutable std::mutex mutex_;
  std::string pending_;
  std::size_t pending_events_ = 0;
  std::size_t taken_bytes_ = 0;
  std::size_t taken_events_ = 0;
  bool attached_ = false;
  bool closed_ = false;
  bool overflowed_ = false;
  std::function<void()> wake_;
  std::vector<std::function<void()>> closed_actions_;
};

}  // namespace kbroker::net::http
