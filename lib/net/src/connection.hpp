// One server connection: reads requests, asks handlers, writes answers, one after the other.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "deadline_timer.hpp"
#include "peer_monitor.hpp"
#include "request_parser.hpp"
#include "server_core.hpp"

namespace kbroker::net::http {

class SseQueue;

/// Lives on the serial executor of its socket; every function but the constructor is called there.
class Connection final : public std::enable_shared_from_this<Connection>, private Request {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  /// What a connection is for: a full server still tells its visitor so.
  enum class Purpose { serve, refuse };

  Connection(Socket socket, std::shared_ptr<ServerCore> core, Purpose purpose);
  ~Connection() override;

  static boost::asio::awaitable<void> run(std::shared_ptr<Connection> self);
  /// Closes when idle, ends a stream or a WebSocket, otherwise lets the request that is under way be the
  /// last.
  void drain();
  /// Closes now. A handler that is under way learns it through PeerWatch and by Asio cancellation.
  void abort();
  /// For run(): what abort() cancels.
  boost::asio::cancellation_slot cancellation_slot() { return cancellation_.slot(); }
  boost::asio::any_io_executor executor() const override { return executor_; }

 private:
  enum class Phase { handshake, idle, reading, handling, writing, streaming, upgraded, finishing, closed };
  enum class Incoming { request, refused, end };
  /// Up to three texts that leave as one write; what is written is taken off the front.
  using Pieces = std::array<std::string_view, 3>;
  /// An answer on its way; `pieces` point into it and into head_, so it stays where it was made.
  struct Outgoing {
    Response response;
    Pieces pieces;
    std::shared_ptr<SseQueue> queue;  ///< null: no event stream
    bool chunked = false;
    bool head_only = false;
    bool keep = false;
  };

  // Request
  std::string_view method() const override { return data_.method(); }
  std::string_view target() const override { return data_.target(); }
  std::string_view path() const override { return data_.path(); }
  std::string_view query() const override { return data_.query(); }
  std::optional<std::string_view> header(std::string_view name) const override { return data_.header(name); }
  std::string_view body() const override { return data_.body(); }
  std::string remote_address() const override;
  bool is_tls() const override { return tls_ != nullptr; }
  std::uint64_t id() const override { return id_; }
  PeerWatch& peer() override { return monitor(); }

  boost::asio::awaitable<void> serve();
  boost::asio::awaitable<bool> handshake();
  boost::asio::awaitable<Incoming> read_request();
  /// Reads once into the buffer; false at the end of the connection (`read_error_` says why).
  boost::asio::awaitable<bool> read_more();
  /// Handles the request in data_; false when the connection has to close.
  boost::asio::awaitable<bool> answer_request();
  Response not_routed(const Router::Match& match) const;
  Response handler_failed(std::string_view what) const;
  /// Decides framing and writes the head; a response that cannot be sent becomes a 500.
  Outgoing prepare(Response response, bool keep);
  bool write_head(Outgoing& out);
  /// Tells the client why and ends the connection.
  boost::asio::awaitable<void> refuse(unsigned status, std::string_view message);
  /// Lets the other side read the answer before the connection goes: closing with unread input would reset
  /// it.
  boost::asio::awaitable<void> finish();

  // connection_upgrade.cpp
  /// Nothing when the request asks for WebSocket and can have it.
  std::optional<Response> refuse_upgrade() const;
  /// The connection is a WebSocket from here to its end.
  boost::asio::awaitable<void> upgrade(const Response& response);

  // connection_stream.cpp
  boost::asio::awaitable<bool> stream(std::shared_ptr<SseQueue> queue, bool chunked);
  boost::asio::awaitable<bool> pump(SseQueue& queue, bool chunked);
  void wake_stream();

  // connection_write.cpp
  /// Writes what the socket takes without waiting; true when all is written or the connection is broken.
  bool write_now(Pieces& pieces);
  boost::asio::awaitable<bool> write(Pieces pieces);

  PeerMonitor& monitor();
  void expired();
  void cut();
  void close();
  bool open() const { return phase_ != Phase::closed; }

  std::shared_ptr<ServerCore> core_;
  Socket socket_;
  const boost::asio::any_io_executor executor_;
  std::unique_ptr<boost::asio::ssl::stream<Socket&>> tls_;
  std::shared_ptr<boost::asio::ssl::context> tls_context_;
  const Purpose purpose_;
  Phase phase_ = Phase::idle;
  bool first_request_ = true;
  bool timed_out_ = false;
  bool broken_ = false;  ///< a write failed
  std::uint64_t id_ = 0;
  std::chrono::steady_clock::time_point request_start_;

  RequestData data_;
  std::optional<RequestParser> parser_;
  boost::beast::flat_buffer buffer_;
  std::string head_;
  DeadlineTimer deadline_;
  boost::asio::cancellation_signal cancellation_;
  std::shared_ptr<PeerMonitor> monitor_;

  std::shared_ptr<SseQueue> queue_;                 ///< while streaming
  std::optional<boost::asio::steady_timer> pulse_;  ///< while streaming: ends the wait for an event
};

}  // namespace kbroker::net::http
