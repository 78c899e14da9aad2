// mcp-conformance-server --listen HOST:PORT | --stdio: the server that the official conformance suite and the
// official clients talk to.
#include <csignal>
#include <cstdio>
#include <optional>
#include <string_view>
#include <utility>

#include <unistd.h>
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

boost::asio::awaitable<void> stop(mcp::Server& server, std::optional<net::http::Server>& http,
                                  net::Runtime& runtime) {
  co_await server.shutdown();
  if (http) co_await http->drain(std::chrono::seconds(2));
  runtime.stop();
}

mcp::ServerOptions options() {
  mcp::ServerOptions options;
  options.implementation.name = "mcp-conformance-server";
  options.implementation.title = "Conformance fixtures";
  options.implementation.version = KBROKER_VERSION;
  return options;
}

/// Without an address: one client on standard input and output.
int run(std::optional<net::http::ServerConfig> config) {
  SystemClock clock;
  SecureRandom random;
  net::Runtime runtime(2);
  auto registry = std::make_shared<mcp::Registry>();
  conformance::add_content_tools(*registry);
  conformance::add_interim_tools(*registry, clock);
  conformance::add_asking_tools(*registry);
  conformance::add_client_tools(*registry, clock);
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
  std::optional<net::http::Server> http;
  bool ending = false;  // the input may end and a signal come
  const auto end = [&] {
    if (!std::exchange(ending, true))
      boost::asio::co_spawn(runtime.main(), stop(server, http, runtime), [](std::exception_ptr) {});
  };
  if (config) {
    http.emplace(runtime, std::move(*config), server.routes());
    if (const auto started = http->start(); !started) {
      std::fprintf(stderr, "mcp-conformance-server: %s\n", started.error().message.c_str());
      return 1;
    }
  } else {
    server.serve_stdio(runtime.main(), dup(STDIN_FILENO), dup(STDOUT_FILENO), end);
  }
  boost::asio::signal_set signals(runtime.main(), SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) end();
  });
  if (http)
    std::fprintf(stderr, "mcp-conformance-server ready on http://127.0.0.1:%u/mcp\n", unsigned{http->port()});
  runtime.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  std::string_view listen = "127.0.0.1:0";
  if (argc == 2 && std::string_view(argv[1]) == "--stdio") return run(std::nullopt);
  if (argc == 3 && std::string_view(argv[1]) == "--listen") {
    listen = argv[2];
  } else if (argc != 1) {
    std::fprintf(stderr, "usage: mcp-conformance-server [--listen HOST:PORT | --stdio]\n");
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
