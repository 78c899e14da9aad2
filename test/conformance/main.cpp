// mcp-conformance-server --listen HOST:PORT: the server the official conformance suite talks to.
#include <csignal>
#include <cstdio>
#include <string_view>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>

#include "fixtures.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/net/url.hpp"

namespace {

using namespace kbroker;

boost::asio::awaitable<void> stop(mcp::Server& server, net::http::Server& http, net::Runtime& runtime) {
  co_await server.shutdown();
  co_await http.drain(std::chrono::seconds(2));
  runtime.stop();
}

mcp::ServerOptions options() {
  mcp::ServerOptions options;
  options.implementation.name = "mcp-conformance-server";
  options.implementation.title = "Conformance fixtures";
  options.implementation.version = KBROKER_VERSION;
  options.lists_change = true;
  return options;
}

int run(net::http::ServerConfig config) {
  SystemClock clock;
  SecureRandom random;
  net::Runtime runtime(2);
  auto registry = std::make_shared<mcp::Registry>();
  conformance::add_content_tools(*registry);
  conformance::add_interim_tools(*registry, clock);
  conformance::add_asking_tools(*registry);
  conformance::add_input_required_fixtures(*registry);
  conformance::add_schema_tools(*registry);
  mcp::Server* announcer = nullptr;  // the tools are there before the server is
  conformance::add_stream_tools(*registry, clock,
                                [&announcer](mcp::ListKind kind) { announcer->list_changed(kind); });
  conformance::add_task_tools(*registry, clock);
  conformance::add_resources(*registry);
  conformance::add_prompts(*registry);
  mcp::Server server(runtime.main(), options(), registry, clock, random);
  announcer = &server;
  net::http::Server http(runtime, std::move(config), server.routes());
  if (const auto started = http.start(); !started) {
    std::fprintf(stderr, "mcp-conformance-server: %s\n", started.error().message.c_str());
    return 1;
  }
  boost::asio::signal_set signals(runtime.main(), SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) boost::asio::co_spawn(runtime.main(), stop(server, http, runtime), [](std::exception_ptr) {});
  });
  std::fprintf(stderr, "mcp-conformance-server ready on http://127.0.0.1:%u/mcp\n", unsigned{http.port()});
  runtime.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::string_view listen = "127.0.0.1:0";
  if (argc == 3 && std::string_view(argv[1]) == "--listen") {
    listen = argv[2];
  } else if (argc != 1) {
    std::fprintf(stderr, "usage: mcp-conformance-server [--listen HOST:PORT]\n");
    return 2;
  }
  const auto address = net::parse_host_port(listen);
  if (!address) {
    std::fprintf(stderr, "mcp-conformance-server: --listen: %s\n", address.error().message.c_str());
    return 2;
  }
  net::http::ServerConfig config;
  config.host = address->host;
  config.port = address->port;
  return run(std::move(config));
}
