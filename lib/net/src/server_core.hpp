// What the connections of a server share.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include <boost/asio/ssl/context.hpp>

#include "connection_registry.hpp"
#include "kbroker/net/http_server.hpp"
#include "router.hpp"

namespace kbroker::net::http {

struct ServerCore {
  ServerCore(ServerConfig config_, std::vector<Route> routes, std::shared_ptr<ServerObserver> observer_)
      : config(std::move(config_)),
        router(std::move(routes)),
        observer(observer_ ? std::move(observer_) : std::make_shared<ServerObserver>()) {}

  const ServerConfig config;
  const Router router;
  const std::shared_ptr<ServerObserver> observer;
  ConnectionRegistry registry;
  std::atomic<bool> draining{false};

  std::shared_ptr<boost::asio::ssl::context> tls() const {
    std::lock_guard lock(tls_mutex_);
    return tls_;
  }
  void set_tls(std::shared_ptr<boost::asio::ssl::context> context) {
    std::lock_guard lock(tls_mutex_);
    tls_ = std::move(context);
  }

 private:
  mutable std::mutex tls_mutex_;
  std::shared_ptr<boost::asio::ssl::context> tls_;
};

}  // namespace kbroker::net::http
