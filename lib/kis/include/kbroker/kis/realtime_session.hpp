// KIS realtime data: one WebSocket session of one app key, kept alive. Source: kis.md section 5 (state of
// November 2026).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kis {

/// What KIS takes for an app key, all TRs together.
inline constexpr std::size_t most_registrations = 41;

struct RealtimeConfig {
  /// Environment, REST address (for the approval key) and key pair.
  broker::EndpointConfig endpoint;
  /// "ws://host:port/path"; empty: KIS's own of that environment.
  std::string websocket_url;
  /// Between two registrations, and between two deregistrations.
  Duration pace = std::chrono::milliseconds(100);
  /// How long KIS may take to answer one.
  Duration reply_deadline = std::chrono::seconds(10);
  /// Without any frame, PINGPONG included, for so long the connection counts as lost.
  Duration longest_silence = std::chrono::seconds(120);
  /// Before the connection is made again: doubles from failure to failure, with jitter.
  Duration first_pause = std::chrono::seconds(1), longest_pause = std::chrono::minutes(2);

  RealtimeConfig() = default;
};

/// A stream of a TR: of one instrument, or the fill notices of an HTS id.
struct Registration {
  std::string tr_id;       ///< of the environment: H0STCNI0 on real, H0STCNI9 on paper
  std::string tr_key;      ///< instrument code, or HTS id
  std::size_t fields = 0;  ///< of one row, as the catalogue lists them

  Registration() = default;
  Registration(std::string tr_id_, std::string tr_key_, std::size_t fields_)
      : tr_id(std::move(tr_id_)), tr_key(std::move(tr_key_)), fields(fields_) {}
};

/// Told what happens, on the session's executor. Must be quick: frames wait meanwhile.
class RealtimeListener {
 public:
  virtual ~RealtimeListener() = default;
  /// One row in the order of the documents, decrypted; the views are valid during the call.
  virtual void row(std::string_view tr_id, std::span<const std::string_view> fields) = 0;
  /// Rows will come from now on; again after each time the connection was lost.
  virtual void registered(const Registration&) {}
  /// KIS does not want it; nothing is tried again until it is removed and added.
  virtual void refused(const Registration&, const Error&) {}
  /// No rows come for now. The session goes on by itself after `pause`.
  virtual void interrupted(const Error&, Duration /*pause*/) {}
  /// A frame that cannot be read was left out.
  virtual void unreadable(const Error&) {}
};

/// Connects when there is something registered, registers one after the other, answers PINGPONG, and after a
/// loss connects and registers anew. The app key and the secret go to the REST host alone.
///
/// All functions on the session's executor, which must be serial. `clock`, `random` and `listener` outlive
/// the session. stop() must have returned before destruction.
class RealtimeSession {
 public:
  RealtimeSession(boost::asio::any_io_executor executor, RealtimeConfig config,
                  std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
                  RealtimeListener& listener);
  ~RealtimeSession();

  /// `limit_exceeded` beyond 41, without asking KIS. What is there already stays as it is.
  Result<void> add(Registration registration);
  void remove(std::string_view tr_id, std::string_view tr_key);
  /// Once.
  void start();
  /// Closes the connection and returns when nothing runs any more.
  boost::asio::awaitable<void> stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::kis
