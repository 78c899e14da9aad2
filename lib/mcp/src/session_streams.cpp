// Finished streams go first when room is needed, then the oldest events of the stream that grows.
#include "session_streams.hpp"

#include <algorithm>

namespace kbroker::mcp {

namespace {
constexpr std::size_t max_streams = 64;
constexpr std::size_t max_events = 1024;
}  // namespace

bool ReplayBudget::take(std::size_t bytes) {
  if (used_.fetch_add(bytes) + bytes <= limit_) return true;
  used_ -= bytes;
  return false;
}

SessionStreams::~SessionStreams() {
  for (auto& stream : streams_) drop(stream);
}

SessionStreams::Stream* SessionStreams::find(std::uint64_t number) {
  const auto found = std::find_if(streams_.begin(), streams_.end(),
                                  [&](const Stream& stream) { return stream.number == number; });
  return found == streams_.end() ? nullptr : &*found;
}

SessionStreams::Stream& SessionStreams::begin(std::uint64_t number, const Sse& sse) {
  auto& stream = streams_.emplace_back();
  stream.number = number;
  stream.sse = sse;
  return stream;
}

std::string SessionStreams::id_of(const Stream& stream, std::uint64_t event) const {
  return to_text({base_ + stream.number, event});
}

std::uint64_t SessionStreams::open(const Sse& sse) {
  std::lock_guard lock(mutex_);
  const auto number = ++last_number_;
  if (closed_) {
    sse->close();
    return number;
  }
  if (streams_.size() >= max_streams) {
    const auto oldest =
        std::find_if(streams_.begin(), streams_.end(), [](const Stream& stream) { return stream.finished; });
    if (oldest != streams_.end()) {
      drop(*oldest);
      streams_.erase(oldest);
    }
  }
  const auto& stream = begin(number, sse);
  if (primes_) sse->send({}, {}, id_of(stream, stream.last));
  return number;
}

void SessionStreams::open_standalone(const Sse& sse) {
  std::lock_guard lock(mutex_);
  if (closed_) return sse->close();
  auto* stream = find(standalone);
  if (stream) {
    if (stream->sse) stream->sse->close();
    stream->sse = sse;
  } else {
    stream = &begin(standalone, sse);
  }
  if (primes_) sse->send({}, {}, id_of(*stream, stream->last));
}

bool SessionStreams::resume(EventId after, const Sse& sse) {
  std::lock_guard lock(mutex_);
  auto* stream = after.stream >= base_ ? find(after.stream - base_) : nullptr;
  if (closed_ || !stream || after.event > stream->last) return false;
  if (stream->sse) stream->sse->close();
  stream->sse = sse;
  for (const auto& kept : stream->kept)
    if (kept.event > after.event) sse->send(kept.message, "message", id_of(*stream, kept.event));
  if (stream->finished) sse->close();
  return true;
}

bool SessionStreams::send(std::uint64_t number, std::string_view message) {
  std::lock_guard lock(mutex_);
  auto* stream = find(number);
  if (!stream || stream->finished) return false;
  ++stream->last;
  keep(*stream, message);
  if (stream->sse && !stream->sse->closed())
    stream->sse->send(message, "message", id_of(*stream, stream->last));
  return true;
}

void SessionStreams::keep(Stream& stream, std::string_view message) {
  if (message.size() > limit_bytes_) return;
  while (kept_bytes_ + message.size() > limit_bytes_ || stream.kept.size() >= max_events)
    if (!drop_oldest(stream)) return;
  while (!budget_->take(message.size()))
    if (!drop_oldest(stream)) return;
  kept_bytes_ += message.size();
  stream.kept.push_back({stream.last, std::string(message)});
}

bool SessionStreams::drop_oldest(Stream& growing) {
  for (auto stream = streams_.begin(); stream != streams_.end(); ++stream) {
    if (!stream->finished || &*stream == &growing) continue;
    drop(*stream);
    streams_.erase(stream);
    return true;
  }
  const auto other = std::find_if(streams_.begin(), streams_.end(), [](const Stream& stream) {
    return stream.number == standalone && !stream.kept.empty();
  });
  auto& from = !growing.kept.empty() || other == streams_.end() ? growing : *other;
  if (from.kept.empty()) return false;
  const auto size = from.kept.front().message.size();
  from.kept.pop_front();
  kept_bytes_ -= size;
  budget_->give(size);
  return true;
}

void SessionStreams::drop(Stream& stream) {
  for (const auto& kept : stream.kept) {
    kept_bytes_ -= kept.message.size();
    budget_->give(kept.message.size());
  }
  stream.kept.clear();
}

void SessionStreams::release(std::uint64_t number, std::chrono::milliseconds retry) {
  std::lock_guard lock(mutex_);
  auto* stream = find(number);
  if (!stream || !stream->sse) return;
  stream->sse->send_retry(retry);
  stream->sse->close();
  stream->sse.reset();
}

void SessionStreams::finish(std::uint64_t number, SteadyTime now) {
  std::lock_guard lock(mutex_);
  auto* stream = find(number);
  if (!stream) return;
  stream->finished = true;
  stream->finished_at = now;
  if (!stream->sse) return;
  stream->sse->close();
  stream->sse.reset();
}

void SessionStreams::forget(SteadyTime time) {
  std::lock_guard lock(mutex_);
  std::erase_if(streams_, [&](Stream& stream) {
    if (!stream.finished || stream.finished_at >= time) return false;
    drop(stream);
    return true;
  });
}

bool SessionStreams::open() const {
  std::lock_guard lock(mutex_);
  return std::any_of(streams_.begin(), streams_.end(),
                     [](const Stream& stream) { return stream.sse && !stream.sse->closed(); });
}

void SessionStreams::close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  for (auto& stream : streams_) {
    drop(stream);
    if (stream.sse) stream.sse->close();
  }
  streams_.clear();
}

}  // namespace kbroker::mcp
