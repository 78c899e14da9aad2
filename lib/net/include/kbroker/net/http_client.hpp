// The HTTP/1.1 client: pooled connections, verified TLS, deadlines.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"

namespace kbroker::net::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct ClientRequest {
  std::string method = "GET";
  /// Absolute: "https://host:port/path?query" or "http://…".
  std::string url;
  Headers headers;
  /// Sent with Content-Length, never chunked.
  std::string body;

  ClientRequest() = default;
  ClientRequest(std::string method_, std::string url_, Headers headers_ = {}, std::string body_ = {})
      : method(std::move(method_)),
        url(std::move(url_)),
        headers(std::move(headers_)),
        body(std::move(body_)) {}
};

struct ClientResponse {
  unsigned status = 0;
  Headers headers;
  std::string body;

  ClientResponse() = default;
  /// First field of that name in any case.
  std::optional<std::string_view> header(std::string_view name) const;
};

struct ClientPoolConfig {
  std::size_t max_connections_per_host = 8;
  std::size_t max_idle_per_host = 4;
  std::size_t max_response_bytes = 16 * 1024 * 1024;
  std::chrono::milliseconds resolve_deadline{3'000};
  std::chrono::milliseconds connect_deadline{5'000};
  std::chrono::milliseconds idle_time_out{30'000};
  /// PEM file with further certificate authorities; the system's own are always trusted.
  std::string ca_file;
};

/// What brokers send requests through. Tests may replace it.
class Transport {
 public:
  virtual ~Transport() = default;
  /// Every HTTP status is a success here. Failures: `broker_unavailable` (name not resolved, refused, reset,
  /// TLS: the message says which and names the host), `timeout`, `cancelled`, `invalid_argument` (bad URL).
  /// Errors never contain headers, bodies or query strings. `deadline` is of the system's steady clock.
  virtual boost::asio::awaitable<Result<ClientResponse>> send(ClientRequest request, Deadline deadline,
                                                              std::stop_token stop = {}) = 0;
};

/// Keep-alive pool. A request on a reused connection that the other side closed meanwhile is repeated once on
/// a new one if nothing of an answer had arrived and the method is GET. send() runs on the caller's executor,
/// which must be serial; the pool may be used from several executors at once, and connections are reused on
/// the event loop they were made on. Certificates are verified (chain and name), TLS is 1.2 at least.
/// `retryable` is true for failures that can pass; a certificate that does not fit is not one of them.
class ClientPool final : public Transport {
 public:
  /// Throws std::runtime_error when `ca_file` cannot be used.
  explicit ClientPool(ClientPoolConfig config = {});
  ~ClientPool() override;
  boost::asio::awaitable<Result<ClientResponse>> send(ClientRequest request, Deadline deadline,
                                                      std::stop_token stop = {}) override;
  /// Closes idle connections; for shutdown.
  void close_idle();

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kbroker::net::http
