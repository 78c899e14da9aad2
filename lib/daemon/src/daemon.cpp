// The composition: every component, in the order they depend on one another.
#include "kbroker/daemon/daemon.hpp"

#include <algorithm>
#include <utility>

#include "compose.hpp"
#include "endpoints.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/kis/kis_broker.hpp"
#include "kbroker/kiwoom/kiwoom_broker.hpp"
#include "kbroker/net/http_client.hpp"
#include "kbroker/tools/tools.hpp"
#include "observers.hpp"
#include "request_log.hpp"

namespace kbroker::daemon {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

/// Downloads for the master loader, through the pool the brokers use.
asio::awaitable<Result<std::string>> download(net::http::Transport& transport, Clock& clock,
                                              std::string url) {
  net::http::ClientRequest request("GET", std::move(url));
  auto response = co_await transport.send(std::move(request), Deadline::after(clock, 60s));
  if (response.has_error()) co_return response.error();
  if (response->status != 200)
    co_return Error(Errc::broker_unavailable,
                    "the master file server answered HTTP " + std::to_string(response->status),
                    "It is tried again later.", true);
  co_return std::move(response->body);
}

/// Asks for tokens early, so that the first user does not wait and readiness tells the truth. Unreachable:
/// again later, ever more rarely; without end, because nobody sends calls to a daemon that is not ready.
asio::awaitable<void> warm_up(broker::Gateway& gateway, Clock& clock, broker::BrokerId id,
                              broker::Environment environment) {
  for (auto wait = 60s;; wait = std::min(wait * 2, 900s)) {
    const auto ready = co_await gateway.authenticate(id, environment, {Deadline::after(clock, 30s)});
    if (!ready.has_error()) co_return;
    log::warning("broker.not_ready", ready.error().message,
                 {{"broker", broker::to_string(id)},
                  {"environment", broker::to_string(environment)},
                  {"code", to_string(ready.error().code)},
                  {"hint", ready.error().hint}});
    // Only the operator can mend a refused key; a refusal for pacing passes.
    if (ready.error().code == Errc::auth_failed && !ready.error().retryable) co_return;
    if (!co_await clock.sleep(wait)) co_return;
  }
}

}  // namespace

struct Daemon::Impl {
  Impl(net::Runtime& runtime_, config::Settings settings_, std::string version_)
      : runtime(runtime_),
        settings(std::move(settings_)),
        version(std::move(version_)),
        metrics(version),
        tasks(runtime.main()) {}

  net::Runtime& runtime;
  config::Settings settings;
  std::string version;
  SystemClock clock;
  SecureRandom random;
  telemetry::Metrics metrics;
  TaskGroup tasks;
  std::shared_ptr<net::http::ClientPool> transport = std::make_shared<net::http::ClientPool>();
  std::unique_ptr<catalog::MasterLoader> master;
  std::shared_ptr<const catalog::ApiSearch> apis;
  std::unique_ptr<sim::Simulator> simulator;
  std::unique_ptr<broker::Gateway> gateway;
  std::unique_ptr<tools::Services> services;
  std::shared_ptr<mcp::Registry> registry = std::make_shared<mcp::Registry>();
  std::unique_ptr<mcp::Server> mcp_server;
  std::unique_ptr<net::http::Server> http_server;

  Result<void> load_catalogue();
  Result<std::vector<std::shared_ptr<broker::Broker>>> make_brokers();
  void make_gateway(std::vector<std::shared_ptr<broker::Broker>> brokers);
  Result<void> serve();
  Result<void> make_mcp_server();
  /// What runs beside the service: master files, early tokens.
  void spawn_background();
  std::string mode() const;
};

std::string Daemon::Impl::mode() const {
  return std::string(tools::mode_of(*gateway, settings.demo));
}

Result<void> Daemon::Impl::load_catalogue() {
  auto catalogue = catalog::ApiCatalogue::embedded();
  if (!settings.catalog.path.empty()) {
    auto loaded = catalog::ApiCatalogue::load(settings.catalog.path);
    if (loaded.has_error()) return loaded.error();
    catalogue = std::move(*loaded);
    log::info("catalog.load", "API catalogue read from a file",
              {{"path", settings.catalog.path}, {"apis", std::to_string(catalogue->size())}});
  }
  apis = std::make_shared<const catalog::ApiSearch>(std::move(catalogue));
  return {};
}

Result<std::vector<std::shared_ptr<broker::Broker>>> Daemon::Impl::make_brokers() {
  const auto observer = observe_upstream(metrics);
  std::vector<std::shared_ptr<broker::Broker>> brokers;
  if (settings.demo) {
    simulator = std::make_unique<sim::Simulator>(runtime, sim_options(settings), master->current(),
                                                 catalog::ApiCatalogue::embedded(), clock);
    if (auto started = simulator->start(); started.has_error()) return started.error();
    auto kis = simulated_broker(settings, simulator->base_url("/kis/real"), sim::demo_account);
    auto kiwoom = simulated_broker(settings, simulator->base_url("/kiwoom/real"), {});
    brokers.push_back(kis::make_kis_broker(std::move(kis), transport, clock, random, observer));
    brokers.push_back(kiwoom::make_kiwoom_broker(std::move(kiwoom), transport, clock, random, observer));
  } else {
    if (has_credentials(settings.kis))
      brokers.push_back(
          kis::make_kis_broker(broker_config(settings, settings.kis), transport, clock, random, observer));
    if (has_credentials(settings.kiwoom))
      brokers.push_back(kiwoom::make_kiwoom_broker(broker_config(settings, settings.kiwoom), transport, clock,
                                                   random, observer));
  }
  // The default broker answers when a call does not say; it goes first.
  for (std::size_t i = 1; i < brokers.size(); ++i)
    if (broker::to_string(brokers[i]->id()) == settings.default_broker) std::swap(brokers[0], brokers[i]);
  return brokers;
}

void Daemon::Impl::make_gateway(std::vector<std::shared_ptr<broker::Broker>> brokers) {
  const auto first = brokers.empty() ? broker::BrokerId::kis : brokers.front()->id();
  gateway = std::make_unique<broker::Gateway>(runtime.next(), gateway_config(settings), std::move(brokers),
                                              clock, observe_gateway(metrics));
  services = std::make_unique<tools::Services>(
      tools::Services{*gateway, *master, clock, settings.demo, settings.mask_account, version, first, apis});
  tools::register_all(*registry, *services);
  if (std::ranges::find(settings.toolsets, tools::kis_compat_toolset) != settings.toolsets.end())
    tools::register_kis_compat(*registry, *services);
  metrics.on_scrape([this](telemetry::Metrics& target) {
    const auto cache = gateway->cache_stats();
    target.cache_size(static_cast<double>(cache.entries), static_cast<double>(cache.bytes));
    for (const auto& status : gateway->status()) {
      target.breaker_state(broker::to_string(status.broker), broker::to_string(status.environment),
                           status.breaker_state);
      if (status.token_expires)
        target.token_seconds_left(
            broker::to_string(status.broker), broker::to_string(status.environment),
            std::chrono::duration<double>(*status.token_expires - clock.wall()).count());
    }
  });
}

Result<void> Daemon::Impl::make_mcp_server() {
  auto options = mcp_options(settings, version, transport);
  if (options.has_error()) return options.error();
  mcp_server = std::make_unique<mcp::Server>(runtime.main(), std::move(*options), registry, clock, random,
                                             observe_mcp(metrics));
  return {};
}

void Daemon::Impl::spawn_background() {
  if (master_config(settings).download) tasks.spawn("master.refresh", master->run());
  for (const auto& status : gateway->status())
    tasks.spawn("broker.warm_up", warm_up(*gateway, clock, status.broker, status.environment));
}

Result<void> Daemon::Impl::serve() {
  auto http = http_config(settings);
  if (http.has_error()) return http.error();
  if (auto made = make_mcp_server(); made.has_error()) return made;
  auto routes = mcp_server->routes("/mcp");
  for (auto& route : operation_routes({*gateway, *master, metrics, version, mode()}))
    routes.push_back(std::move(route));
  http_server = std::make_unique<net::http::Server>(
      runtime, std::move(*http), with_request_log(std::move(routes)), observe_http(metrics));
  return http_server->start();
}

Daemon::Daemon(net::Runtime& runtime, config::Settings settings, std::string version)
    : impl_(std::make_unique<Impl>(runtime, std::move(settings), std::move(version))) {}

Daemon::~Daemon() = default;

Result<void> Daemon::start(bool serve) {
  auto& self = *impl_;
  self.master = std::make_unique<catalog::MasterLoader>(
      master_config(self.settings), self.clock,
      [&self](std::string url) { return download(*self.transport, self.clock, std::move(url)); });
  if (!self.settings.demo) self.master->load_from_disk();
  if (auto loaded = self.load_catalogue(); loaded.has_error()) return loaded;
  auto brokers = self.make_brokers();
  if (brokers.has_error()) return brokers.error();
  self.make_gateway(std::move(*brokers));
  if (!serve) return {};
  if (auto listening = self.serve(); listening.has_error()) return listening;
  self.spawn_background();
  return {};
}

Result<void> Daemon::serve_stdio(int in, int out, std::function<void()> ended) {
  auto& self = *impl_;
  if (auto made = self.make_mcp_server(); made.has_error()) return made;
  self.mcp_server->serve_stdio(self.runtime.main(), in, out, std::move(ended));
  self.spawn_background();
  return {};
}

std::uint16_t Daemon::port() const {
  return impl_->http_server ? impl_->http_server->port() : 0;
}

std::string Daemon::mode() const {
  return impl_->mode();
}

std::string Daemon::url() const {
  const auto& listen = impl_->settings.server.listen;
  const auto host = listen.substr(0, listen.rfind(':'));
  const bool tls = !impl_->settings.server.tls_certificate.empty();
  return (tls ? "https://" : "http://") + host + ":" + std::to_string(port()) + "/mcp";
}

broker::Gateway& Daemon::gateway() {
  return *impl_->gateway;
}

const mcp::Registry& Daemon::registry() const {
  return *impl_->registry;
}

void Daemon::reload_tls() {
  if (!impl_->http_server || impl_->settings.server.tls_certificate.empty()) return;
  const auto reloaded = impl_->http_server->reload_tls();
  if (reloaded.has_error())
    log::error("tls.reload", reloaded.error().message, {{"hint", reloaded.error().hint}});
  else
    log::info("tls.reload", "certificate files read again");
}

asio::awaitable<void> Daemon::stop() {
  auto& self = *impl_;
  self.tasks.stop();
  if (self.mcp_server) co_await self.mcp_server->shutdown();
  if (self.http_server) co_await self.http_server->drain(self.settings.server.drain);
  if (self.gateway) co_await self.gateway->shutdown();
  co_await self.tasks.join();
  if (self.simulator) co_await self.simulator->stop();
  self.transport->close_idle();
}

}  // namespace kbroker::daemon
