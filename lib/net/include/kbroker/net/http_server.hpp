// The HTTP/1.1 server: routes, limits, deadlines, drain.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/net/http_message.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/net/sse_stream.hpp"

namespace kbroker::net::http {

/// One entry of the endpoint table. Method "*" takes every method. HEAD is answered from GET.
struct Route {
  std::string method;
  std::string path;
  Handler handler;
};

struct TlsFiles {
  std::string certificate_chain;  ///< PEM file
  std::string private_key;        ///< PEM file
};

struct ServerConfig {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0 picks a free one
  std::optional<TlsFiles> tls;
  std::size_t max_header_bytes = 16 * 1024;
  std::size_t max_body_bytes = 4 * 1024 * 1024;
  std::size_t max_connections = 20'000;
  std::chrono::milliseconds header_deadline{
      10'000};  ///< from the first byte (or accept) to the end of the header
  std::chrono::milliseconds body_deadline{30'000};
  std::chrono::milliseconds idle_deadline{75'000};  ///< between requests
  std::chrono::milliseconds write_deadline{30'000};
  std::chrono::milliseconds sse_heartbeat{15'000};
};

/// Told what happens, for metrics. Called on connection executors; must be quick and thread-safe.
class ServerObserver {
 public:
  virtual ~ServerObserver() = default;
  virtual void connection_opened() {}
  virtual void connection_closed() {}
  virtual void connection_refused() {}
  virtual void request_done(std::string_view /*method*/, std::string_view /*route path or empty*/,
                            unsigned /*status*/, std::chrono::nanoseconds /*until handed to the socket*/) {}
  virtual void stream_opened() {}
  virtual void stream_closed() {}
};

/// Unknown path: 404; known path with another method: 405 with Allow. Errors of the server itself are JSON:
/// {"error":{"code","message"}}. Any thread may call every function unless said otherwise.
/// The runtime outlives the server. What handlers refer to must stay until drain() has returned: destruction
/// without drain() cuts connections but cannot wait for their handlers.
class Server {
 public:
  /// Throws std::invalid_argument for a route given twice or a path that does not start with '/'.
  Server(Runtime& runtime, ServerConfig config, std::vector<Route> routes,
         std::shared_ptr<ServerObserver> observer = nullptr);
  ~Server();

  /// Binds and starts accepting. Port in use, bad address, unreadable certificate: an error that names it.
  Result<void> start();
  /// The port in use after start().
  std::uint16_t port() const;
  /// Reads the certificate files again; connections made from now on use them. On failure the old ones stay.
  Result<void> reload_tls();
  /// Stops accepting, closes idle connections, ends streams, lets requests finish until `grace` has passed,
  /// then cuts what is left. Returns when no connection is left.
  boost::asio::awaitable<void> drain(std::chrono::milliseconds grace);
  std::size_t connections() const;

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::net::http
