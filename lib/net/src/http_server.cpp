// Listens, accepts, reloads certificates and drains.
#include "kbroker/net/http_server.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "connection.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/base/text.hpp"
#include "kbroker/net/url.hpp"
#include "server_core.hpp"
#include "tls_context.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

constexpr std::chrono::milliseconds accept_pause{100};
/// Visitors beyond the limit who are told so at the same time; further ones are hung up on.
constexpr std::size_t refused_at_once = 64;

bool out_of_resources(const error_code& ec) {
  return ec == asio::error::no_descriptors || ec == boost::system::errc::too_many_files_open_in_system ||
         ec == asio::error::no_buffer_space || ec == asio::error::no_memory;
}

Result<asio::ip::address> parse_bind_address(const std::string& host) {
  if (iequals(host, "localhost")) return asio::ip::address(asio::ip::address_v4::loopback());
  error_code ec;
  auto address = asio::ip::make_address(host, ec);
  if (ec)
    return Error(Errc::invalid_argument, "cannot listen on \"" + host + "\": it is not an IP address",
                 "Use 127.0.0.1, [::1], 0.0.0.0 or an address of this machine.");
  return address;
}

Error cannot_listen(const ServerConfig& config, const error_code& ec) {
  const std::string where = to_authority(config.host, config.port);
  if (ec == asio::error::address_in_use)
    return {Errc::internal, "cannot listen on " + where + ": the port is in use",
            "Stop the program that uses it, or choose another port."};
  if (ec == asio::error::access_denied)
    return {Errc::internal, "cannot listen on " + where + ": permission denied",
            "Ports below 1024 need privileges; choose a higher port."};
  if (ec == boost::system::errc::address_not_available)
    return {Errc::internal, "cannot listen on " + where + ": this machine has no such address",
            "Use 127.0.0.1, 0.0.0.0 or an address of this machine."};
  return {Errc::internal, "cannot listen on " + where + ": " + ec.message()};
}

}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(Runtime& runtime_, ServerConfig config, std::vector<Route> routes,
       std::shared_ptr<ServerObserver> observer)
      : runtime(runtime_),
        core(std::make_shared<ServerCore>(std::move(config), std::move(routes), std::move(observer))),
        acceptor(runtime.main()),
        tasks(runtime.main()) {}

  Runtime& runtime;
  std::shared_ptr<ServerCore> core;
  tcp::acceptor acceptor;
  std::uint16_t port = 0;
  SystemClock clock;
  TaskGroup tasks;

  Result<void> listen() {
    const auto address = parse_bind_address(core->config.host);
    if (!address) return address.error();
    const tcp::endpoint endpoint(*address, core->config.port);
    error_code ec;
    acceptor.open(endpoint.protocol(), ec);
    if (!ec) acceptor.set_option(tcp::acceptor::reuse_address(true), ec);
    if (!ec && endpoint.address().is_v6() && endpoint.address().is_unspecified())
      acceptor.set_option(asio::ip::v6_only(false), ec);
    if (!ec) acceptor.bind(endpoint, ec);
    if (!ec) acceptor.listen(tcp::acceptor::max_listen_connections, ec);
    if (!ec) port = acceptor.local_endpoint(ec).port();
    if (!ec) return {};
    error_code ignored;
    acceptor.close(ignored);
    return cannot_listen(core->config, ec);
  }

  static asio::awaitable<void> accept_loop(std::shared_ptr<Impl> self) {
    while (self->acceptor.is_open()) {
      error_code ec;
      auto socket = co_await self->acceptor.async_accept(self->runtime.next(),
                                                         asio::redirect_error(asio::use_awaitable, ec));
      if (ec == asio::error::operation_aborted || ec == asio::error::bad_descriptor) break;
      if (out_of_resources(ec)) {
        log::warning("http.accept.paused", "no descriptor is left for a new connection; waiting",
                     {{"error", ec.message()}, {"connections", self->core->registry.size()}});
        if (!co_await self->clock.sleep(accept_pause)) break;
      } else if (!ec) {
        self->admit(std::move(socket));
      }
    }
  }

  void admit(tcp::socket socket) {
    const std::size_t present = core->registry.size();
    const std::size_t limit = core->config.max_connections;
    const bool full = present >= limit;
    if (full) core->observer->connection_refused();
    if (present >= limit + refused_at_once) return;
    const auto connection = std::make_shared<Connection>(
        std::move(socket), core, full ? Connection::Purpose::refuse : Connection::Purpose::serve);
    core->registry.add(connection);
    // Started on its own executor, because its cancellation may only be used there.
    asio::post(connection->executor(), [connection] {
      asio::co_spawn(
          connection->executor(), Connection::run(connection),
          asio::bind_cancellation_slot(connection->cancellation_slot(), [connection](std::exception_ptr) {}));
    });
  }

  void stop_accepting() {
    core->draining = true;
    tasks.stop();
    asio::post(acceptor.get_executor(), [self = shared_from_this()] {
      error_code ignored;
      self->acceptor.close(ignored);
    });
  }

  void tell_all(void (Connection::*what)()) {
    for (auto& connection : core->registry.all()) {
      const auto executor = connection->executor();
      asio::post(executor, [connection = std::move(connection), what] { ((*connection).*what)(); });
    }
  }

  static asio::awaitable<void> drain(std::shared_ptr<Impl> self, std::chrono::milliseconds grace) {
    self->stop_accepting();
    co_await self->tasks.join();
    auto& registry = self->core->registry;
    self->tell_all(&Connection::drain);
    if (co_await registry.wait_empty(std::chrono::steady_clock::now() + grace)) co_return;
    log::warning("http.drain.cut", "requests are cut because the grace period is over",
                 {{"connections", registry.size()}});
    self->tell_all(&Connection::abort);
    while (!co_await registry.wait_empty(std::chrono::steady_clock::now() + std::chrono::seconds(5)))
      log::warning("http.drain.waiting", "request handlers do not react to cancellation",
                   {{"connections", registry.size()}});
  }
};

Server::Server(Runtime& runtime, ServerConfig config, std::vector<Route> routes,
               std::shared_ptr<ServerObserver> observer)
    : impl_(std::make_shared<Impl>(runtime, std::move(config), std::move(routes), std::move(observer))) {}

Server::~Server() {
  if (impl_->port == 0) return;
  impl_->stop_accepting();
  impl_->tell_all(&Connection::abort);
}

Result<void> Server::start() {
  if (auto loaded = reload_tls(); !loaded) return loaded.error();
  if (auto listening = impl_->listen(); !listening) return listening.error();
  impl_->tasks.spawn("http.accept", Impl::accept_loop(impl_));
  return {};
}

std::uint16_t Server::port() const {
  return impl_->port;
}

Result<void> Server::reload_tls() {
  if (!impl_->core->config.tls) return {};
  auto context = make_server_tls(*impl_->core->config.tls);
  if (!context) return context.error();
  impl_->core->set_tls(std::move(*context));
  return {};
}

asio::awaitable<void> Server::drain(std::chrono::milliseconds grace) {
  return Impl::drain(impl_, grace);
}

std::size_t Server::connections() const {
  return impl_->core->registry.size();
}

}  // namespace kbroker::net::http
