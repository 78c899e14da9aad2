// One client connection: connects, secures, exchanges a request for a response.
#include "client_connection.hpp"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>

namespace kbroker::net::http {

namespace asio = boost::asio;
namespace beast_http = boost::beast::http;
using asio::redirect_error;
using asio::use_awaitable;
using boost::system::error_code;

namespace {

constexpr const char* try_later = "Try again; if it goes on, check the broker's status.";

bool closed_by_peer(const error_code& ec) {
  return ec == asio::error::eof || ec == asio::error::connection_reset || ec == asio::error::broken_pipe ||
         ec == asio::error::connection_aborted || ec == asio::ssl::error::stream_truncated ||
         ec == beast_http::error::end_of_stream;
}

Error connect_error(const std::string& peer, const error_code& ec) {
  if (ec == asio::error::connection_refused)
    return {Errc::broker_unavailable, "the connection to " + peer + " was refused",
            "Check that the service runs and that the port is right.", true};
  if (ec == asio::error::connection_reset)
    return {Errc::broker_unavailable, "the connection to " + peer + " was reset", try_later, true};
  if (ec == asio::error::timed_out)
    return {Errc::timeout, "the connection to " + peer + " timed out", try_later, true};
  return {Errc::broker_unavailable, "cannot connect to " + peer + ": " + ec.message(),
          "Check the network connection.", true};
}

Error exchange_error(const std::string& peer, const error_code& ec, bool answer_begun, std::size_t limit) {
  if (ec == beast_http::error::body_limit || ec == beast_http::error::header_limit)
    return {Errc::broker_unavailable,
            "the answer of " + peer + " is larger than the " + std::to_string(limit) + " bytes accepted"};
  if (answer_begun && (closed_by_peer(ec) || ec == beast_http::error::partial_message))
    return {Errc::broker_unavailable, "the answer of " + peer + " was cut off", try_later, true};
  if (ec == asio::error::connection_reset || ec == asio::error::broken_pipe)
    return {Errc::broker_unavailable, "the connection to " + peer + " was reset", try_later, true};
  if (closed_by_peer(ec))
    return {Errc::broker_unavailable, peer + " closed the connection without an answer", try_later, true};
  if (ec.category() == beast_http::make_error_code(beast_http::error::bad_version).category())
    return {Errc::broker_unavailable, "the answer of " + peer + " is not well-formed HTTP"};
  return {Errc::broker_unavailable, "the exchange with " + peer + " failed: " + ec.message(), try_later,
          true};
}

Error tls_error(const std::string& peer, SSL* ssl, const error_code& ec) {
  const long verdict = SSL_get_verify_result(ssl);
  if (verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH)
    return {Errc::broker_unavailable, "the certificate of " + peer + " is for another name",
            "Check the host in the configuration; do not send credentials to this server."};
  if (verdict != X509_V_OK)
    return {Errc::broker_unavailable,
            "the certificate of " + peer + " is not trusted: " + X509_verify_cert_error_string(verdict),
            "Check the machine's certificate authorities and clock."};
  if (closed_by_peer(ec))
    return {Errc::broker_unavailable, peer + " closed the connection during the TLS handshake", try_later,
            true};
  return {Errc::broker_unavailable, "the TLS handshake with " + peer + " failed: " + ec.message()};
}

}  // namespace

ClientConnection::ClientConnection(const asio::any_io_executor& executor, const Url& url)
    : socket_(executor), host_(url.host), peer_(to_authority(url.host, url.port)) {}

asio::awaitable<Result<void>> ClientConnection::connect(Endpoints endpoints) {
  error_code ec;
  co_await asio::async_connect(socket_, endpoints, redirect_error(use_awaitable, ec));
  if (ec) co_return connect_error(peer_, ec);
  error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  co_return Result<void>();
}

asio::awaitable<Result<void>> ClientConnection::secure(std::shared_ptr<TlsContext> context) {
  context_ = std::move(context);
  tls_ = std::make_unique<asio::ssl::stream<asio::ip::tcp::socket&>>(socket_, *context_);
  SSL* ssl = tls_->native_handle();
  X509_VERIFY_PARAM* expected = SSL_get0_param(ssl);
  error_code not_numeric;
  asio::ip::make_address(host_, not_numeric);
  if (not_numeric) {
    X509_VERIFY_PARAM_set_hostflags(expected, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    X509_VERIFY_PARAM_set1_host(expected, host_.c_str(), host_.size());
    SSL_set_tlsext_host_name(ssl, host_.c_str());
  } else {
    // Server Name Indication knows names only (RFC 6066, section 3).
    X509_VERIFY_PARAM_set1_ip_asc(expected, host_.c_str());
  }
  error_code ec;
  co_await tls_->async_handshake(asio::ssl::stream_base::client, redirect_error(use_awaitable, ec));
  if (ec) co_return tls_error(peer_, ssl, ec);
  co_return Result<void>();
}

asio::awaitable<Exchange> ClientConnection::exchange(const ClientRequest& request, const Url& url,
                                                     std::size_t max_response_bytes) {
  Exchange result;
  const std::string head = format_request_head(request, url);
  if (tls_)
    co_await transfer(*tls_, head, request, max_response_bytes, result);
  else
    co_await transfer(socket_, head, request, max_response_bytes, result);
  co_return result;
}

template <class Stream>
asio::awaitable<void> ClientConnection::transfer(Stream& stream, const std::string& head,
                                                 const ClientRequest& request, std::size_t max_response_bytes,
                                                 Exchange& result) {
  error_code write_error;
  const std::array<asio::const_buffer, 2> message{asio::buffer(head), asio::buffer(request.body)};
  co_await asio::async_write(stream, message, redirect_error(use_awaitable, write_error));
  // A server may answer and close before it has read a whole body: its answer counts more than the write.
  for (;;) {
    beast_http::response_parser<beast_http::string_body> parser;
    parser.header_limit(64 * 1024);
    parser.body_limit(max_response_bytes);
    parser.skip(request.method == "HEAD");
    error_code ec;
    co_await beast_http::async_read(stream, buffer_, parser, redirect_error(use_awaitable, ec));
    if (ec) {
      const bool answer_begun = parser.got_some() || buffer_.size() > 0;
      result.nothing_arrived = !answer_begun && closed_by_peer(ec);
      result.error = exchange_error(peer_, ec, answer_begun, max_response_bytes);
      co_return;
    }
    const auto& message_read = parser.get();
    if (message_read.result_int() / 100 == 1) continue;  // interim answers say nothing we wait for
    ClientResponse response;
    response.status = message_read.result_int();
    for (const auto& field : message_read)
      response.headers.emplace_back(std::string(field.name_string()), std::string(field.value()));
    response.body = std::move(parser.get().body());
    result.response = std::move(response);
    result.reusable = !write_error && parser.keep_alive() && buffer_.size() == 0;
    co_return;
  }
}

bool ClientConnection::fit_for_reuse() {
  pollfd entry{socket_.native_handle(), POLLIN | POLLRDHUP, 0};
  return socket_.is_open() && ::poll(&entry, 1, 0) == 0;
}

}  // namespace kbroker::net::http
