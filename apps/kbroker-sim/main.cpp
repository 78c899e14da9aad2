// The broker simulator as a program of its own.
#include <cmath>
#include <csignal>
#include <cstdio>
#include <iterator>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/catalog/symbol_master.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/net/url.hpp"
#include "kbroker/sim/simulator.hpp"

namespace {

using namespace kbroker;

enum Status { clean = 0, failed = 1, bad_usage = 2 };

Result<std::shared_ptr<const catalog::SymbolMaster>> sample_master() {
  std::vector<catalog::Symbol> symbols;
  for (const auto market : {catalog::Market::kospi, catalog::Market::kosdaq, catalog::Market::konex}) {
    auto parsed = catalog::parse_master(market, catalog::sample_master_file(market));
    if (!parsed) return parsed.error();
    std::move(parsed->symbols.begin(), parsed->symbols.end(), std::back_inserter(symbols));
  }
  return std::make_shared<const catalog::SymbolMaster>(std::move(symbols));
}

boost::asio::awaitable<void> stop(sim::Simulator& simulator, net::Runtime& runtime) {
  co_await simulator.stop();
  runtime.stop();
}

int run(sim::Options options) {
  auto master = sample_master();
  if (!master) {
    std::fprintf(stderr, "kbroker-sim: %s\n", master.error().message.c_str());
    return failed;
  }
  SystemClock clock;
  net::Runtime runtime(1);
  sim::Simulator simulator(runtime, std::move(options), *master, catalog::ApiCatalogue::embedded(), clock);
  if (const auto started = simulator.start(); !started) {
    std::fprintf(stderr, "kbroker-sim: %s. %s\n", started.error().message.c_str(),
                 started.error().hint.c_str());
    return failed;
  }
  boost::asio::signal_set signals(runtime.main(), SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (error) return;
    boost::asio::co_spawn(runtime.main(), stop(simulator, runtime), [](std::exception_ptr) {});
  });
  std::fprintf(stderr,
               "kbroker-sim %s ready on %s (/kis/real, /kis/paper, /kiwoom/real, /kiwoom/paper, /control)\n",
               KBROKER_VERSION, simulator.base_url("").c_str());
  runtime.run();
  return clean;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{
      "Speaks the KIS and Kiwoom REST interfaces with invented prices, for tests and demonstrations."};
  std::string listen = "127.0.0.1:8031";
  sim::Options options;
  app.add_option("--listen", listen, "HOST:PORT; port 0 picks a free one")->capture_default_str();
  app.add_option("--seed", options.seed, "the same seed gives the same prices")->capture_default_str();
  app.add_option("--speed", options.speed, "how fast prices move inside the day")->capture_default_str();
  app.set_version_flag("--version", std::string("kbroker-sim ") + KBROKER_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? clean : bad_usage;
  }
  const auto address = net::parse_host_port(listen);
  if (!address) {
    std::fprintf(stderr, "kbroker-sim: --listen: %s\n", address.error().message.c_str());
    return bad_usage;
  }
  if (!std::isfinite(options.speed) || options.speed < 0 || options.speed > 10'000) {
    std::fprintf(stderr, "kbroker-sim: --speed must be from 0 to 10000\n");
    return bad_usage;
  }
  options.host = address->host;
  options.port = address->port;
  return run(std::move(options));
}
