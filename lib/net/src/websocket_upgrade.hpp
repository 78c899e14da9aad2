// How both sides turn a TCP connection into a WebSocket.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>

#include "kbroker/net/url.hpp"
#include "kbroker/net/websocket.hpp"

namespace kbroker::net {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::empty_body>;

class WebSocketMaker {
 public:
  using Made = Result<std::unique_ptr<WebSocket>>;

  /// The client's side of the upgrade.
  static boost::asio::awaitable<Made> ask(boost::asio::ip::tcp::socket socket, Url url,
                                          WebSocketLimits limits);
  /// The server's side: answers 101, or refuses what is no correct upgrade.
  static boost::asio::awaitable<Made> answer(boost::asio::ip::tcp::socket socket, UpgradeRequest request,
                                             WebSocketLimits limits);
};

}  // namespace kbroker::net
