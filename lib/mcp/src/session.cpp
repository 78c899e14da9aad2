// Streams and stop callbacks are foreign code: both run without the lock.
#include "session.hpp"

#include "jsonrpc.hpp"
#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace {
constexpr std::size_t max_subscriptions = 1000, max_subscribed_bytes = 16 * 1024, max_pages = 100;
}

LegacySession::LegacySession(std::string id, SessionKind kind, std::string principal, SteadyTime now,
                             std::size_t replay_bytes, std::shared_ptr<ReplayBudget> budget)
    : id_(std::move(id)),
      kind_(kind),
      principal_(std::move(principal)),
      last_used_(now.time_since_epoch().count()),
      streams_(replay_bytes, std::move(budget)) {}

void LegacySession::negotiate(Revision revision, ClientFeatures features) {
  revision_ = revision;
  features_ = features;
  if (revision >= Revision::v2025_11_25) streams_.prime();
}

bool LegacySession::expired(SteadyTime now, Duration idle) const {
  if (now - SteadyTime(Duration(last_used_.load())) < idle) return false;
  const auto open = stream();
  return (!open || open->closed()) && !streams_.open();
}

SavedSession LegacySession::saved(SteadyTime now) const {
  SavedSession saved;
  saved.id = id_;
  saved.principal = principal_;
  saved.revision = revision_;
  saved.features = features_;
  saved.log_level = log_level_;
  saved.idle = std::chrono::floor<std::chrono::minutes>(now - SteadyTime(Duration(last_used_.load())));
  if (saved.idle.count() < 0) saved.idle = {};
  std::lock_guard lock(mutex_);
  saved.subscriptions.assign(subscriptions_.begin(), subscriptions_.end());
  return saved;
}

void LegacySession::choose_tools(const ToolFilter& tools) {
  std::lock_guard lock(mutex_);
  tools_ = tools;
}

ToolFilter LegacySession::tools() const {
  std::lock_guard lock(mutex_);
  return tools_;
}

bool LegacySession::subscribe(std::string uri) {
  std::lock_guard lock(mutex_);
  if (subscriptions_.contains(uri)) return true;
  if (subscriptions_.size() >= max_subscriptions || subscribed_bytes_ + uri.size() > max_subscribed_bytes)
    return false;
  subscribed_bytes_ += uri.size();
  subscriptions_.insert(std::move(uri));
  return true;
}

void LegacySession::unsubscribe(const std::string& uri) {
  std::lock_guard lock(mutex_);
  if (subscriptions_.erase(uri) > 0) subscribed_bytes_ -= uri.size();
}

bool LegacySession::subscribed(const std::string& uri) const {
  std::lock_guard lock(mutex_);
  return subscriptions_.contains(uri);
}

void LegacySession::remember_page(std::string elicitation) {
  std::lock_guard lock(mutex_);
  if (pages_.size() == max_pages) pages_.erase(pages_.begin());
  pages_.push_back(std::move(elicitation));
}

void LegacySession::page_completed(const std::string& elicitation) {
  {
    std::lock_guard lock(mutex_);
    if (std::erase(pages_, elicitation) == 0) return;
  }
  std::string params = R"({"elicitationId":)";
  append_json_string(params, elicitation);
  params += '}';
  send(notification_text("notifications/elicitation/complete", params));
}

void LegacySession::attach(std::shared_ptr<net::http::SseStream> stream) {
  std::shared_ptr<net::http::SseStream> unwanted;
  {
    std::lock_guard lock(mutex_);
    if (closed_) {
      unwanted = std::move(stream);
    } else {
      unwanted = std::move(stream_);
      stream_ = std::move(stream);
    }
  }
  if (unwanted) unwanted->close();
}

std::shared_ptr<net::http::SseStream> LegacySession::stream() const {
  std::lock_guard lock(mutex_);
  return stream_;
}

bool LegacySession::send(std::string_view message) {
  if (kind_ == SessionKind::streamable_http) return streams_.send(SessionStreams::standalone, message);
  const auto open = stream();
  return open && open->send(message, "message");
}

void LegacySession::close() {
  std::shared_ptr<net::http::SseStream> open;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    open = std::move(stream_);
  }
  calls_.close();
  client_requests_.close();
  streams_.close();
  if (open) open->close();
}

}  // namespace kbroker::mcp
