// KIS over WebSocket: one connection, its three loops.
#include "kis_realtime.hpp"

#include <boost/asio/experimental/awaitable_operators.hpp>

namespace kbroker::sim {

namespace asio = boost::asio;
using asio::awaitable;

namespace {

using net::WebSocket;

/// Pings notice a client that has gone long before.
constexpr std::chrono::hours longest_silence{24};

awaitable<void> listen(WebSocket& socket, KisGuest& guest) {
  for (;;) {
    const auto message = co_await socket.receive(longest_silence);
    if (message.has_error()) co_return;
    auto answer = guest.answer(*message);
    if (answer.hang_up) co_return;
    if (answer.text.empty()) continue;
    const auto sent = co_await socket.send(std::move(answer.text));
    if (sent.has_error()) co_return;
  }
}

awaitable<void> publish(WebSocket& socket, KisGuest& guest, Clock& clock, Duration tick) {
  for (;;) {
    co_await clock.sleep(tick);
    for (auto& frame : guest.frames()) {
      const auto sent = co_await socket.send(std::move(frame));
      if (sent.has_error()) co_return;
    }
  }
}

awaitable<void> keep_alive(WebSocket& socket, KisGuest& guest, Clock& clock, Duration interval) {
  for (;;) {
    co_await clock.sleep(interval);
    auto ping = guest.ping();
    if (!ping) co_return;
    const auto sent = co_await socket.send(std::move(*ping));
    if (sent.has_error()) co_return;
  }
}

}  // namespace

KisRealtimeDesk::KisRealtimeDesk(std::uint64_t seed)
    : approvals(seed, {std::chrono::seconds(0), std::chrono::hours(24), std::chrono::hours(24), true}) {}

void KisRealtimeDesk::add(Fill fill) {
  const std::scoped_lock lock(mutex_);
  fills_.push_back(std::move(fill));
}

std::vector<Fill> KisRealtimeDesk::fills(std::size_t first) const {
  const std::scoped_lock lock(mutex_);
  first = std::min(first, fills_.size());
  return {fills_.begin() + static_cast<std::ptrdiff_t>(first), fills_.end()};
}

awaitable<void> KisRealtime::serve(WebSocket& socket) {
  using namespace asio::experimental::awaitable_operators;
  KisGuest guest(*this);
  socket.on_pong([&guest](std::string_view text) { guest.pong(text); });
  // The first that ends hangs up, without the closing handshake as KIS does.
  co_await (listen(socket, guest) || publish(socket, guest, world.clock, pace_.tick) ||
            keep_alive(socket, guest, world.clock, pace_.ping));
}

std::string KisRealtime::approval_key(const std::string& app_key) {
  return desk.approvals.issue(environment, app_key, world.clock.wall()).token;
}

bool KisRealtime::take_key(const std::string& app_key) {
  const std::scoped_lock lock(mutex_);
  return keys_in_use_.insert(app_key).second;
}

void KisRealtime::give_back_key(const std::string& app_key) {
  const std::scoped_lock lock(mutex_);
  keys_in_use_.erase(app_key);
}

}  // namespace kbroker::sim
