// Knows the live connections of a server.
#include "connection_registry.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kbroker::net::http {

namespace asio = boost::asio;

void ConnectionRegistry::add(const std::shared_ptr<Connection>& connection) {
  std::lock_guard lock(mutex_);
  connections_.emplace(connection.get(), connection);
}

void ConnectionRegistry::remove(const Connection* connection) {
  std::lock_guard lock(mutex_);
  connections_.erase(connection);
  if (!connections_.empty()) return;
  for (auto& timer : std::exchange(waiters_, {}))
    asio::post(timer->get_executor(), [timer] { timer->cancel(); });
}

std::size_t ConnectionRegistry::size() const {
  std::lock_guard lock(mutex_);
  return connections_.size();
}

std::vector<std::shared_ptr<Connection>> ConnectionRegistry::all() const {
  std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Connection>> result;
  result.reserve(connections_.size());
  for (const auto& [key, weak] : connections_)
    if (auto connection = weak.lock()) result.push_back(std::move(connection));
  return result;
}

asio::awaitable<bool> ConnectionRegistry::wait_empty(std::chrono::steady_clock::time_point limit) {
  const auto timer = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, limit);
  {
    std::lock_guard lock(mutex_);
    if (connections_.empty()) co_return true;
    waiters_.push_back(timer);
  }
  boost::system::error_code ignored;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  std::lock_guard lock(mutex_);
  std::erase(waiters_, timer);
  co_return connections_.empty();
}

}  // namespace kbroker::net::http
