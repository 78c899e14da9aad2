// WebSocket connections (RFC 6455): text messages with deadlines, on either side.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"

namespace kbroker::net {

struct WebSocketLimits {
  /// Of a message that is received, all its frames together.
  std::size_t max_message_bytes = 1 << 20;
  std::chrono::milliseconds resolve_deadline{3'000};
  std::chrono::milliseconds connect_deadline{5'000};
  /// Of the upgrade, of each text and pong that is sent, and of the closing handshake.
  std::chrono::milliseconds write_deadline{5'000};
};

/// An open connection, used on its serial executor only. One coroutine may receive while others send. Control
/// pings are answered while somebody receives.
///
/// Failures: `broker_unavailable` (closed, lost), `timeout`, `cancelled`, `broker_error` (what came is no
/// text or too large). After any of them, and after Asio cancellation, the connection is fit for destruction
/// only. Destruction hangs up without the closing handshake. Errors never contain messages.
class WebSocket {
 public:
  ~WebSocket();
  WebSocket(const WebSocket&) = delete;
  WebSocket& operator=(const WebSocket&) = delete;

  /// The next text message; `timeout` when none has come within `limit`.
  boost::asio::awaitable<Result<std::string>> receive(Duration limit);
  /// Texts of several callers leave one after the other. UTF-8 is the caller's part.
  boost::asio::awaitable<Result<void>> send(std::string text);
  /// A pong that no ping asked for. `invalid_argument` beyond the 125 bytes of a control frame.
  boost::asio::awaitable<Result<void>> pong(std::string text);
  /// The closing handshake. Whoever receives meanwhile gets `broker_unavailable`.
  boost::asio::awaitable<void> close();
  /// Called with the text of each pong that arrives while somebody receives.
  void on_pong(std::function<void(std::string_view)> action);

 private:
  friend class WebSocketMaker;
  struct Impl;
  explicit WebSocket(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// Connects to "ws://host:port/path"; other schemes are `invalid_argument`. Runs on the caller's executor,
/// which must be serial, and can be cancelled. Failures as those of http::Transport; a server that does not
/// upgrade is `broker_unavailable` with its HTTP status.
boost::asio::awaitable<Result<std::unique_ptr<WebSocket>>> connect_websocket(std::string url,
                                                                             WebSocketLimits limits = {});

}  // namespace kbroker::net
