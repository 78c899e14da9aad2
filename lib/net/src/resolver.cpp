// Name look-up that can be given up.
#include "resolver.hpp"

#include <netdb.h>

#include <atomic>
#include <cstring>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "kbroker/net/url.hpp"

namespace kbroker::net {

namespace asio = boost::asio;

namespace {

/// Stuck look-ups hold a thread each until the system gives them up.
constexpr int threads_at_once = 32;

/// Shared by the waiting coroutine and the thread; whichever ends first leaves it to the other.
struct Flight {
  std::mutex mutex;
  /// The coroutine's; empty when it has given up. Used under the mutex, so that its event loop is still
  /// there.
  std::shared_ptr<asio::steady_timer> waiter;
  std::optional<int> code;
  Endpoints endpoints;
};

/// Ends the thread's claim on the coroutine, also when its event loop is destroyed.
struct GiveUp {
  Flight& flight;
  explicit GiveUp(Flight& f) : flight(f) {}
  ~GiveUp() {
    std::lock_guard lock(flight.mutex);
    flight.waiter = nullptr;
  }
};

}  // namespace

struct Resolver::State {
  explicit State(LookUp look_up_) : look_up(std::move(look_up_)) {}
  LookUp look_up;
  std::atomic<int> threads{0};
};

Resolver::Resolver(LookUp look_up) : state_(std::make_shared<State>(std::move(look_up))) {}

int system_look_up(const std::string& host, std::uint16_t port, Endpoints& endpoints) {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_ADDRCONFIG;
  addrinfo* found = nullptr;
  // AI_ADDRCONFIG refuses "localhost" on a machine without a network, so it is tried without as well.
  int code = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  if (code == EAI_NONAME || code == EAI_ADDRFAMILY) {
    hints.ai_flags = 0;
    code = ::getaddrinfo(host.c_str(), nullptr, &hints, &found);
  }
  if (code != 0) return code;
  for (const addrinfo* entry = found; entry; entry = entry->ai_next) {
    asio::ip::tcp::endpoint endpoint;
    if (entry->ai_addrlen > endpoint.capacity()) continue;
    std::memcpy(endpoint.data(), entry->ai_addr, entry->ai_addrlen);
    endpoint.resize(entry->ai_addrlen);
    endpoint.port(port);
    endpoints.push_back(endpoint);
  }
  ::freeaddrinfo(found);
  return 0;
}

asio::awaitable<Result<Endpoints>> Resolver::resolve(std::string host, std::uint16_t port, Duration limit) {
  boost::system::error_code not_numeric;
  const auto address = asio::ip::make_address(host, not_numeric);
  if (!not_numeric) {
    Endpoints single(1, asio::ip::tcp::endpoint(address, port));
    co_return std::move(single);
  }

  const auto flight = std::make_shared<Flight>();
  flight->waiter = std::make_shared<asio::steady_timer>(co_await asio::this_coro::executor, limit);
  const auto timer = flight->waiter;
  const GiveUp give_up(*flight);
  if (++state_->threads > threads_at_once) {
    --state_->threads;
    co_return Error(Errc::broker_unavailable,
                    "the name " + host + " cannot be looked up: earlier look-ups hang",
                    "Check the name server.", true);
  }
  const auto work = [state = state_, flight, host, port] {
    Endpoints endpoints;
    const int code = state->look_up(host, port, endpoints);
    --state->threads;
    std::lock_guard lock(flight->mutex);
    flight->code = code;
    flight->endpoints = std::move(endpoints);
    if (flight->waiter)
      asio::post(flight->waiter->get_executor(), [waiter = flight->waiter] { waiter->cancel(); });
  };
  try {
    std::thread(work).detach();
  } catch (const std::system_error&) {
    --state_->threads;
    co_return Error(Errc::broker_unavailable, "the name " + host + " cannot be looked up: no thread is left",
                    {}, true);
  }
  boost::system::error_code ignored;
  co_await timer->async_wait(asio::redirect_error(asio::use_awaitable, ignored));

  std::lock_guard lock(flight->mutex);
  if (!flight->code)
    co_return Error(Errc::timeout, "the name " + host + " was not resolved in time", "Check the name server.",
                    true);
  if (*flight->code != 0 || flight->endpoints.empty())
    co_return Error(Errc::broker_unavailable,
                    "the name " + host + " was not resolved: " +
                        (*flight->code ? ::gai_strerror(*flight->code) : "it has no address"),
                    "Check the spelling of the host and the network connection.", true);
  co_return std::move(flight->endpoints);
}

}  // namespace kbroker::net
