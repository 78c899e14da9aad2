// Sessions are closed outside the lock, because closing runs foreign code.
#include "session_store.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"

namespace kbroker::mcp {

namespace asio = boost::asio;

namespace {
/// A client that lost its connection is back within minutes, or does not come.
constexpr std::chrono::minutes replay_time{5};
/// How long the storage may take.
constexpr std::chrono::seconds storage_time{5};

/// Enough of the id to follow a session through the log, too little to enter it.
std::string_view log_name(const LegacySession& session) {
  return std::string_view(session.id()).substr(0, 8);
}

/// Waits for it here, because nothing is served before.
Result<std::string> load(SessionStorage& storage, Deadline deadline) {
  asio::io_context context;
  auto loaded = asio::co_spawn(context, storage.load(deadline), asio::use_future);
  context.run();
  return loaded.get();
}
}  // namespace

SessionStore::SessionStore(Clock& clock, Random& random, const ServerOptions& options, Principals& principals,
                           std::shared_ptr<Observer> observer)
    : clock_(clock),
      random_(random),
      idle_(options.session_idle),
      limit_(options.max_sessions),
      replay_bytes_(options.session_replay_bytes),
      storage_(options.session_storage),
      principals_(principals),
      observer_(std::move(observer)) {}

std::shared_ptr<LegacySession> SessionStore::create(SessionKind kind, std::string principal) {
  // The sweep does this every second anyway: a flood must not have every session looked at for each of its
  // own.
  if (size() >= limit_ && clock_.steady() >= expired_.load() + std::chrono::seconds(1)) expire();
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
  if (!storage_) return;
  const auto text = load(*storage_, Deadline::after(clock_, storage_time));
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

asio::awaitable<void> SessionStore::save() {
  if (!storage_) co_return;
  std::vector<SavedSession> list;
  const auto now = clock_.steady();
  for (const auto& session : all())
    if (session->kind() == SessionKind::streamable_http) list.push_back(session->saved(now));
  auto text = to_text(list);
  auto digest = sha256_hex(text);
  if (digest == saved_) co_return;
  const auto written = co_await storage_->save(std::move(text), Deadline::after(clock_, storage_time));
  if (!written) {
    log::warning("mcp.sessions.not_saved", written.error().message, {{"hint", written.error().hint}});
    co_return;
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
  expired_ = now;
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
