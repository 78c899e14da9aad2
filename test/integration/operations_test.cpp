// Health, readiness, metrics, the page, authorization, several threads.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

#include <unistd.h>

#include "daemon_fixture.hpp"
#include "descriptors.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"

using namespace kbroker;

TEST_CASE("health, readiness, metrics and the page are served") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  CHECK(test::json_of(caller.get(daemon.base() + "/healthz")).at("status").as_string() == "ok");
  const auto ready = caller.get(daemon.base() + "/readyz");
  CHECK(ready.status == 200);
  CHECK(test::json_of(ready).at("mode").as_string() == "demo");
  CHECK(test::json_of(ready).at("brokers").as_array().size() == 2);
  daemon.call(caller, "get_stock_price", {{"stock_code", "005930"}});
  const auto metrics = caller.get(daemon.base() + "/metrics").body;
  for (const char* line :
       {"kbroker_http_requests_total{", "kbroker_tool_calls_total{", "tool=\"get_stock_price\"",
        "kbroker_cache_events_total{", "kbroker_upstream_requests_total{",
        "kbroker_tool_duration_seconds_bucket{", "kbroker_breaker_state{", "kbroker_token_issues_total{",
        "kbroker_sessions", "kbroker_streams"}) {
    INFO(line);
    CHECK(metrics.find(line) != std::string::npos);
  }
  const auto page = caller.get(daemon.base() + "/");
  CHECK(page.body.find("simulated figures, not real") != std::string::npos);
  CHECK(page.header("Content-Security-Policy"));
}

namespace {

/// What is logged while it lives.
class CapturedLog {
 public:
  struct Line {
    std::string name;
    boost::json::object fields;
  };
  explicit CapturedLog(log::Level least) {
    log::set_sink([this](const log::Event& event) { keep(event); }, least);
  }
  ~CapturedLog() { log::set_sink({}, log::Level::error); }
  std::vector<Line> named(std::string_view name) {
    const std::scoped_lock lock(mutex_);
    std::vector<Line> found;
    for (const auto& line : lines_)
      if (line.name == name) found.push_back(line);
    return found;
  }

 private:
  void keep(const log::Event& event) {
    boost::json::object fields;
    for (const auto& field : event.fields) fields[field.name] = field.value;
    const std::scoped_lock lock(mutex_);
    lines_.push_back({std::string(event.name), std::move(fields)});
  }
  std::mutex mutex_;
  std::vector<Line> lines_;
};

}  // namespace

TEST_CASE("the log follows a request and its session without giving the session away") {
  CapturedLog captured(log::Level::debug);
  std::string session;
  {
    test::RunningDaemon daemon;
    test::HttpCaller caller;
    const auto opened = caller.send(
        "POST", daemon.base() + "/mcp",
        {{"Content-Type", "application/json"}, {"Accept", "application/json, text/event-stream"}},
        R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})");
    session = opened.header("Mcp-Session-Id").value_or("");
    REQUIRE(session.size() > 8);
    caller.send(
        "POST", daemon.base() + "/mcp",
        {{"Content-Type", "application/json"},
         {"Accept", "application/json, text/event-stream"},
         {"Mcp-Session-Id", session}},
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_stock_price","arguments":{"stock_code":"999999"}}})");
    caller.get(daemon.base() + "/healthz");
  }
  const auto requests = captured.named("http.request");
  REQUIRE(requests.size() == 3);
  for (const auto& line : requests) {
    CHECK(line.fields.at("status").to_number<int>() == 200);
    CHECK(to_json_text(line.fields).find(session) == std::string::npos);
  }
  CHECK(requests[0].fields.at("session").as_string() == session.substr(0, 8));  // opened by the answer
  CHECK(requests[1].fields.at("session").as_string() == session.substr(0, 8));
  CHECK(requests[2].fields.at("session").as_string().empty());
  CHECK(requests[2].fields.at("path").as_string() == "/healthz");
  const auto failures = captured.named("tool.failed");
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].fields.at("request") == requests[1].fields.at("request"));
  CHECK(failures[0].fields.at("code").as_string() == "unknown_symbol");
}

TEST_CASE("a daemon with a token file lets nobody in without the token") {
  const auto file = std::filesystem::temp_directory_path() / ("kbroker-token-" + std::to_string(::getpid()));
  const std::string token = "0123456789abcdef0123456789abcdef";
  std::ofstream(file) << "tester mcp:read never sha256:" << sha256_hex(token) << '\n';
  auto settings = test::demo_settings();
  settings.server.bearer_token_file = file.string();
  {
    test::RunningDaemon daemon(settings);
    test::HttpCaller caller;
    const auto refused = daemon.modern(caller, "tools/list", {});
    CHECK(refused.status == 401);
    CHECK(refused.header("WWW-Authenticate"));
    CHECK(daemon.modern(caller, "tools/list", {}, {{"Authorization", "Bearer wrong-token-wrong-token"}})
              .status == 401);
    CHECK(daemon.modern(caller, "tools/list", {}, {{"Authorization", "Bearer " + token}}).status == 200);
    CHECK(caller.get(daemon.base() + "/healthz").status == 200);
  }
  std::filesystem::remove(file);
}

TEST_CASE("OAuth is configured as a whole, and then an address others can reach is served") {
  auto settings = test::demo_settings();
  settings.server.listen = "0.0.0.0:0";
  settings.oauth.issuer = "https://login.example";
  settings.oauth.jwks_url = "https://login.example/jwks";
  CHECK_THROWS_WITH(test::RunningDaemon(settings), Catch::Matchers::ContainsSubstring("go together"));
  settings.oauth.resource = "https://mcp.example/mcp";
  test::RunningDaemon daemon(settings);
  test::HttpCaller caller;
  CHECK(daemon.modern(caller, "tools/list", {}).status == 401);
  const auto metadata = caller.get(daemon.base() + "/.well-known/oauth-protected-resource/mcp");
  CHECK(test::json_of(metadata).at("authorization_servers").at(0) == "https://login.example");
}

TEST_CASE("an address others can reach is refused without a token") {
  auto settings = test::demo_settings();
  settings.server.listen = "0.0.0.0:0";
  CHECK_THROWS_WITH(test::RunningDaemon(settings),
                    Catch::Matchers::ContainsSubstring("refusing to listen on 0.0.0.0:0"));
  settings.server.insecure_no_auth = true;
  CHECK_NOTHROW(test::RunningDaemon(settings));
}

TEST_CASE("many clients on several threads get right answers and nothing stays open") {
  const auto before = test::open_descriptors();
  {
    auto settings = test::demo_settings();
    test::RunningDaemon daemon(settings, 2);
    std::vector<std::thread> clients;
    std::atomic<int> good{0};
    for (int i = 0; i < 8; ++i)
      clients.emplace_back([&] {
        test::HttpCaller caller;
        for (int n = 0; n < 20; ++n) {
          const auto envelope =
              daemon.call(caller, "get_stock_price", {{"stock_code", n % 2 ? "005930" : "000660"}});
          if (envelope.at("success").as_bool()) ++good;
        }
      });
    for (auto& client : clients) client.join();
    CHECK(good == 160);
  }
  CHECK(test::open_descriptors() == before);
}
