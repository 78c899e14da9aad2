// The daemon put together: settings in, a running server out. kbrokerd and kbroker (in-process) both use it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/gateway.hpp"
#include "kbroker/config/settings.hpp"
#include "kbroker/mcp/registry.hpp"
#include "kbroker/net/runtime.hpp"

namespace kbroker::daemon {

/// Owns every component. Construct, start(), run the runtime, stop(), destroy.
class Daemon {
 public:
  Daemon(net::Runtime& runtime, config::Settings settings, std::string version);
  ~Daemon();

  /// Starts the simulator (demo), loads master files, then listens unless `serve` is false.
  Result<void> start(bool serve = true);
  /// After start(false): serves one client on two descriptors instead of listening; takes them over. `ended`
  /// is called when the client has closed its side and everything has been answered.
  Result<void> serve_stdio(int in, int out, std::function<void()> ended);
  std::uint16_t port() const;
  /// "demo", "paper" or "real".
  std::string mode() const;
  /// "http://127.0.0.1:8030/mcp".
  std::string url() const;
  broker::Gateway& gateway();
  const mcp::Registry& registry() const;
  void reload_tls();
  /// Drains connections, ends sessions and upstream calls; returns when everything has ended.
  boost::asio::awaitable<void> stop();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::daemon
