// Every legacy session, by its unguessable id.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/server.hpp"
#include "principal_use.hpp"
#include "session.hpp"

namespace kbroker::mcp {

/// Any thread may call every function.
class SessionStore {
 public:
  SessionStore(Clock& clock, Random& random, const ServerOptions& options, Principals& principals,
               std::shared_ptr<Observer> observer);

  /// Brings back what the storage holds, before anything is served. A failure is in the log: service goes on
  /// without.
  void restore();
  /// Writes to the storage when there is something new to say. One call at a time.
  boost::asio::awaitable<void> save();

  /// Null when a limit is reached or close_all() was called.
  std::shared_ptr<LegacySession> create(SessionKind kind, std::string principal);
  /// Null when unknown, expired, of another kind or of another principal: nobody learns which. Counts as use.
  std::shared_ptr<LegacySession> find(std::string_view id, SessionKind kind, std::string_view principal);
  void remove(std::string_view id);
  /// Ends sessions nobody used for the idle time.
  void expire();
  void close_all();
  std::vector<std::shared_ptr<LegacySession>> all() const;
  std::size_t size() const;

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view id) const { return std::hash<std::string_view>{}(id); }
  };

  void end(const std::shared_ptr<LegacySession>& session);

  Clock& clock_;
  Random& random_;
  const Duration idle_;
  const std::size_t limit_, replay_bytes_;
  const std::shared_ptr<SessionStorage> storage_;
  Principals& principals_;
  const std::shared_ptr<Observer> observer_;
  mutable std::mutex mutex_;
  bool closed_ = false;
  std::atomic<SteadyTime> expired_{SteadyTime()};  ///< when expire() ran
  std::string saved_;                              ///< digest of what the storage holds
  std::unordered_map<std::string, std::shared_ptr<LegacySession>, Hash, std::equal_to<>> sessions_;
};

}  // namespace kbroker::mcp
