// Sends requests over pooled connections, within their deadlines.
#include "kbroker/net/http_client.hpp"

#include <stdexcept>

#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/this_coro.hpp>

#include "client_connection.hpp"
#include "connection_slots.hpp"
#include "resolver.hpp"

namespace kbroker::net::http {

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;

namespace {

std::string pool_key(const Url& url) {
  return (url.tls ? "https://" : "http://") + to_authority(url.host, url.port);
}

Error cancelled(const Url& url) {
  return {Errc::cancelled, "the request to " + to_authority(url.host, url.port) + " was cancelled"};
}

Error late(const Url& url, std::string_view stage) {
  return {Errc::timeout,
          to_authority(url.host, url.port) + " did not answer in time (" + std::string(stage) + ")",
          "Try again; if it goes on, check the broker's status.", true};
}

}  // namespace

struct ClientPool::Impl : std::enable_shared_from_this<ClientPool::Impl> {
  Impl(ClientPoolConfig config_, LookUp look_up)
      : config(std::move(config_)),
        resolver(std::move(look_up)),
        slots(std::make_shared<ConnectionSlots>(config.max_connections_per_host, config.max_idle_per_host,
                                                config.idle_time_out)) {
    // A wrong file is a mistake of the configuration: found at start-up, not at the first request.
    if (!config.ca_file.empty()) {
      const auto context = tls();
      if (!context) throw std::runtime_error(context.error().message);
    }
  }

  const ClientPoolConfig config;
  SystemClock clock;
  Resolver resolver;
  std::shared_ptr<ConnectionSlots> slots;

  /// Made when first needed: a daemon without https pays nothing.
  Result<std::shared_ptr<TlsContext>> tls() {
    std::lock_guard lock(tls_mutex_);
    if (!tls_) {
      auto made = make_client_tls(config.ca_file);
      if (!made) return made.error();
      tls_ = std::move(*made);
    }
    return tls_;
  }

  static asio::awaitable<Result<ClientResponse>> send(std::shared_ptr<Impl> self, ClientRequest request,
                                                      Deadline deadline, std::stop_token stop) {
    const auto url = parse_url(request.url);
    if (!url) co_return url.error();
    if (const auto fault = find_fault(request)) co_return *fault;
    if (stop.stop_requested()) co_return cancelled(*url);
    if (deadline.passed(self->clock)) co_return late(*url, "before it was sent");

    std::string_view stage;
    auto outcome = co_await (self->perform(request, *url, stage) ||
                             self->clock.sleep(deadline.remaining(self->clock), stop));
    if (outcome.index() == 0) co_return std::get<0>(std::move(outcome));
    const auto state = co_await asio::this_coro::cancellation_state;
    if (stop.stop_requested() || state.cancelled() != asio::cancellation_type::none)
      co_return cancelled(*url);
    co_return late(*url, stage);
  }

 private:
  /// Runs inside send(), whose frame owns the arguments.
  asio::awaitable<Result<ClientResponse>> perform(const ClientRequest& request, const Url& url,
                                                  std::string_view& stage) {
    try {
      for (bool repeated = false;; repeated = true) {
        stage = "waiting for a free connection";
        Lease lease = co_await slots->acquire(pool_key(url), repeated);
        const bool reused = lease.connection != nullptr;
        if (!reused) {
          auto opened = co_await open(url, stage);
          if (!opened) co_return opened.error();
          lease.connection = std::move(*opened);
        }
        stage = "waiting for the answer";
        Exchange exchange = co_await lease.connection->exchange(request, url, config.max_response_bytes);
        if (exchange.response) {
          const auto executor = co_await asio::this_coro::executor;
          if (exchange.reusable) lease.keep(asio::query(executor, asio::execution::context));
          co_return std::move(*exchange.response);
        }
        if (!reused || repeated || request.method != "GET" || !exchange.nothing_arrived)
          co_return std::move(exchange.error);
      }
    } catch (const boost::system::system_error& error) {
      if (error.code() == asio::error::operation_aborted) co_return cancelled(url);
      throw;
    }
  }

  asio::awaitable<Result<std::unique_ptr<ClientConnection>>> open(const Url& url, std::string_view& stage) {
    stage = "looking up its name";
    auto endpoints = co_await resolver.resolve(url.host, url.port, config.resolve_deadline);
    if (!endpoints) co_return endpoints.error();
    stage = "connecting";
    auto connection = std::make_unique<ClientConnection>(co_await asio::this_coro::executor, url);
    auto outcome = co_await (establish(*connection, std::move(*endpoints), url.tls) ||
                             clock.sleep(config.connect_deadline));
    if (outcome.index() == 1) co_return late(url, stage);
    const auto established = std::get<0>(std::move(outcome));
    if (!established) co_return established.error();
    co_return std::move(connection);
  }

  asio::awaitable<Result<void>> establish(ClientConnection& connection, Endpoints endpoints, bool secure) {
    auto connected = co_await connection.connect(std::move(endpoints));
    if (!connected || !secure) co_return connected;
    auto context = tls();
    if (!context) co_return context.error();
    co_return co_await connection.secure(std::move(*context));
  }

  std::mutex tls_mutex_;
  std::shared_ptr<TlsContext> tls_;
};

ClientPool::ClientPool(ClientPoolConfig config)
    : impl_(std::make_shared<Impl>(std::move(config), system_look_up)) {}

ClientPool::~ClientPool() {
  impl_->slots->close_idle();
}

asio::awaitable<Result<ClientResponse>> ClientPool::send(ClientRequest request, Deadline deadline,
                                                         std::stop_token stop) {
  return Impl::send(impl_, std::move(request), deadline, std::move(stop));
}

void ClientPool::close_idle() {
  impl_->slots->close_idle();
}

}  // namespace kbroker::net::http
