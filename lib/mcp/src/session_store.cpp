// Sessions are closed outside the lock, because closing runs foreign code.
#include "session_store.hpp"

#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"

namespace kbroker::mcp {

namespace {
/// A client that lost its connection is back within minutes, or does not come.
constexpr std::chrono::minutes replay_time{5};

/// Enough of the id to follow a session through the log, too little to enter it.
std::string_view log_name(const LegacySession& session) {
  return std::string_view(session.id()).substr(0, 8);
}
}  // namespace

SessionStore::SessionStore(Clock& clock, Random& random, const ServerOptions& options, Principals& principals,
                           std::shared_ptr<Observer> observer)
    : clock_(clock),
      random_(random),
      idle_(options.session_idle),
      limit_(options.max_sessions),
      replay_bytes_(options.session_replay_bytes),
      file_(options.session_file),
      principals_(principals),
      observer_(std::move(observer)) {}

std::shared_ptr<LegacySession> SessionStore::create(SessionKind kind, std::string principal) {
  if (size() >= limit_) expire();
  const auto use = principals_.of(principal);
  auto place = use->take_session();
  if (!place) {
    log::warning("mcp.session.refused", "a principal has as many sessions as it may have");
    return nullptr;
  }
  auto session = std::make_shared<LegacySession>(random_id(random_), kind, std::move(principal),
                                                 clock_.steady(), replay_bytes_, use->replay());
  session->hold(std::move(place));
  {
    std::lock_guard lock(mutex_);
    if (closed_) return nullptr;
    if (sessions_.size() >= limit_) {
      log::warning("mcp.session.refused", "the limit of open sessions is reached", {{"limit", limit_}});
      return nullptr;
    }
    sessions_.emplace(session->id(), session);
  }
  log::info("mcp.session.opened", "a client opened a session", {{"session", log_name(*session)}});
  observer_->session_opened();
  return session;
}

void SessionStore::restore() {
  if (file_.empty()) return;
  const auto text = read_session_file(file_);
  if (text && text->empty()) return;
  const auto saved = text ? parse_sessions(*text) : Result<std::vector<SavedSession>>(text.error());
  if (!saved) {
    log::warning("mcp.sessions.lost", saved.error().message, {{"hint", saved.error().hint}});
    return;
  }
  for (const auto& each : *saved) {
    const auto use = principals_.of(each.principal);
    auto place = use->take_session();
    std::lock_guard lock(mutex_);
    if (!place || each.idle >= idle_ || sessions_.size() >= limit_) continue;
    auto session = std::make_shared<LegacySession>(each.id, SessionKind::streamable_http, each.principal,
                                                   clock_.steady() - each.idle, replay_bytes_, use->replay());
    session->hold(std::move(place));
    session->negotiate(each.revision, each.features);
    session->set_log_level(each.log_level);
    for (const auto& uri : each.subscriptions) session->subscribe(uri);
    // Event ids of the former process must not be taken for ours.
    session->streams().number_from(random_.next() >> 16);
    if (sessions_.emplace(each.id, std::move(session)).second) observer_->session_opened();
  }
  log::info("mcp.sessions.restored", "sessions of the former run are known again", {{"sessions", size()}});
}

void SessionStore::save() {
  if (file_.empty()) return;
  std::vector<SavedSession> list;
  const auto now = clock_.steady();
  for (const auto& session : all())
    if (session->kind() == SessionKind::streamable_http) list.push_back(session->saved(now));
  const auto text = to_text(list);
  auto digest = sha256_hex(text);
  if (digest == saved_) return;
  if (const auto written = write_session_file(file_, text); !written) {
    log::warning("mcp.sessions.not_saved", written.error().message, {{"hint", written.error().hint}});
    return;
  }
  saved_ = std::move(digest);
}

std::shared_ptr<LegacySession> SessionStore::find(std::string_view id, SessionKind kind,
                                                  std::string_view principal) {
  const auto now = clock_.steady();
  std::shared_ptr<LegacySession> session;
  {
    std::lock_guard lock(mutex_);
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return nullptr;
    session = found->second;
    if (session->kind() != kind || session->principal() != principal) return nullptr;
    if (!session->expired(now, idle_)) {
      session->touch(now);
      return session;
    }
    sessions_.erase(found);
  }
  end(session);
  return nullptr;
}

void SessionStore::remove(std::string_view id) {
  std::shared_ptr<LegacySession> session;
  {
    std::lock_guard lock(mutex_);
    const auto found = sessions_.find(id);
    if (found == sessions_.end()) return;
    session = std::move(found->second);
    sessions_.erase(found);
  }
  end(session);
}

void SessionStore::expire() {
  const auto now = clock_.steady();
  std::vector<std::shared_ptr<LegacySession>> ended;
  {
    std::lock_guard lock(mutex_);
    std::erase_if(sessions_, [&](const auto& entry) {
      entry.second->streams().forget(now - replay_time);
      if (!entry.second->expired(now, idle_)) return false;
      ended.push_back(entry.second);
      return true;
    });
  }
  for (const auto& session : ended) end(session);
}

void SessionStore::close_all() {
  std::vector<std::shared_ptr<LegacySession>> ended;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    for (auto& entry : sessions_) ended.push_back(std::move(entry.second));
    sessions_.clear();
  }
  for (const auto& session : ended) end(session);
}

void SessionStore::end(const std::shared_ptr<LegacySession>& session) {
  session->close();
  log::info("mcp.session.closed", "a session ended", {{"session", log_name(*session)}});
  observer_->session_closed();
}

std::vector<std::shared_ptr<LegacySession>> SessionStore::all() const {
  std::vector<std::shared_ptr<LegacySession>> list;
  std::lock_guard lock(mutex_);
  list.reserve(sessions_.size());
  for (const auto& entry : sessions_) list.push_back(entry.second);
  return list;
}

std::size_t SessionStore::size() const {
  std::lock_guard lock(mutex_);
  return sessions_.size();
}

}  // namespace kbroker::mcp
