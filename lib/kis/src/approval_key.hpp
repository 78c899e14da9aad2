// The key that opens WebSocket sessions.
#pragma once

#include <memory>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/secret.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kis {

/// Kept for most of the 24 hours that it is good for opening sessions. For one coroutine.
class ApprovalKey {
 public:
  /// `config` and `clock` outlive it.
  ApprovalKey(const broker::EndpointConfig& config, std::shared_ptr<net::http::Transport> transport,
              Clock& clock);
  /// The kept one, or a new one. Failures as Transport's and those that KIS tells; never with a secret.
  boost::asio::awaitable<Result<Secret>> get();
  /// KIS knows it no more.
  void drop() { key_ = Secret(); }

 private:
  const broker::EndpointConfig& config_;
  std::shared_ptr<net::http::Transport> transport_;
  Clock& clock_;
  Secret key_;
  WallTime good_until_;
};

}  // namespace kbroker::kis
