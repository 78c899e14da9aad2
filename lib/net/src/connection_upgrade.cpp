// How a connection becomes a WebSocket.
#include <boost/beast/websocket/rfc6455.hpp>

#include "connection.hpp"
#include "kbroker/base/log.hpp"
#include "response_head.hpp"
#include "websocket_upgrade.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

/// The parts of a request that RFC 6455, section 4.2.1 looks at.
UpgradeRequest upgrade_request(const Request& request) {
  UpgradeRequest made(beast::http::verb::get, std::string(request.target()), 11);
  for (const auto* name : {"Host", "Upgrade", "Connection", "Sec-WebSocket-Key", "Sec-WebSocket-Version"})
    if (const auto value = request.header(name)) made.set(name, std::string(*value));
  return made;
}

}  // namespace

std::optional<Response> Connection::refuse_upgrade() const {
  if (tls_) return error_response(501, "this server does not upgrade TLS connections");
  // The answer decides the protocol: what was sent before it belongs to none.
  if (buffer_.size() > 0) return error_response(400, "there are bytes behind the request to upgrade");
  if (data_.method() == "GET" && beast::websocket::is_upgrade(upgrade_request(*this))) return std::nullopt;
  auto refusal = error_response(426, "this path speaks WebSocket only");
  refusal.headers.emplace_back("Upgrade", "websocket");
  return refusal;
}

asio::awaitable<void> Connection::upgrade(const Response& response) {
  phase_ = Phase::upgraded;
  if (monitor_) monitor_->stop();
  auto made = co_await WebSocketMaker::answer(std::move(socket_), upgrade_request(*this), WebSocketLimits());
  if (made.has_error()) {
    log::debug("http.upgrade.failed", "a client did not complete the WebSocket upgrade",
               {{"request", id_}, {"error", made.error().message}});
    co_return;
  }
  core_->observer->request_done(data_.method(), data_.path(), 101,
                                std::chrono::steady_clock::now() - request_start_);
  try {
    co_await response.websocket(**made);
  } catch (const std::exception& thrown) {
    if (!core_->draining)
      log::error("http.handler.failed", "a WebSocket handler failed",
                 {{"request", id_}, {"path", data_.path()}, {"error", thrown.what()}});
  }
}

}  // namespace kbroker::net::http
