// How a connection carries a stream of events.
#include <charconv>

#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include "connection.hpp"
#include "sse_queue.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

constexpr std::string_view heartbeat = ": keepalive\n\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";
constexpr std::size_t kept_capacity = 1024;

/// "<size in hexadecimal>\r\n"
class ChunkSize {
 public:
  explicit ChunkSize(std::size_t size) {
    char* end = std::to_chars(text_.data(), text_.data() + 16, size, 16).ptr;
    *end++ = '\r';
    *end++ = '\n';
    length_ = static_cast<std::size_t>(end - text_.data());
  }
  std::string_view text() const { return {text_.data(), length_}; }

 private:
  std::array<char, 18> text_{};
  std::size_t length_ = 0;
};

}  // namespace

asio::awaitable<bool> Connection::stream(std::shared_ptr<SseQueue> queue, bool chunked) {
  // A stream may be idle for hours: what only requests need is given back.
  parser_.reset();
  data_.release();
  std::string().swap(head_);
  if (buffer_.size() == 0) buffer_ = {};

  struct Session {
    Connection& connection;
    SseQueue& queue;
    Session(Connection& c, SseQueue& q) : connection(c), queue(q) {
      connection.core_->observer->stream_opened();
    }
    ~Session() {
      queue.abandon();
      if (connection.monitor_) connection.monitor_->forget();
      connection.pulse_.reset();
      connection.queue_ = nullptr;
      connection.core_->observer->stream_closed();
    }
  };
  if (!queue->attach([weak = weak_from_this(), on = executor()] {
        asio::post(on, [weak] {
          if (const auto connection = weak.lock()) connection->wake_stream();
        });
      }))
    co_return false;
  Session session(*this, *queue);
  queue_ = queue;
  pulse_.emplace(executor());
  phase_ = Phase::streaming;
  deadline_.clear();
  if (core_->draining) queue->close();
  monitor().on_gone([this] { cut(); });
  monitor().watch();
  co_return co_await pump(*queue, chunked);
}

asio::awaitable<bool> Connection::pump(SseQueue& queue, bool chunked) {
  std::string bytes;
  while (open() && !queue.overflowed()) {
    // Asked before taking: what was queued before the end is still written.
    const bool ended = queue.closed();
    if (!queue.take(bytes)) {
      if (ended) {
        const Pieces end{chunked ? last_chunk : std::string_view{}};
        co_return co_await write(end);
      }
      if (bytes.capacity() > kept_capacity) std::string().swap(bytes);
      error_code woken;
      pulse_->expires_after(core_->config.sse_heartbeat);
      co_await pulse_->async_wait(asio::redirect_error(asio::deferred, woken));
      if (woken) continue;
      bytes = heartbeat;
    }
    const ChunkSize size(bytes.size());
    const Pieces pieces{chunked ? size.text() : std::string_view{}, bytes,
                        chunked ? std::string_view("\r\n") : std::string_view{}};
    if (!co_await write(pieces)) co_return false;
  }
  co_return false;
}

void Connection::wake_stream() {
  // A reader that let the queue overflow also holds up the write that is under way.
  if (queue_ && queue_->overflowed()) return cut();
  if (pulse_) pulse_->cancel();
}

}  // namespace kbroker::net::http
