// Notices that the other side of a connection has gone while nobody reads from it.
#include "peer_monitor.hpp"

#include <poll.h>

#include <utility>

#include <boost/asio/bind_cancellation_slot.hpp>

namespace kbroker::net::http {

namespace asio = boost::asio;

namespace {

// How often to look when unread bytes keep the socket readable and waiting would return at once.
constexpr std::chrono::milliseconds look_again{500};

}  // namespace

bool peer_closed(int descriptor) {
  pollfd entry{descriptor, POLLRDHUP, 0};
  return ::poll(&entry, 1, 0) > 0 && (entry.revents & (POLLRDHUP | POLLHUP | POLLERR | POLLNVAL)) != 0;
}

PeerMonitor::PeerMonitor(asio::ip::tcp::socket& socket) : socket_(&socket), again_(socket.get_executor()) {}

bool PeerMonitor::gone() const {
  return gone_ || !socket_ || peer_closed(socket_->native_handle());
}

void PeerMonitor::on_gone(std::function<void()> action) {
  actions_.push_back(std::move(action));
}

void PeerMonitor::watch() {
  if (watching_ || !socket_ || actions_.empty()) return;
  watching_ = true;
  if (gone()) return declare_gone();
  wait(++watch_);
}

void PeerMonitor::wait(unsigned watch) {
  socket_->async_wait(asio::ip::tcp::socket::wait_read,
                      asio::bind_cancellation_slot(
                          end_wait_.slot(), [self = shared_from_this(), watch](boost::system::error_code ec) {
                            if (ec != asio::error::operation_aborted) self->look(watch);
                          }));
}

void PeerMonitor::look(unsigned watch) {
  if (watch != watch_ || !watching_) return;
  if (gone()) return declare_gone();
  again_.expires_after(look_again);
  again_.async_wait([self = shared_from_this(), watch](boost::system::error_code ec) {
    if (!ec) self->look(watch);
  });
}

void PeerMonitor::forget() {
  actions_.clear();
  if (!watching_) return;
  watching_ = false;
  ++watch_;
  end_wait_.emit(asio::cancellation_type::terminal);
  again_.cancel();
}

void PeerMonitor::declare_gone() {
  gone_ = true;
  const auto actions = std::exchange(actions_, {});
  forget();
  for (const auto& action : actions) action();
}

void PeerMonitor::stop() {
  forget();
  socket_ = nullptr;
}

}  // namespace kbroker::net::http
