// The broker simulator: KIS and Kiwoom wire formats over real sockets, for demo mode, tests and kbroker-sim.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/catalog/api_catalogue.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/net/runtime.hpp"

namespace kbroker::sim {

/// Keys the simulator accepts, so that nobody needs real ones. Another pair is refused as the brokers do.
inline constexpr std::string_view demo_app_key = "PSsimulatedappkey0000000000000000001";
/// The same secret; known in one environment only, to see the refusal in the other.
inline constexpr std::string_view real_only_app_key = "PSsimulatedappkey0000000000000realonly";
inline constexpr std::string_view paper_only_app_key = "PSsimulatedappkey000000000000paperonly";
inline constexpr std::string_view demo_app_secret = "simulated-app-secret";
inline constexpr std::string_view demo_account = "50123456";
/// KIS registers fill notices with it.
inline constexpr std::string_view demo_hts_id = "demo";

/// How often KIS's realtime side does what, on the simulator's clock.
struct RealtimePace {
  Duration tick = std::chrono::seconds(1);   ///< looks for trades and fills to tell
  Duration ping = std::chrono::seconds(30);  ///< sends PINGPONG, and hangs up when the last is unanswered
};

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::uint64_t seed = 42;
  /// How fast simulated prices move against the wall clock.
  double speed = 1;
  std::optional<net::http::TlsFiles> tls;
  RealtimePace realtime;
};

/// Base URLs: http://HOST:PORT/kis/real, /kis/paper, /kiwoom/real, /kiwoom/paper (the brokers' own paths
/// follow, for KIS also the WebSocket at /tryitout), and the control endpoint /control (docs/simulator.md).
class Simulator {
 public:
  /// `apis` says what KIS takes and answers.
  Simulator(net::Runtime& runtime, Options options, std::shared_ptr<const catalog::SymbolMaster> master,
            std::shared_ptr<const catalog::ApiCatalogue> apis, Clock& clock);
  ~Simulator();
  Result<void> start();
  std::uint16_t port() const;
  /// "http://127.0.0.1:PORT/kis/paper"; `path` is one of the four above.
  std::string base_url(std::string_view path) const;
  boost::asio::awaitable<void> stop();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::sim
