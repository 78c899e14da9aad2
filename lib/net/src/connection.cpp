// One server connection: reads requests, asks handlers, writes answers, one after the other.
#include "connection.hpp"

#include <netinet/tcp.h>

#include <atomic>

#include <boost/asio/defer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "kbroker/base/log.hpp"
#include "kbroker/base/text.hpp"
#include "response_head.hpp"
#include "sse_queue.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
using asio::deferred;
using asio::redirect_error;
using asio::use_awaitable;
using boost::system::error_code;

namespace {

/// How much the kernel takes for a client that does not read: without it some MiB each, of memory that all
/// sockets of the machine share.
constexpr int unsent_bytes = 128 * 1024;
constexpr std::size_t read_size = 2 * 1024;
constexpr std::size_t largest_read = 64 * 1024;
constexpr std::size_t kept_buffer = 16 * 1024;
// Copying a small body behind its head costs less than a write of several buffers.
constexpr std::size_t joined_body = 4 * 1024;
constexpr std::chrono::milliseconds peer_watch_delay{20};
constexpr std::chrono::milliseconds finish_deadline{2'000};
constexpr std::size_t finish_bytes = 8 * 1024 * 1024;

std::uint64_t next_request_id() {
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

std::string_view as_text(const boost::beast::flat_buffer& buffer) {
  return {static_cast<const char*>(buffer.cdata().data()), buffer.size()};
}

bool asks_to_close(const Response& response) {
  for (const auto& [name, value] : response.headers)
    if (iequals(name, "Connection") && iequals(value, "close")) return true;
  return false;
}

}  // namespace

Connection::Connection(Socket socket, std::shared_ptr<ServerCore> core, Purpose purpose)
    : core_(std::move(core)),
      socket_(std::move(socket)),
      executor_(socket_.get_executor()),
      tls_context_(core_->tls()),
      purpose_(purpose),
      deadline_(executor_, [this] { expired(); }) {
  if (tls_context_) tls_ = std::make_unique<asio::ssl::stream<Socket&>>(socket_, *tls_context_);
}

Connection::~Connection() {
  if (monitor_) monitor_->stop();
}

asio::awaitable<void> Connection::run(std::shared_ptr<Connection> self) {
  struct Leave {
    Connection& connection;
    explicit Leave(Connection& c) : connection(c) {
      if (c.purpose_ == Purpose::serve) c.core_->observer->connection_opened();
    }
    ~Leave() {
      auto& core = *connection.core_;
      connection.close();
      if (connection.purpose_ == Purpose::serve) core.observer->connection_closed();
      core.registry.remove(&connection);
    }
  } leave(*self);
  co_await self->serve();
}

asio::awaitable<void> Connection::serve() {
  error_code ec;
  socket_.set_option(asio::ip::tcp::no_delay(true), ec);
  ::setsockopt(socket_.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &unsent_bytes, sizeof unsent_bytes);
  socket_.non_blocking(true, ec);
  if (ec) co_return;
  if (core_->draining) co_return;
  if (tls_ && !co_await handshake()) co_return;
  if (purpose_ == Purpose::refuse) {
    co_await refuse(503, "the server has as many connections as it accepts; try again later");
    co_return;
  }
  while (open()) {
    const Incoming incoming = co_await read_request();
    if (incoming == Incoming::end) break;
    if (incoming == Incoming::refused) {
      if (timed_out_)
        co_await refuse(408, "the request did not arrive in time");
      else if (parser_->error_status())
        co_await refuse(parser_->error_status(), parser_->error_message());
      else
        co_await refuse(400, "the request ended in the middle");
      break;
    }
    if (!co_await answer_request()) break;
    first_request_ = false;
    // Others first: a client that has just been answered has sent nothing yet, or, when it has sent many
    // requests at once, must not keep the loop until it has the last answer.
    co_await asio::defer(executor_, deferred);
  }
}

asio::awaitable<bool> Connection::handshake() {
  phase_ = Phase::handshake;
  deadline_.set_after(core_->config.header_deadline);
  error_code ec;
  co_await tls_->async_handshake(asio::ssl::stream_base::server, redirect_error(use_awaitable, ec));
  deadline_.clear();
  if (ec)
    log::debug("http.tls.handshake_failed", "a client did not complete the TLS handshake",
               {{"client", remote_address()}, {"error", ec.message()}});
  co_return !ec && open();
}

asio::awaitable<Connection::Incoming> Connection::read_request() {
  const auto& config = core_->config;
  parser_.emplace(data_, RequestLimits{config.max_header_bytes, config.max_body_bytes});
  phase_ = Phase::idle;
  timed_out_ = false;
  bool body_deadline = false;
  bool continued = false;
  for (;;) {
    if (buffer_.size() > 0) {
      std::size_t consumed = 0;
      const auto progress = parser_->feed(as_text(buffer_), consumed);
      buffer_.consume(consumed);
      if (progress == RequestParser::Progress::done) co_return Incoming::request;
      if (progress == RequestParser::Progress::failed) co_return Incoming::refused;
      if (phase_ == Phase::idle) {
        phase_ = Phase::reading;
        if (!first_request_) deadline_.set_after(config.header_deadline);
      }
    } else if (phase_ == Phase::idle) {
      if (core_->draining) co_return Incoming::end;
      deadline_.set_after(first_request_ ? config.header_deadline : config.idle_deadline);
    }
    if (parser_->header_done() && !body_deadline) {
      body_deadline = true;
      deadline_.set_after(config.body_deadline);
    }
    if (parser_->header_done() && parser_->expects_continue() && !continued) {
      continued = true;
      Pieces pieces{"HTTP/1.1 100 Continue\r\n\r\n"};
      if (!co_await write(pieces)) co_return Incoming::end;
      phase_ = Phase::reading;
      deadline_.set_after(config.body_deadline);
    }
    if (!co_await read_more()) {
      if (!open() || phase_ == Phase::idle) co_return Incoming::end;
      co_return Incoming::refused;
    }
  }
}

asio::awaitable<bool> Connection::read_more() {
  // Doubles while a sender keeps it full, so that small requests stay small and large bodies need few reads.
  std::size_t room = std::max(read_size, buffer_.capacity() - buffer_.size());
  if (buffer_.size() >= buffer_.capacity()) room = std::max(read_size, buffer_.capacity());
  room = std::min(room, largest_read);
  if (buffer_.size() > core_->config.max_header_bytes + largest_read) co_return false;
  error_code ec;
  std::size_t size = 0;
  if (tls_)
    size = co_await tls_->async_read_some(buffer_.prepare(room), redirect_error(deferred, ec));
  else
    size = co_await socket_.async_read_some(buffer_.prepare(room), redirect_error(deferred, ec));
  buffer_.commit(size);
  co_return !ec;
}

// One coroutine for the whole of a usual answer: each costs an allocation and a resumption.
asio::awaitable<bool> Connection::answer_request() {
  phase_ = Phase::handling;
  deadline_.clear();
  id_ = next_request_id();
  request_start_ = std::chrono::steady_clock::now();
  const bool keep = parser_->keep_connection();
  const Router::Match match = core_->router.find(data_.method(), data_.path());
  Response response;
  if (match.route) {
    std::optional<std::string> failure;
    try {
      Answer answer = match.route->handler(*this);
      if (auto* ready = answer.ready())
        response = std::move(*ready);
      else
        response = co_await std::move(answer).later();
    } catch (const std::exception& thrown) {
      failure = thrown.what();
    } catch (...) {
      failure = "not a std::exception";
    }
    if (failure) response = handler_failed(*failure);
    if (monitor_) monitor_->forget();
    if (!open() || response.drop_connection) {
      if (response.stream) response.stream->close();
      co_return false;
    }
    if (response.websocket) {
      auto refusal = refuse_upgrade();
      if (!refusal) {
        co_await upgrade(response);
        co_return false;
      }
      response = std::move(*refusal);
    }
  } else {
    response = not_routed(match);
  }

  Outgoing out = prepare(std::move(response), keep);
  bool written = write_now(out.pieces) && !broken_;
  if (!written && !broken_) written = co_await write(out.pieces);
  core_->observer->request_done(data_.method(), match.route ? match.route->path : std::string_view(),
                                out.response.status, std::chrono::steady_clock::now() - request_start_);
  if (out.queue) {
    if (!written || out.head_only)
      out.queue->abandon();
    else
      written = co_await stream(std::move(out.queue), out.chunked);
  }
  if (!written) co_return false;
  if (out.keep && !core_->draining) {
    data_.trim();
    if (buffer_.size() == 0 && buffer_.capacity() > kept_buffer) buffer_ = {};
    co_return true;
  }
  co_await finish();
  co_return false;
}

Response Connection::not_routed(const Router::Match& match) const {
  Response response =
      error_response(match.status, match.status == 404 ? "there is nothing at this path"
                                                       : "this path does not take this method");
  if (!match.allow.empty()) response.headers.emplace_back("Allow", match.allow);
  return response;
}

Response Connection::handler_failed(std::string_view what) const {
  // A handler that was cut has nobody to answer.
  if (open())
    log::error("http.handler.failed", "a request handler failed",
               {{"request", id_}, {"method", data_.method()}, {"path", data_.path()}, {"error", what}});
  return error_response(500, "the server failed to answer this request (number " + std::to_string(id_) + ")");
}

Connection::Outgoing Connection::prepare(Response response, bool keep) {
  Outgoing out;
  out.response = std::move(response);
  out.keep = keep && !core_->draining && !asks_to_close(out.response);
  out.head_only = data_.method() == "HEAD";
  const auto spoiled = [&](std::string_view why) {
    log::error("http.handler.failed", why, {{"request", id_}, {"path", data_.path()}});
    if (out.queue) out.queue->abandon();
    out.queue = nullptr;
    out.response = error_response(500, "the server failed to answer this request");
  };
  if (out.response.stream) {
    out.queue = std::dynamic_pointer_cast<SseQueue>(out.response.stream);
    if (!out.queue) spoiled("a handler answered with a stream of its own making");
  }
  if (!write_head(out)) {
    spoiled("a handler answered with a field that is not allowed in HTTP");
    write_head(out);
  }
  if (out.queue || out.head_only || !allows_body(out.response.status)) {
    out.pieces = {head_};
  } else if (out.response.body.size() <= joined_body) {
    head_ += out.response.body;
    out.pieces = {head_};
  } else {
    out.pieces = {head_, out.response.body};
  }
  return out;
}

bool Connection::write_head(Outgoing& out) {
  HeadOptions options;
  options.http_1_0 = parser_->http_1_0();
  if (out.queue) {
    options.framing = options.http_1_0 ? Framing::until_close : Framing::chunked;
    out.keep = out.keep && !options.http_1_0;
    out.chunked = options.framing == Framing::chunked;
  } else {
    options.framing = allows_body(out.response.status) ? Framing::content_length : Framing::none;
    options.content_length = out.response.body.size();
  }
  options.keep_connection = out.keep;
  head_.clear();
  return append_head(head_, out.response, options);
}

asio::awaitable<void> Connection::refuse(unsigned status, std::string_view message) {
  Response response = error_response(status, message);
  HeadOptions options;
  options.content_length = response.body.size();
  options.keep_connection = false;
  head_.clear();
  append_head(head_, response, options);
  if (purpose_ == Purpose::serve) core_->observer->request_done({}, {}, status, {});
  Pieces pieces{head_, response.body};
  if (!co_await write(pieces)) co_return;
  co_await finish();
}

asio::awaitable<void> Connection::finish() {
  phase_ = Phase::finishing;
  deadline_.set_after(finish_deadline);
  error_code ec;
  if (tls_) co_await tls_->async_shutdown(redirect_error(use_awaitable, ec));
  socket_.shutdown(Socket::shutdown_send, ec);
  std::array<char, 4096> scrap{};
  for (std::size_t total = 0; !ec && open() && total < finish_bytes;)
    total += co_await socket_.async_read_some(asio::buffer(scrap), redirect_error(deferred, ec));
}

std::string Connection::remote_address() const {
  error_code ec;
  const auto endpoint = socket_.remote_endpoint(ec);
  return ec ? std::string() : endpoint.address().to_string();
}

PeerMonitor& Connection::monitor() {
  if (!monitor_) monitor_ = std::make_shared<PeerMonitor>(socket_);
  // Most handlers are done before anybody could have gone: the watch begins when one takes its time.
  if (phase_ == Phase::handling) deadline_.set_after(peer_watch_delay);
  return *monitor_;
}

void Connection::expired() {
  switch (phase_) {
    case Phase::reading: {
      timed_out_ = true;
      error_code ignored;
      socket_.cancel(ignored);
      break;
    }
    case Phase::handling:
      if (monitor_) monitor_->watch();
      break;
    case Phase::streaming:
    case Phase::upgraded:
    case Phase::closed:
      break;
    case Phase::handshake:
    case Phase::idle:
    case Phase::writing:
    case Phase::finishing:
      close();
      break;
  }
}

void Connection::drain() {
  if (phase_ == Phase::idle) close();
  if (phase_ == Phase::upgraded) cancellation_.emit(asio::cancellation_type::terminal);
  if (queue_) queue_->close();
}

void Connection::abort() {
  cut();
  cancellation_.emit(asio::cancellation_type::terminal);
}

void Connection::cut() {
  if (!open()) return;
  close();
  if (monitor_) monitor_->declare_gone();
  if (pulse_) pulse_->cancel();
}

void Connection::close() {
  phase_ = Phase::closed;
  deadline_.clear();
  error_code ignored;
  socket_.close(ignored);
}

}  // namespace kbroker::net::http
