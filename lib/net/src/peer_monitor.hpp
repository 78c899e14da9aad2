// Notices that the other side of a connection has gone while nobody reads from it.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include "kbroker/net/http_message.hpp"

namespace kbroker::net::http {

/// True when the kernel has seen the other side's end or a reset, even behind bytes that nobody has read.
bool peer_closed(int descriptor);

/// Never reads: bytes of a next request stay where they are. Use on the connection's executor.
class PeerMonitor final : public PeerWatch, public std::enable_shared_from_this<PeerMonitor> {
 public:
  /// `socket` must stay until stop().
  explicit PeerMonitor(boost::asio::ip::tcp::socket& socket);

  bool gone() const override;
  /// Keeps `action` for a watch; watch() starts it, so that a handler that is done at once costs next to
  /// nothing.
  void on_gone(std::function<void()> action) override;
  /// Begins to watch when there is somebody to tell.
  void watch();
  /// Drops the actions and ends the watch; the monitor can be used again.
  void forget();
  /// Tells the actions now; for a connection that is cut from this side.
  void declare_gone();
  /// The socket is about to go.
  void stop();

 private:
  void wait(unsigned watch);
  void look(unsigned watch);

  boost::asio::ip::tcp::socket* socket_;
  boost::asio::steady_timer again_;
  boost::asio::cancellation_signal end_wait_;
  std::vector<std::function<void()>> actions_;
  /// Counts watches, so that what an earlier one left in the executor's queue knows that it is late.
  unsigned watch_ = 0;
  bool watching_ = false;
  bool gone_ = false;
};

}  // namespace kbroker::net::http
