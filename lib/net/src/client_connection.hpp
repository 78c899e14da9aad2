// One client connection: connects, secures, exchanges a request for a response.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>

#include "kbroker/net/http_client.hpp"
#include "kbroker/net/url.hpp"
#include "resolver.hpp"
#include "tls_context.hpp"

namespace kbroker::net::http {

/// What an exchange came to.
struct Exchange {
  std::optional<ClientResponse> response;
  Error error;                   ///< when there is no response
  bool nothing_arrived = false;  ///< the other side closed before the first byte of an answer
  bool reusable = false;         ///< another request may follow on this connection

  Exchange() = default;
};

/// Used by one coroutine at a time. Cancelling that coroutine leaves the connection fit for destruction only.
class ClientConnection {
 public:
  ClientConnection(const boost::asio::any_io_executor& executor, const Url& url);

  boost::asio::awaitable<Result<void>> connect(Endpoints endpoints);
  boost::asio::awaitable<Result<void>> secure(std::shared_ptr<TlsContext> context);
  boost::asio::awaitable<Exchange> exchange(const ClientRequest& request, const Url& url,
                                            std::size_t max_response_bytes);
  /// Gives the connected socket away; for another protocol than HTTP.
  boost::asio::ip::tcp::socket release() { return std::move(socket_); }
  /// False when the other side has closed, or has sent something nobody asked for.
  bool fit_for_reuse();

 private:
  template <class Stream>
  boost::asio::awaitable<void> transfer(Stream& stream, const std::string& head, const ClientRequest& request,
                                        std::size_t max_response_bytes, Exchange& result);

  boost::asio::ip::tcp::socket socket_;
  std::shared_ptr<TlsContext> context_;
  std::unique_ptr<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
  boost::beast::flat_buffer buffer_;
  std::string host_;
  std::string peer_;  ///< "host:port" for messages
};

/// Why a request cannot be sent as it is; nothing when it can.
std::optional<Error> find_fault(const ClientRequest& request);
/// The request line and fields.
std::string format_request_head(const ClientRequest& request, const Url& url);

}  // namespace kbroker::net::http
