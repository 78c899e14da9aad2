// An HTTP server with given routes on a free port and a thread of its own.
#pragma once

#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/use_future.hpp>

#include "kbroker/net/http_server.hpp"

namespace kbroker::test {

/// Starts when constructed, drains and stops when destroyed. Handlers run on other threads than the test.
class TestServer {
 public:
  explicit TestServer(std::vector<net::http::Route> routes, net::http::ServerConfig config = {},
                      std::shared_ptr<net::http::ServerObserver> observer = nullptr, std::size_t threads = 1,
                      net::Layout layout = net::Layout::per_core)
      : runtime_(threads, layout),
        work_(runtime_.main()),
        server_(std::make_unique<net::http::Server>(runtime_, std::move(config), std::move(routes),
                                                    std::move(observer))) {
    if (const auto started = server_->start(); !started) throw std::runtime_error(started.error().message);
    thread_ = std::thread([this] { runtime_.run(); });
  }
  ~TestServer() {
    run(server_->drain(grace));
    server_.reset();
    runtime_.stop();
    thread_.join();
  }
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  std::uint16_t port() const { return server_->port(); }
  std::string url(std::string_view path = "/") const {
    return "http://127.0.0.1:" + std::to_string(port()) + std::string(path);
  }
  net::http::Server& server() { return *server_; }
  net::Runtime& runtime() { return runtime_; }
  /// Runs a coroutine on the server's first loop and waits for its result.
  template <class T>
  T run(boost::asio::awaitable<T> task) {
    return start(std::move(task)).get();
  }
  template <class T>
  std::future<T> start(boost::asio::awaitable<T> task) {
    return boost::asio::co_spawn(runtime_.main(), std::move(task), boost::asio::use_future);
  }

  /// How long running requests may take when the server goes.
  std::chrono::milliseconds grace{200};

 private:
  net::Runtime runtime_;
  boost::asio::executor_work_guard<boost::asio::any_io_executor> work_;
  std::unique_ptr<net::http::Server> server_;
  std::thread thread_;
};

}  // namespace kbroker::test
