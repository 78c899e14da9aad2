// KIS over WebSocket: approval keys, registrations, data frames, PINGPONG. Source: kis.md section 5 (state of
// November 2026).
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kbroker/net/websocket.hpp"
#include "kbroker/sim/simulator.hpp"
#include "kis_directory.hpp"
#include "kis_realtime_rows.hpp"

namespace kbroker::sim {

/// What both environments share and the control endpoint drives. Any thread may call every function.
class KisRealtimeDesk {
 public:
  explicit KisRealtimeDesk(std::uint64_t seed);
  /// One key for 24 hours, then another.
  TokenDesk approvals;

  void add(Fill fill);
  /// The fills from number `first` on.
  std::vector<Fill> fills(std::size_t first) const;

 private:
  mutable std::mutex mutex_;
  std::vector<Fill> fills_;
};

/// One environment. What it is given outlives it. Any thread may call every function.
class KisRealtime {
 public:
  KisRealtime(Environment environment_, World world_, const KisDirectory& directory_, KisRealtimeDesk& desk_,
              RealtimePace pace)
      : environment(environment_), world(world_), directory(directory_), desk(desk_), pace_(pace) {}

  /// A connection from the upgrade to its end.
  boost::asio::awaitable<void> serve(net::WebSocket& socket);
  std::string approval_key(const std::string& app_key);

  // For guests.
  const Environment environment;
  const World world;
  const KisDirectory& directory;
  KisRealtimeDesk& desk;
  /// False when another connection has this app key.
  bool take_key(const std::string& app_key);
  void give_back_key(const std::string& app_key);

 private:
  const RealtimePace pace_;
  std::mutex mutex_;
  std::set<std::string> keys_in_use_;
};

/// One connection without its socket: what it has registered and what it is owed. For one executor.
class KisGuest {
 public:
  explicit KisGuest(KisRealtime& host) : host_(host) {}
  ~KisGuest();
  KisGuest(const KisGuest&) = delete;
  KisGuest& operator=(const KisGuest&) = delete;

  struct Answer {
    std::string text;  ///< empty: none
    bool hang_up = false;
  };
  Answer answer(std::string_view message);
  /// Trades since the call before, one frame a TR, and fill notices.
  std::vector<std::string> frames();
  /// The next PINGPONG; nothing when the one before is unanswered.
  std::optional<std::string> ping();
  /// A pong control frame, or the text sent back.
  bool pong(std::string_view text);

 private:
  struct Request;
  struct Refusal;
  struct Stream {
    catalog::Api api;
    std::int64_t volume = 0;    ///< shares told so far today
    std::size_t next_fill = 0;  ///< the first fill not told
  };
  /// `tr_id` and `tr_key`.
  using Place = std::pair<std::string, std::string>;

  static std::optional<Refusal> read(std::string_view message, Request& request);
  /// Nothing when the approval key lets the guest in.
  std::optional<Refusal> admit(const std::string& approval_key);
  Answer change(const Request& request, const catalog::Api& api);

  KisRealtime& host_;
  std::string app_key_, approval_key_;
  std::map<Place, Stream> streams_;
  std::string ping_;  ///< that waits for its answer
};

}  // namespace kbroker::sim
