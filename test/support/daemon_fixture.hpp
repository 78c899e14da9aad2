// A whole daemon on a free loopback port, running on threads of its own.
#pragma once

#include <string>
#include <thread>

#include <boost/asio/co_spawn.hpp>
#include <boost/json/object.hpp>

#include "http_call.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/daemon/daemon.hpp"
#include "kbroker/net/runtime.hpp"

namespace kbroker::test {

inline config::Settings demo_settings() {
  config::Settings settings;
  settings.demo = true;
  settings.server.listen = "127.0.0.1:0";
  settings.server.drain = std::chrono::milliseconds(2000);
  return settings;
}

/// Stopped and joined on destruction.
class RunningDaemon {
 public:
  explicit RunningDaemon(config::Settings settings = demo_settings(), std::size_t threads = 1)
      : runtime_(threads), daemon_(runtime_, std::move(settings), "0.0.0-test") {
    const auto started = daemon_.start();
    if (started.has_error()) throw std::runtime_error(started.error().message);
    thread_ = std::thread([this] { runtime_.run(); });
  }
  ~RunningDaemon() { stop(); }

  void stop() {
    if (!thread_.joinable()) return;
    boost::asio::co_spawn(runtime_.main(), stop_all(), [](std::exception_ptr) {});
    thread_.join();
  }

  std::string base() const { return "http://127.0.0.1:" + std::to_string(daemon_.port()); }
  std::uint16_t port() const { return daemon_.port(); }

  /// A stateless tools/call of revision 2026-07-28; the result's structuredContent.
  boost::json::object call(const std::string& tool, boost::json::object arguments = {}) {
    HttpCaller caller;
    return call(caller, tool, std::move(arguments));
  }

  boost::json::object call(HttpCaller& caller, const std::string& tool, boost::json::object arguments) {
    boost::json::object params{{"name", tool}, {"arguments", std::move(arguments)}};
    const auto response = modern(caller, "tools/call", std::move(params), {{"Mcp-Name", tool}});
    return json_of(response).at("result").at("structuredContent").as_object();
  }

  net::http::ClientResponse modern(HttpCaller& caller, const std::string& method, boost::json::object params,
                                   net::http::Headers extra = {}) {
    params["_meta"] =
        boost::json::object{{"io.modelcontextprotocol/protocolVersion", "2026-07-28"},
                            {"io.modelcontextprotocol/clientCapabilities", boost::json::object()}};
    boost::json::object message{{"jsonrpc", "2.0"}, {"id", 1}, {"method", method}};
    message["params"] = std::move(params);
    net::http::Headers headers{{"Content-Type", "application/json"},
                               {"Accept", "application/json, text/event-stream"},
                               {"MCP-Protocol-Version", "2026-07-28"},
                               {"Mcp-Method", method}};
    for (auto& header : extra) headers.push_back(std::move(header));
    return caller.send("POST", base() + "/mcp", std::move(headers), to_json_text(message));
  }

 private:
  boost::asio::awaitable<void> stop_all() {
    co_await daemon_.stop();
    runtime_.stop();
  }

  net::Runtime runtime_;
  daemon::Daemon daemon_;
  std::thread thread_;
};

}  // namespace kbroker::test
