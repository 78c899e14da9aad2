// Runs one coroutine to its end on an event loop of its own.
#pragma once

#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace kbroker::test {

/// Returns what the coroutine returned; throws what it threw.
template <class T>
T run(boost::asio::io_context& context, boost::asio::awaitable<T> task) {
  std::exception_ptr failure;
  if constexpr (std::is_void_v<T>) {
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr e) { failure = e; });
    context.restart();
    context.run();
    if (failure) std::rethrow_exception(failure);
  } else {
    std::optional<T> result;
    boost::asio::co_spawn(context, std::move(task), [&](std::exception_ptr e, T value) {
      failure = e;
      if (!e) result.emplace(std::move(value));
    });
    context.restart();
    context.run();
    if (failure) std::rethrow_exception(failure);
    return std::move(*result);
  }
}

template <class T>
T run(boost::asio::awaitable<T> task) {
  boost::asio::io_context context;
  return run(context, std::move(task));
}

}  // namespace kbroker::test
