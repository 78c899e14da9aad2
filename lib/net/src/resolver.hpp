// Name look-up that can be given up.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"

namespace kbroker::net {

using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

/// Blocks; an error code of getaddrinfo (netdb.h) or 0.
using LookUp = std::function<int(const std::string& host, std::uint16_t port, Endpoints& endpoints)>;
int system_look_up(const std::string& host, std::uint16_t port, Endpoints& endpoints);

/// getaddrinfo cannot be cancelled. Asio's resolver therefore lets an io_context wait for a stuck look-up
/// when it is destroyed, and queues later look-ups behind it. Here each look-up has a thread of its own that
/// nobody waits for. Any thread may call; several look-ups may run at once.
class Resolver {
 public:
  explicit Resolver(LookUp look_up = system_look_up);

  /// Addresses in numbers need no look-up. Failures: `broker_unavailable`, `timeout`; retryable.
  /// Runs on the caller's executor and can be cancelled.
  boost::asio::awaitable<Result<Endpoints>> resolve(std::string host, std::uint16_t port, Duration limit);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace kbroker::net
