// A request and its answer as route handlers see them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace kbroker::net {
class WebSocket;
}

namespace kbroker::net::http {

class SseStream;

/// Tells whether the other side has gone while its request is being worked on.
/// Belongs to one connection; use on the connection's executor only.
class PeerWatch {
 public:
  virtual ~PeerWatch() = default;
  virtual bool gone() const = 0;
  /// `action` runs once, on the connection's executor, when the other side has closed or reset; it is
  /// forgotten when the answer has been handed over. A side that only stopped sending (half-closed) counts as
  /// gone, and the answer is still written.
  virtual void on_gone(std::function<void()> action) = 0;
};

/// One request, complete with its body. Views are valid until the handler has returned.
class Request {
 public:
  virtual ~Request() = default;
  virtual std::string_view method() const = 0;
  /// As sent: path and query.
  virtual std::string_view target() const = 0;
  virtual std::string_view path() const = 0;
  /// Without the question mark; empty when there is none.
  virtual std::string_view query() const = 0;
  /// The name in any case, soonest found in lower case; blanks around the value removed. Nothing when absent.
  virtual std::optional<std::string_view> header(std::string_view name) const = 0;
  virtual std::string_view body() const = 0;
  /// The client's address without port.
  virtual std::string remote_address() const = 0;
  virtual bool is_tls() const = 0;
  /// Unique in this process; appears in logs and error answers.
  virtual std::uint64_t id() const = 0;
  /// The serial executor this connection lives on.
  virtual boost::asio::any_io_executor executor() const = 0;
  virtual PeerWatch& peer() = 0;
};

/// What a handler answers: a body at once, a stream of events, or another protocol.
struct Response {
  unsigned status = 200;
  /// Empty: no Content-Type field is sent.
  std::string content_type;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// When set the answer is `text/event-stream` fed by this stream, and `body` is ignored.
  std::shared_ptr<SseStream> stream;
  /// When set the connection is upgraded (RFC 6455) and this runs on its executor until the end of the
  /// connection, which is when it returns; shutdown cancels it. A request that asks for no upgrade is refused
  /// with 426, a TLS connection with 501.
  std::function<boost::asio::awaitable<void>(WebSocket&)> websocket;
  /// The connection is closed without an answer; for fault injection.
  bool drop_connection = false;

  Response() = default;
  explicit Response(unsigned status_) : status(status_) {}
  Response(unsigned status_, std::string content_type_, std::string body_)
      : status(status_), content_type(std::move(content_type_)), body(std::move(body_)) {}
  static Response json(unsigned status, std::string body) {
    return {status, "application/json", std::move(body)};
  }
  static Response text(unsigned status, std::string body) {
    return {status, "text/plain; charset=utf-8", std::move(body)};
  }
};

/// What a handler returns: the response, when there is nothing to wait for (which saves a coroutine), or the
/// coroutine that will have it.
class Answer {
 public:
  // Handlers return the one or the other as it is.
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions)
  Answer(Response response) : answer_(std::move(response)) {}
  // NOLINTNEXTLINE(google-explicit-constructor,hicpp-explicit-conversions)
  Answer(boost::asio::awaitable<Response> later) : answer_(std::move(later)) {}

  /// The response that is there already, or null.
  Response* ready() { return std::get_if<Response>(&answer_); }
  /// The response in any case, to be awaited once.
  boost::asio::awaitable<Response> later() && {
    if (auto* response = ready()) return at_once(std::move(*response));
    return std::get<boost::asio::awaitable<Response>>(std::move(answer_));
  }

 private:
  static boost::asio::awaitable<Response> at_once(Response response) { co_return response; }

  std::variant<Response, boost::asio::awaitable<Response>> answer_;
};

using Handler = std::function<Answer(Request&)>;

}  // namespace kbroker::net::http
