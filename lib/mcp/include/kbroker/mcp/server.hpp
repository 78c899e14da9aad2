// An MCP server: one registry, two eras, three HTTP faces.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/authorization.hpp"
#include "kbroker/mcp/registry.hpp"
#include "kbroker/mcp/session_storage.hpp"
#include "kbroker/net/http_server.hpp"

namespace kbroker::mcp {

/// Every revision served, newest first.
inline constexpr std::string_view protocol_versions[] = {"2026-07-28", "2025-11-25", "2025-06-18",
                                                         "2025-03-26", "2024-11-05"};

/// Who the server says it is (mcp.md 3.2). Name and version are needed.
struct Implementation {
  std::string name;
  std::string title;  ///< for people; empty: none
  std::string version;
  std::string website_url;
};

/// For each principal (whoever a token belongs to; everybody together without authorization). 0: no limit.
struct PrincipalLimits {
  std::size_t sessions = 0;
  std::size_t streams = 0;  ///< GET and listen streams, and those of HTTP+SSE
  std::size_t calls = 0;    ///< running at the same time, over every transport
  std::size_t requests_per_second = 0;
  std::size_t replay_bytes = 64 << 20;  ///< kept for clients that come back
};

struct ServerOptions {
  Implementation implementation;
  /// For the model: what this server is for.
  std::string instructions;
  /// Host names accepted in Host and Origin besides localhost, 127.0.0.1 and [::1] (any port).
  std::vector<std::string> allowed_hosts;
  /// Over HTTP; who has the descriptors of stdio may do everything.
  AuthorizationOptions authorization;
  std::chrono::seconds session_idle{4 * 3600};
  std::size_t max_sessions = 10'000;
  std::chrono::milliseconds call_deadline{30'000};
  /// How long the client and its user may take to answer a question of a call.
  std::chrono::milliseconds ask_deadline{5 * 60'000};
  /// Authenticates what modern clients carry for us between rounds; servers that share work share it. At
  /// least 32 random bytes; empty: made up at start.
  std::string state_key;
  /// After this time a call in a session of 2025-11-25 is answered by a stream, so that a client that loses
  /// its connection can come back for the result.
  std::chrono::milliseconds stream_after{1000};
  /// What one session keeps for a client that comes back.
  std::size_t session_replay_bytes = 1 << 20;
  PrincipalLimits per_principal;
  /// Where sessions are kept over a restart; null: nowhere.
  std::shared_ptr<SessionStorage> session_storage;
  /// Open and finished tasks that are kept at the same time.
  std::size_t max_tasks = 10'000;
  std::size_t page_size = 200;
  /// Open `subscriptions/listen` streams; further ones are refused.
  std::size_t max_listen_streams = 10'000;
  /// Whether list_changed() will be called: only then clients are told to expect it.
  bool lists_change = false;
  /// Toolsets listed when the client names none; empty: all.
  std::vector<std::string> default_toolsets;
};

/// Told what happens, for metrics and logs; quick and thread-safe.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void session_opened() {}
  virtual void session_closed() {}
  virtual void tool_called(std::string_view /*tool*/, bool /*is_error*/, std::chrono::nanoseconds) {}
  virtual void method_called(std::string_view /*method*/, std::string_view /*revision*/) {}
};

enum class ListKind { tools, prompts, resources };

/// Lives as long as the HTTP server that uses its routes.
class Server {
 public:
  /// `executor` is serial; session expiry runs on it. Reads the session storage before it returns.
  /// Throws std::invalid_argument for options that cannot be served.
  Server(boost::asio::any_io_executor executor, ServerOptions options,
         std::shared_ptr<const Registry> registry, Clock& clock, Random& random,
         std::shared_ptr<Observer> observer = nullptr);
  ~Server();

  /// Serves one client on two descriptors, one JSON-RPC message a line, both eras; takes them over.
  /// `executor` is serial; the process ignores SIGPIPE. `ended` is called on it when the input has ended and
  /// everything has been answered.
  void serve_stdio(boost::asio::any_io_executor executor, int in, int out, std::function<void()> ended);
  /// `path` (Streamable HTTP: POST, GET, DELETE, OPTIONS), `path`/readonly, /sse, /messages; with OAuth the
  /// well-known paths of RFC 9728.
  std::vector<net::http::Route> routes(std::string path = "/mcp");
  std::size_t sessions() const;
  /// Tells every session and listen stream subscribed to `uri` that it changed. Any thread.
  void resource_updated(std::string_view uri);
  /// Tells every session and every listen stream that asked for it that a list has changed. Any thread.
  void list_changed(ListKind kind);
  /// The user is done with the page that was sent with this id (elicit_url()): tells the session it was sent
  /// in. In the modern era clients call again instead. Any thread.
  void elicitation_completed(std::string_view id);
  /// Stops calls (their stop token, then cancellation), ends sessions and streams, stops background work and
  /// waits for it.
  boost::asio::awaitable<void> shutdown();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::mcp
