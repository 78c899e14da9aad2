// Server-sent events: a bounded queue that anybody fills and one connection empties.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kbroker::net::http {

struct SseLimits {
  /// A stream whose reader lets this many bytes pile up is closed.
  std::size_t queue_bytes = 1 << 20;
  std::size_t queue_events = 1024;
};

/// Framing: WHATWG HTML, section 9.2 (server-sent events). Any thread may call every function.
class SseStream : public std::enable_shared_from_this<SseStream> {
 public:
  static std::shared_ptr<SseStream> create(SseLimits limits = {});
  virtual ~SseStream() = default;

  /// Queues one event. Empty `event` and `id` are left out; line breaks in `data` become further data lines.
  /// False when the stream is closed or has just been closed because its queue is full.
  virtual bool send(std::string_view data, std::string_view event = {}, std::string_view id = {}) = 0;
  /// A `retry:` field alone.
  virtual bool send_retry(std::chrono::milliseconds delay) = 0;
  /// Ends the stream after what is queued has been written.
  virtual void close() = 0;
  virtual bool closed() const = 0;
  /// `action` runs once when the stream has ended for whatever reason (reader gone, overflow, close(),
  /// shutdown), on an unspecified thread; at once when it has ended already.
  virtual void on_closed(std::function<void()> action) = 0;
};

/// One event as bytes, for tests and fuzzing.
std::string format_sse_event(std::string_view data, std::string_view event = {}, std::string_view id = {});

}  // namespace kbroker::net::http
