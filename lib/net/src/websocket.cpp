#include "kbroker/net/websocket.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "client_connection.hpp"
#include "deadline_timer.hpp"
#include "resolver.hpp"
#include "websocket_upgrade.hpp"

namespace kbroker::net {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using namespace asio::experimental::awaitable_operators;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::size_t control_frame_bytes = 125;
constexpr const char* try_later = "Try again; if it goes on, check the broker's status.";

}  // namespace

struct WebSocket::Impl {
  Impl(tcp::socket socket, std::string peer_, const WebSocketLimits& limits_)
      : stream(std::move(socket)),
        peer(std::move(peer_)),
        limits(limits_),
        turn(stream.get_executor(), 1),
        read_timer(stream.get_executor(), [this] { expire(); }),
        write_timer(stream.get_executor(), [this] { expire(); }) {
    stream.read_message_max(limits.max_message_bytes);
    stream.auto_fragment(false);
  }

  void expire() {
    timed_out = true;
    error_code ignored;
    stream.next_layer().close(ignored);
  }

  Error failure(const error_code& ec, std::string_view stage) const {
    if (timed_out)
      return {Errc::timeout, peer + " did not answer in time (" + std::string(stage) + ")", try_later, true};
    if (ec == asio::error::operation_aborted)
      return {Errc::cancelled, "the connection to " + peer + " was cancelled"};
    if (ec == websocket::error::message_too_big || ec == websocket::error::buffer_overflow)
      return {Errc::broker_error, "a message of " + peer + " is larger than the " +
                                      std::to_string(limits.max_message_bytes) + " bytes accepted"};
    if (ec == websocket::error::closed)
      return {Errc::broker_unavailable, peer + " closed the connection", try_later, true};
    if (ec == asio::error::eof || ec == asio::error::connection_reset || ec == asio::error::broken_pipe)
      return {Errc::broker_unavailable, "the connection to " + peer + " was lost", try_later, true};
    return {Errc::broker_unavailable, "the WebSocket connection to " + peer + " failed: " + ec.message(),
            try_later, true};
  }

  /// Holds back other writers while it lives.
  struct Turn {
    explicit Turn(Impl& impl_) : impl(impl_) { impl.write_timer.set_after(impl.limits.write_deadline); }
    ~Turn() {
      impl.write_timer.clear();
      impl.turn.try_receive([](const error_code&) {});
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    Impl& impl;
  };

  websocket::stream<tcp::socket, false> stream;
  const std::string peer;  ///< "host:port" for messages
  const WebSocketLimits limits;
  /// Holds one token while somebody writes.
  asio::experimental::channel<void(error_code)> turn;
  http::DeadlineTimer read_timer, write_timer;
  boost::beast::flat_buffer buffer;
  bool timed_out = false;
};

WebSocket::WebSocket(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
WebSocket::~WebSocket() = default;

asio::awaitable<Result<std::string>> WebSocket::receive(Duration limit) {
  auto& impl = *impl_;
  error_code ec;
  impl.read_timer.set_after(std::chrono::ceil<std::chrono::milliseconds>(limit));
  co_await impl.stream.async_read(impl.buffer, redirect_error(use_awaitable, ec));
  impl.read_timer.clear();
  if (ec) co_return impl.failure(ec, "waiting for a message");
  if (impl.stream.got_binary())
    co_return Error(Errc::broker_error, impl.peer + " sent a binary message, where text was expected");
  auto text = boost::beast::buffers_to_string(impl.buffer.cdata());
  impl.buffer.clear();
  co_return text;
}

asio::awaitable<Result<void>> WebSocket::send(std::string text) {
  auto& impl = *impl_;
  co_await impl.turn.async_send(error_code(), use_awaitable);
  const Impl::Turn turn(impl);
  error_code ec;
  co_await impl.stream.async_write(asio::buffer(text), redirect_error(use_awaitable, ec));
  if (ec) co_return impl.failure(ec, "sending a message");
  co_return Result<void>();
}

asio::awaitable<Result<void>> WebSocket::pong(std::string text) {
  auto& impl = *impl_;
  if (text.size() > control_frame_bytes)
    co_return Error(Errc::invalid_argument, "a pong holds at most 125 bytes");
  co_await impl.turn.async_send(error_code(), use_awaitable);
  const Impl::Turn turn(impl);
  error_code ec;
  co_await impl.stream.async_pong({text.data(), text.size()}, redirect_error(use_awaitable, ec));
  if (ec) co_return impl.failure(ec, "sending a pong");
  co_return Result<void>();
}

asio::awaitable<void> WebSocket::close() {
  auto& impl = *impl_;
  co_await impl.turn.async_send(error_code(), use_awaitable);
  const Impl::Turn turn(impl);
  error_code ignored;
  co_await impl.stream.async_close(websocket::close_code::normal, redirect_error(use_awaitable, ignored));
}

void WebSocket::on_pong(std::function<void(std::string_view)> action) {
  impl_->stream.control_callback(
      [action = std::move(action)](websocket::frame_type kind, boost::beast::string_view text) {
        if (kind == websocket::frame_type::pong) action({text.data(), text.size()});
      });
}

asio::awaitable<WebSocketMaker::Made> WebSocketMaker::ask(tcp::socket socket, Url url,
                                                          WebSocketLimits limits) {
  const auto peer = to_authority(url.host, url.port);
  auto impl = std::make_unique<WebSocket::Impl>(std::move(socket), peer, limits);
  impl->stream.set_option(websocket::stream_base::decorator([](websocket::request_type& request) {
    request.set(boost::beast::http::field::user_agent, "kbroker");
  }));
  websocket::response_type response;
  error_code ec;
  impl->write_timer.set_after(limits.write_deadline);
  co_await impl->stream.async_handshake(response, peer, url.target, redirect_error(use_awaitable, ec));
  impl->write_timer.clear();
  if (ec == websocket::error::upgrade_declined) {
    const auto status = std::to_string(response.result_int());
    Error error(Errc::broker_unavailable, peer + " does not upgrade to WebSocket (HTTP " + status + ")",
                "Check the address in the configuration.", response.result_int() >= 500);
    error.http_status = response.result_int();
    co_return error;
  }
  if (ec) co_return impl->failure(ec, "upgrading to WebSocket");
  co_return std::unique_ptr<WebSocket>(new WebSocket(std::move(impl)));
}

asio::awaitable<WebSocketMaker::Made> WebSocketMaker::answer(tcp::socket socket, UpgradeRequest request,
                                                             WebSocketLimits limits) {
  error_code ec;
  const auto client = socket.remote_endpoint(ec);
  auto impl = std::make_unique<WebSocket::Impl>(
      std::move(socket), to_authority(client.address().to_string(), client.port()), limits);
  impl->write_timer.set_after(limits.write_deadline);
  co_await impl->stream.async_accept(request, redirect_error(use_awaitable, ec));
  impl->write_timer.clear();
  if (ec) co_return impl->failure(ec, "upgrading to WebSocket");
  co_return std::unique_ptr<WebSocket>(new WebSocket(std::move(impl)));
}

asio::awaitable<WebSocketMaker::Made> connect_websocket(std::string text, WebSocketLimits limits) {
  if (!text.starts_with("ws://"))
    co_return Error(Errc::invalid_argument, "the WebSocket URL does not start with ws://");
  auto url = parse_url("http" + text.substr(2));
  if (url.has_error()) co_return url.error();
  Resolver resolver;
  auto endpoints = co_await resolver.resolve(url->host, url->port, limits.resolve_deadline);
  if (endpoints.has_error()) co_return endpoints.error();
  http::ClientConnection connection(co_await asio::this_coro::executor, *url);
  SystemClock clock;
  auto outcome = co_await (connection.connect(std::move(*endpoints)) || clock.sleep(limits.connect_deadline));
  if (outcome.index() == 1)
    co_return Error(Errc::timeout,
                    to_authority(url->host, url->port) + " did not answer in time (connecting)", try_later,
                    true);
  const auto connected = std::get<0>(std::move(outcome));
  if (connected.has_error()) co_return connected.error();
  co_return co_await WebSocketMaker::ask(connection.release(), std::move(*url), limits);
}

}  // namespace kbroker::net
