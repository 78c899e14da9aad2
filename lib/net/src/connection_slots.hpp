// Limits connections per host and keeps idle ones for the next request.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include "client_connection.hpp"

namespace kbroker::net::http {

class ConnectionSlots;

/// One place among the connections to a host, with an idle connection when there was one.
class Lease {
 public:
  Lease(std::shared_ptr<ConnectionSlots> slots, std::string host, std::unique_ptr<ClientConnection> idle);
  Lease(Lease&& other) noexcept = default;
  Lease& operator=(Lease&&) = delete;
  ~Lease();
  /// Gives the connection back for others to use; otherwise it is closed.
  void keep(boost::asio::execution_context& context);

  std::unique_ptr<ClientConnection> connection;

 private:
  std::shared_ptr<ConnectionSlots> slots_;
  std::string host_;
};

/// Any thread may call every function. A connection is only reused on the event loop it was made on, and its
/// loop closes it when the loop is destroyed first.
class ConnectionSlots : public std::enable_shared_from_this<ConnectionSlots> {
 public:
  ConnectionSlots(std::size_t per_host, std::size_t idle_per_host, std::chrono::milliseconds idle_time_out)
      : per_host_(per_host), idle_per_host_(idle_per_host), idle_time_out_(idle_time_out) {}

  /// Waits, first come first served, until the host has a place. `fresh`: without an idle connection.
  boost::asio::awaitable<Lease> acquire(std::string host, bool fresh);
  void close_idle();

 private:
  friend class Lease;
  class LoopWatch;
  using Time = std::chrono::steady_clock::time_point;

  struct Idle {
    std::unique_ptr<ClientConnection> connection;
    boost::asio::execution_context* loop;
    Time since;
  };
  struct Waiter {
    boost::asio::execution_context* loop = nullptr;
    std::shared_ptr<boost::asio::steady_timer> wake;
    bool granted = false;
    std::unique_ptr<ClientConnection> connection;  ///< when one on the waiter's loop came with the place
  };
  struct Host {
    std::size_t open = 0;  ///< in use and idle
    std::vector<Idle> idle;
    std::deque<std::shared_ptr<Waiter>> waiters;
  };
  struct Waiting;

  void forget_loop(boost::asio::execution_context& loop);
  void give_back(const std::string& host, std::unique_ptr<ClientConnection> connection,
                 boost::asio::execution_context* loop);
  /// The functions below expect the lock.
  void release_place(Host& host, std::unique_ptr<ClientConnection> connection,
                     boost::asio::execution_context* loop);
  template <class Predicate>
  void close_idle_if(Predicate predicate);
  std::unique_ptr<ClientConnection> take_idle(Host& host, boost::asio::execution_context& loop);

  const std::size_t per_host_;
  const std::size_t idle_per_host_;
  const std::chrono::milliseconds idle_time_out_;
  std::mutex mutex_;
  std::map<std::string, Host> hosts_;
};

}  // namespace kbroker::net::http
