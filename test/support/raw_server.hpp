// A listening socket whose answers a test writes byte by byte.
#pragma once

#include "raw_client.hpp"

namespace kbroker::test {

class RawServer {
 public:
  RawServer() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(socket_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(socket_, 16) != 0 ||
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("cannot listen on a free port");
    port_ = ntohs(address.sin_port);
  }
  ~RawServer() { close(); }
  RawServer(const RawServer&) = delete;
  RawServer& operator=(const RawServer&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url(std::string_view path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port_) + std::string(path);
  }
  /// The next connection; throws when none comes in time.
  RawClient accept(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    if (!waiting(patience)) throw std::runtime_error("nobody connected in time");
    return RawClient::adopt(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC), std::chrono::seconds(10));
  }
  /// Whether somebody connects within `patience`.
  bool waiting(std::chrono::milliseconds patience) {
    pollfd entry{socket_, POLLIN, 0};
    return ::poll(&entry, 1, static_cast<int>(patience.count())) > 0;
  }
  /// From now on connections are refused.
  void close() {
    if (socket_ >= 0) ::close(std::exchange(socket_, -1));
  }

 private:
  int socket_;
  std::uint16_t port_ = 0;
};

}  // namespace kbroker::test
