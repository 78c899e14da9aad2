// The event streams of one Streamable HTTP session, which a client may lose and take up again (mcp.md 2.3.4,
// 2.3.5): messages are numbered and kept for a while, within bounds.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "event_id.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/net/sse_stream.hpp"

namespace kbroker::mcp {

/// Bytes kept for replay by all sessions that share it. Any thread may call every function.
class ReplayBudget {
 public:
  explicit ReplayBudget(std::size_t limit) : limit_(limit) {}
  bool take(std::size_t bytes);
  void give(std::size_t bytes) { used_ -= bytes; }
  std::size_t used() const { return used_; }

 private:
  const std::size_t limit_;
  std::atomic<std::size_t> used_ = 0;
};

/// Any thread may call every function. Streams handed in must have no on_closed() action that comes back
/// here, because they are written to under the lock: that keeps the order.
class SessionStreams {
 public:
  using Sse = std::shared_ptr<net::http::SseStream>;
  /// The stream for what no call has caused.
  static constexpr std::uint64_t standalone = 0;

  SessionStreams(std::size_t limit_bytes, std::shared_ptr<ReplayBudget> budget)
      : limit_bytes_(limit_bytes), budget_(std::move(budget)) {}
  ~SessionStreams();
  SessionStreams(const SessionStreams&) = delete;
  SessionStreams& operator=(const SessionStreams&) = delete;

  /// Ids of events count streams from here; before the first stream.
  void number_from(std::uint64_t base) { base_ = base; }
  /// From now on each stream begins with an event without data, for clients that lose it early; only for
  /// revisions that know it.
  void prime() { primes_ = true; }
  /// A stream for one call; returns its number. Closed at once when the session has ended.
  std::uint64_t open(const Sse& sse);
  /// The standalone stream; replaces and closes an earlier one.
  void open_standalone(const Sse& sse);
  /// Replays what followed `after` and goes on with that stream on `sse`. False when the stream is not known
  /// (any more).
  bool resume(EventId after, const Sse& sse);
  /// False when nobody reads the stream and nobody can resume it.
  bool send(std::uint64_t stream, std::string_view message);
  /// Tells the client to come back after `retry` and closes its connection; the stream goes on.
  void release(std::uint64_t stream, std::chrono::milliseconds retry);
  /// No more messages. What was said stays for clients that come back soon.
  void finish(std::uint64_t stream, SteadyTime now);
  /// Drops streams that finished before `time`.
  void forget(SteadyTime time);
  /// True when the standalone stream has a reader.
  bool open() const;
  void close();

 private:
  struct Kept {
    std::uint64_t event;
    std::string message;
  };
  struct Stream {
    std::uint64_t number = 0;
    std::uint64_t last = 0;
    std::deque<Kept> kept;
    Sse sse;
    bool finished = false;
    SteadyTime finished_at{};
  };

  std::string id_of(const Stream& stream, std::uint64_t event) const;
  Stream* find(std::uint64_t number);
  Stream& begin(std::uint64_t number, const Sse& sse);
  void keep(Stream& stream, std::string_view message);
  /// Gives up the oldest thing kept that is not `except`'s only event. False when there is nothing.
  bool drop_oldest(Stream& stream);
  void drop(Stream& stream);

  const std::size_t limit_bytes_;
  const std::shared_ptr<ReplayBudget> budget_;
  std::atomic<bool> primes_ = false;
  mutable std::mutex mutex_;
  bool closed_ = false;
  std::uint64_t base_ = 0;
  std::uint64_t last_number_ = standalone;
  std::size_t kept_bytes_ = 0;
  std::list<Stream> streams_;  ///< oldest first
};

}  // namespace kbroker::mcp
