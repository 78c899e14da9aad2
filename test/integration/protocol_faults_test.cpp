// Bad input from clients, over the wire: each gets a clear answer and the daemon stays up.
#include <catch2/catch_test_macros.hpp>

#include "daemon_fixture.hpp"
#include "descriptors.hpp"
#include "raw_client.hpp"
#include "simulator_fixture.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
namespace json = boost::json;

namespace {

const net::http::Headers json_headers{{"Content-Type", "application/json"},
                                      {"Accept", "application/json, text/event-stream"}};

std::string open_session(test::HttpCaller& caller, const test::RunningDaemon& daemon) {
  const auto opened = caller.send(
      "POST", daemon.base() + "/mcp", json_headers,
      R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})");
  return std::string(opened.header("Mcp-Session-Id").value_or(""));
}

std::int64_t error_code(const net::http::ClientResponse& response) {
  return test::json_of(response).at("error").at("code").as_int64();
}

/// What a client of revision 2026-07-28 sends to ask for a price.
const std::string price_call =
    R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_stock_price","arguments":{"stock_code":"005930"},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})";

std::string price_request(const std::string& body = price_call) {
  return "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
         "Accept: application/json, text/event-stream\r\nMCP-Protocol-Version: 2026-07-28\r\n"
         "Mcp-Method: tools/call\r\nMcp-Name: get_stock_price\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n\r\n" + body;
}

config::Settings impatient() {
  auto settings = test::demo_settings();
  settings.server.header_deadline = settings.server.body_deadline = 150ms;
  return settings;
}

}  // namespace

TEST_CASE("bad messages are refused with the right code and the daemon stays up") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const auto url = daemon.base() + "/mcp";
  auto headers = json_headers;
  headers.emplace_back("Mcp-Session-Id", open_session(caller, daemon));
  const auto post = [&](std::string body) { return caller.send("POST", url, headers, std::move(body)); };

  SECTION("not JSON") {
    for (const char* body :
         {"", "{", "nonsense", "\xFF\xFE", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\xC3\x28\"}"}) {
      const auto response = post(body);
      CHECK(response.status == 400);
      CHECK(error_code(response) == -32700);
    }
  }
  SECTION("deep nesting is refused, not recursed into") {
    const auto response = post(std::string(100'000, '['));
    CHECK(response.status == 400);
  }
  SECTION("wrong JSON-RPC") {
    for (const char* body :
         {R"({"id":1,"method":"ping"})", R"({"jsonrpc":"1.0","id":1,"method":"ping"})", "[]", "3",
          R"({"jsonrpc":"2.0"})", R"({"jsonrpc":"2.0","id":null,"method":"ping"})"}) {
      INFO(body);
      const auto response = post(body);
      CHECK(response.status == 400);
      CHECK(error_code(response) == -32600);
    }
  }
  SECTION("unknown method and tool") {
    CHECK(error_code(post(R"({"jsonrpc":"2.0","id":1,"method":"no/such"})")) == -32601);
    const auto tool =
        post(R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_stock_prise"}})");
    CHECK(error_code(tool) == -32602);
    CHECK(tool.body.find("get_stock_price") != std::string::npos);
  }
  SECTION("missing and wrong arguments are results a model can act on") {
    for (const char* arguments :
         {"{}", R"({"stock_code":5930})", R"({"stock_code":"005930","broker":"nobody"})",
          R"({"stock_code":"005930","surprise":1})", R"({"stock_code":""})"}) {
      INFO(arguments);
      const auto response = post(
          std::string(
              R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"get_stock_price","arguments":)") +
          arguments + "}}");
      CHECK(response.status == 200);
      const auto result = test::json_of(response).at("result");
      CHECK(result.at("isError").as_bool());
      CHECK(result.at("structuredContent").at("error").at("code").as_string() == "invalid_argument");
    }
  }
  SECTION("an unknown stock code") {
    for (const char* broker : {"kis", "kiwoom"}) {
      const auto envelope =
          daemon.call(caller, "get_stock_price", {{"stock_code", "999999"}, {"broker", broker}});
      INFO(to_json_text(envelope));
      CHECK_FALSE(envelope.at("success").as_bool());
      CHECK(envelope.at("error").at("code").as_string() == "unknown_symbol");
    }
  }
  SECTION("a body over the limit") {
    const auto response = post(std::string(5 * 1024 * 1024, ' '));
    CHECK(response.status == 413);
  }
  CHECK(post(R"({"jsonrpc":"2.0","id":9,"method":"ping"})").status == 200);
}

TEST_CASE("wrong Host, Origin, version, session and content type are refused") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const auto url = daemon.base() + "/mcp";
  const std::string ping = R"({"jsonrpc":"2.0","id":1,"method":"ping"})";
  const auto with = [&](std::string name, std::string value) {
    auto headers = json_headers;
    headers.emplace_back(std::move(name), std::move(value));
    return headers;
  };
  CHECK(caller.send("POST", url, with("Origin", "http://evil.example.com"), ping).status == 403);
  CHECK(caller.send("POST", url, with("Host", "evil.example.com"), ping).status == 403);
  CHECK(caller.send("POST", url, with("Origin", "http://localhost:3000"), ping).status != 403);
  CHECK(caller.send("GET", daemon.base() + "/sse", with("Origin", "http://evil.example.com")).status == 403);
  CHECK(caller.send("POST", url, json_headers, ping).status == 400);  // no session
  CHECK(caller.send("POST", url, with("Mcp-Session-Id", "00000000000000000000000000000000"), ping).status ==
        404);
  CHECK(caller.send("POST", daemon.base() + "/messages?sessionId=nobody", json_headers, ping).status == 404);
  CHECK(caller.send("POST", url, {{"Content-Type", "text/plain"}}, ping).status == 415);
  auto old = with("Mcp-Session-Id", open_session(caller, daemon));
  old.emplace_back("MCP-Protocol-Version", "1999-01-01");
  CHECK(caller.send("POST", url, old, ping).status == 400);
  const auto future = caller.send(
      "POST", url, with("MCP-Protocol-Version", "2099-01-01"),
      R"({"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2099-01-01","io.modelcontextprotocol/clientCapabilities":{}}}})");
  CHECK(future.status == 400);
  CHECK(error_code(future) == -32022);
  CHECK(caller.send("PUT", url, json_headers, ping).status == 405);
  CHECK(caller.get(daemon.base() + "/no/such/page").status == 404);
}

TEST_CASE("a slow header and a slow body are given up, and others are served meanwhile") {
  const auto before = test::open_descriptors();
  {
    test::RunningDaemon daemon(impatient());
    test::RawClient header(daemon.port()), body(daemon.port());
    header.send("POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ");
    const auto whole = price_request();
    body.send(std::string_view(whole).substr(0, whole.size() - 10));
    CHECK(daemon.call("get_stock_price", {{"stock_code", "005930"}}).at("success").as_bool());
    CHECK(header.read_response().status == 408);
    CHECK(header.at_end());
    CHECK(body.read_response().status == 408);
    CHECK(body.at_end());
  }
  CHECK(test::open_descriptors() == before);
}

TEST_CASE("a client that has only stopped sending gets its answer") {
  const auto before = test::open_descriptors();
  {
    test::RunningDaemon daemon;
    test::RawClient client(daemon.port());
    client.send(price_request());
    client.shut_down_sending();
    const auto response = client.read_response();
    CHECK(response.status == 200);
    CHECK(json::parse(response.body).at("id").as_int64() == 1);
    CHECK(client.at_end());
  }
  CHECK(test::open_descriptors() == before);
}

TEST_CASE("a client that goes in the middle of a call leaves nothing behind") {
  const auto before = test::open_descriptors();
  {
    test::RunningSimulator broker;
    auto settings = test::demo_settings();
    settings.demo = false;
    settings.master.download = "never";
    auto& real = settings.kis.real.emplace();
    real.app_key = Secret(std::string(sim::demo_app_key));
    real.app_secret = Secret(std::string(sim::demo_app_secret));
    real.base_url = broker.base_url("/kis/real");
    test::RunningDaemon daemon(settings);
    REQUIRE(daemon.call("get_stock_price", {{"stock_code", "000660"}}).at("success").as_bool());
    broker.inject(R"({"kind":"half_open"})");
    test::HttpCaller caller;
    const auto connections = [&] {
      const auto text = caller.get(daemon.base() + "/metrics").body;
      const std::string name = "\nkbroker_http_connections ";
      return std::stoi(text.substr(text.find(name) + name.size()));
    };
    for (const bool with_reset : {false, true}) {
      test::RawClient client(daemon.port());
      client.send(price_request());
      CHECK(test::wait_for([&] { return connections() == 2; }));
      if (with_reset)
        client.reset();
      else
        client.close();
      // The broker never answers: only noticing that the client has gone frees its connection so soon.
      CHECK(test::wait_for([&] { return connections() == 1; }, 5s));
    }
    broker.heal();
    CHECK(daemon.call("get_stock_price", {{"stock_code", "035720"}}).at("success").as_bool());
  }
  CHECK(test::open_descriptors() == before);
}

TEST_CASE("a thousand bad requests leave no descriptor behind") {
  const auto before = test::open_descriptors();
  {
    test::RunningDaemon daemon;
    for (int i = 0; i < 1000; ++i) {
      test::RawClient client(daemon.port());
      switch (i % 4) {
        case 0:
          client.send("NONSENSE\r\n\r\n");
          CHECK(client.read_response().status == 400);
          break;
        case 1:
          client.send(price_request("{"));
          CHECK(client.read_response().status == 400);
          break;
        case 2:
          client.send("GET /sse HTTP/1.1\r\nHost: 127.0.0.1\r\nOrigin: http://evil.example\r\n\r\n");
          CHECK(client.read_response().status == 403);
          break;
        default:
          client.send("POST /mcp HTTP/1.1\r\n");
          client.reset();
      }
    }
    test::HttpCaller caller;
    CHECK(caller.get(daemon.base() + "/healthz").status == 200);
  }
  CHECK(test::open_descriptors() == before);
}
