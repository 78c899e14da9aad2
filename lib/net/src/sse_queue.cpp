// Frames server-sent events and queues them for one connection.
#include "sse_queue.hpp"

#include <algorithm>
#include <utility>

namespace kbroker::net::http {

namespace {

/// `event` and `id` are single lines: a break in them would start a field of the caller's choosing, and an id
/// with NUL would be ignored by readers.
void append_single_line(std::string& out, std::string_view field, std::string_view text) {
  if (text.empty()) return;
  out += field;
  out += ": ";
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
  out += '\n';
}

}  // namespace

std::string format_sse_event(std::string_view data, std::string_view event, std::string_view id) {
  std::string out;
  out.reserve(data.size() + event.size() + id.size() + 32);
  append_single_line(out, "event", event);
  append_single_line(out, "id", id);
  for (;;) {
    const auto end = data.find_first_of("\r\n");
    out += "data: ";
    out += data.substr(0, end);
    out += '\n';
    if (end == data.npos) break;
    const bool pair = data[end] == '\r' && end + 1 < data.size() && data[end + 1] == '\n';
    data.remove_prefix(end + (pair ? 2 : 1));
  }
  out += '\n';
  return out;
}

std::shared_ptr<SseStream> SseStream::create(SseLimits limits) {
  return std::make_shared<SseQueue>(limits);
}

bool SseQueue::send(std::string_view data, std::string_view event, std::string_view id) {
  return push(format_sse_event(data, event, id));
}

bool SseQueue::send_retry(std::chrono::milliseconds delay) {
  return push("retry: " + std::to_string(delay.count()) + "\n\n");
}

bool SseQueue::push(std::string_view event_bytes) {
  std::unique_lock lock(mutex_);
  if (closed_) return false;
  // The limits are about a pile: one large event on an empty queue passes.
  if (pending_events_ + taken_events_ >= limits_.queue_events ||
      pending_.size() + taken_bytes_ >= limits_.queue_bytes) {
    overflowed_ = true;
    end(std::move(lock));
    return false;
  }
  pending_ += event_bytes;
  ++pending_events_;
  // Only the first of several needs to wake the reader: it takes them all.
  if (pending_events_ == 1 && wake_) wake_();
  return true;
}

void SseQueue::close() {
  std::unique_lock lock(mutex_);
  if (!closed_) end(std::move(lock));
}

void SseQueue::abandon() {
  std::unique_lock lock(mutex_);
  std::string().swap(pending_);
  pending_events_ = 0;
  wake_ = nullptr;
  if (!closed_) end(std::move(lock));
}

void SseQueue::end(std::unique_lock<std::mutex> lock) {
  closed_ = true;
  if (wake_) wake_();
  const auto actions = std::exchange(closed_actions_, {});
  lock.unlock();
  for (const auto& action : actions) action();
}

bool SseQueue::closed() const {
  std::lock_guard lock(mutex_);
  return closed_;
}

bool SseQueue::overflowed() const {
  std::lock_guard lock(mutex_);
  return overflowed_;
}

void SseQueue::on_closed(std::function<void()> action) {
  {
    std::lock_guard lock(mutex_);
    if (!closed_) {
      closed_actions_.push_back(std::move(action));
      return;
    }
  }
  action();
}

bool SseQueue::attach(std::function<void()> wake) {
  std::lock_guard lock(mutex_);
  if (attached_) return false;
  attached_ = true;
  wake_ = std::move(wake);
  return true;
}

bool SseQueue::take(std::string& bytes) {
  bytes.clear();
  std::lock_guard lock(mutex_);
  bytes.swap(pending_);
  taken_bytes_ = bytes.size();
  taken_events_ = std::exchange(pending_events_, 0);
  return !bytes.empty();
}

}  // namespace kbroker::net::http
