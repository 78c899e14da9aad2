// An event loop on a thread of its own, for the client side of a test.
#pragma once

#include <future>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace kbroker::test {

class ClientLoop {
 public:
  ClientLoop() : work_(context_.get_executor()), thread_([this] { context_.run(); }) {}
  ~ClientLoop() {
    context_.stop();
    thread_.join();
  }
  template <class T>
  std::future<T> start(boost::asio::awaitable<T> task) {
    return boost::asio::co_spawn(context_, std::move(task), boost::asio::use_future);
  }
  template <class T>
  T run(boost::asio::awaitable<T> task) {
    return start(std::move(task)).get();
  }

 private:
  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  std::thread thread_;
};

}  // namespace kbroker::test
