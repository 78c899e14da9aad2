#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "kbroker/base/random.hpp"
#include "kbroker/mcp/server.hpp"
#include "mcp_harness.hpp"
#include "raw_client.hpp"
#include "sample_registry.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

/// The whole way over real sockets, on two threads.
class OverSockets {
 public:
  OverSockets()
      : mcp_(background_.get_executor(), test::with_name(), test::sample_registry(), clock_, random_),
        http_(mcp_.routes(), {}, nullptr, 2) {}
  ~OverSockets() {
    boost::asio::co_spawn(background_, mcp_.shutdown(), boost::asio::detached);
    background_.run();
  }

  test::RawClient connect() { return test::RawClient(http_.port()); }
  std::size_t sessions() const { return mcp_.sessions(); }
  mcp::Server& mcp() { return mcp_; }

 private:
  SystemClock clock_;
  SeededRandom random_{1};
  boost::asio::io_context background_;
  mcp::Server mcp_;
  test::TestServer http_;
};

std::string head(const std::string& method, const std::string& target, const std::string& fields) {
  return method + " " + target +
         " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json, text/event-stream\r\n" + fields;
}

void post(test::RawClient& client, const std::string& body, const std::string& fields = {},
          const std::string& target = "/mcp") {
  client.send(head("POST", target, fields) + "Content-Type: application/json\r\nContent-Length: " +
              std::to_string(body.size()) + "\r\n\r\n" + body);
}

constexpr auto initialize =
    R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})";

std::string open(test::RawClient& client) {
  post(client, initialize);
  auto response = client.read_response();
  REQUIRE(response.status == 200);
  return "Mcp-Session-Id: " + response.fields["mcp-session-id"] + "\r\n";
}

}  // namespace

TEST_CASE("over sockets: a session from handshake to DELETE on one connection") {
  OverSockets server;
  auto client = server.connect();
  const auto session = open(client);
  post(client, R"({"jsonrpc":"2.0","method":"notifications/initialized"})", session);
  CHECK(client.read_response().status == 202);
  post(
      client,
      R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"echo","arguments":{"text":"삼성"}}})",
      session);
  const auto answer = client.read_response();
  CHECK(answer.status == 200);
  CHECK(json::parse(answer.body).at("result").at("structuredContent").at("text") == "삼성");
  client.send(head("DELETE", "/mcp", session) + "\r\n");
  CHECK(client.read_response().status == 204);
  post(client, R"({"jsonrpc":"2.0","id":3,"method":"ping"})", session);
  CHECK(client.read_response().status == 404);
}

TEST_CASE("over sockets: progress arrives as events before the result") {
  OverSockets server;
  auto client = server.connect();
  const auto session = open(client);
  post(
      client,
      R"({"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"steps","_meta":{"progressToken":"t"}}})",
      session);
  const auto response = client.read_response();
  CHECK(response.status == 200);
  CHECK(response.head.find("text/event-stream") != std::string::npos);
  const auto progress = response.body.find("notifications/progress");
  const auto result = response.body.find(R"("result")");
  CHECK(progress < result);
  CHECK(result != std::string::npos);
}

TEST_CASE("over sockets: the standalone stream hears of updates until its client goes") {
  OverSockets server;
  auto client = server.connect();
  const auto session = open(client);
  post(client, R"({"jsonrpc":"2.0","id":2,"method":"resources/subscribe","params":{"uri":"note://one"}})",
       session);
  CHECK(client.read_response().status == 200);
  auto watcher = server.connect();
  watcher.send(head("GET", "/mcp", session) + "\r\n");
  CHECK(watcher.read_head().status == 200);
  server.mcp().resource_updated("note://one");
  CHECK(watcher.read_until("note://one").find("notifications/resources/updated") != std::string::npos);
}

TEST_CASE("over sockets: a modern client that goes stops its call") {
  OverSockets server;
  {
    auto client = server.connect();
    post(
        client,
        R"({"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"wait","_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}})",
        "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: wait\r\n");
    client.shut_down_sending();
    // Half-closed counts as gone: the tool is stopped at once instead of after a minute, and answers still.
    const auto response = client.read_response();
    CHECK(json::parse(response.body).at("result").at("structuredContent").at("error").at("code") ==
          "cancelled");
  }
}

TEST_CASE("over sockets: HTTP+SSE from endpoint event to the end of the session") {
  OverSockets server;
  auto stream = server.connect();
  stream.send(head("GET", "/sse", "") + "\r\n");
  CHECK(stream.read_head().status == 200);
  stream.read_until("data: ");
  auto target = stream.read_until("\n");
  target.pop_back();
  auto client = server.connect();
  post(client, initialize, "", target);
  CHECK(client.read_response().status == 202);
  CHECK(stream.read_until("\n\n").find("serverInfo") != std::string::npos);
  CHECK(server.sessions() == 1);
  stream.close();
  CHECK(test::wait_for([&] { return server.sessions() == 0; }));
  post(client, R"({"jsonrpc":"2.0","id":1,"method":"ping"})", "", target);
  CHECK(client.read_response().status == 404);
}
