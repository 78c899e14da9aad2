// The measured tool on lib/mcp alone: mcp-bench-server PORT TOOL.json checked|unchecked|streams
// (../README.md)
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/net/runtime.hpp"

namespace {

using namespace kbroker;
namespace asio = boost::asio;
namespace json = boost::json;

json::object read(const char* path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return json::parse(text.str()).as_object();
}

mcp::Tool price_tool(const json::object& definition, bool checked) {
  mcp::Tool tool;
  tool.name = "get_stock_price";
  tool.description = definition.at("description").as_string();
  tool.input_schema = checked ? definition.at("inputSchema").as_object() : json::object{{"type", "object"}};
  tool.annotations.read_only = true;
  tool.call = [answer = definition.at("result").at("structuredContent").as_object()](
                  mcp::CallContext&, const json::object&) -> asio::awaitable<mcp::ToolResult> {
    co_return mcp::ToolResult::json(answer);
  };
  return tool;
}

net::http::Route announce(mcp::Server& server) {
  return {"POST", "/announce", [&server](net::http::Request&) -> asio::awaitable<net::http::Response> {
            server.list_changed(mcp::ListKind::tools);
            co_return net::http::Response::json(200, "{}");
          }};
}

asio::awaitable<void> stop(mcp::Server& server, net::http::Server& http, net::Runtime& runtime) {
  co_await server.shutdown();
  co_await http.drain(std::chrono::seconds(2));
  runtime.stop();
}

int run(std::uint16_t port, const json::object& definition, bool checked) {
  SystemClock clock;
  SecureRandom random;
  net::Runtime runtime(1);
  auto registry = std::make_shared<mcp::Registry>();
  registry->add(price_tool(definition, checked));
  mcp::ServerOptions options;
  options.implementation.name = "bench";
  options.implementation.version = KBROKER_VERSION;
  options.lists_change = true;
  mcp::Server server(runtime.main(), std::move(options), registry, clock, random);
  net::http::ServerConfig config;
  config.port = port;
  auto routes = server.routes();
  routes.push_back(announce(server));
  net::http::Server http(runtime, std::move(config), std::move(routes));
  if (const auto started = http.start(); !started) {
    std::fprintf(stderr, "mcp-bench-server: %s\n", started.error().message.c_str());
    return 1;
  }
  asio::signal_set signals(runtime.main(), SIGINT, SIGTERM);
  signals.async_wait([&](boost::system::error_code error, int) {
    if (!error) asio::co_spawn(runtime.main(), stop(server, http, runtime), [](std::exception_ptr) {});
  });
  runtime.run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  if (argc != 4) {
    std::fprintf(stderr, "usage: mcp-bench-server PORT TOOL.json checked|unchecked|streams\n");
    return 2;
  }
  return run(static_cast<std::uint16_t>(std::atoi(argv[1])), read(argv[2]),
             argv[3] != std::string_view("unchecked"));
}
