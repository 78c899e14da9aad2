#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using test::body_of;
using test::error_code;
using test::events;
using test::Harness;
using H = test::Harness;
namespace json = boost::json;

namespace {

json::value result_of(Harness& harness, const std::string& method, const std::string& members = {},
                      const std::string& name = {}) {
  auto request = harness.modern(method, members);
  if (!name.empty()) request.set("Mcp-Name", name);
  const auto response = harness.send(std::move(request));
  CHECK(response.status == 200);
  CHECK(test::header_of(response, "Mcp-Session-Id").empty());
  return body_of(response).at("result");
}

void check_result(const json::value& result, bool cached) {
  CHECK(result.at("resultType") == "complete");
  CHECK(result.at("_meta").at("io.modelcontextprotocol/serverInfo").at("version") == "1.2.3");
  CHECK(result.as_object().contains("ttlMs") == cached);
  CHECK(result.as_object().contains("cacheScope") == cached);
}

}  // namespace

TEST_CASE("discovery names versions and capabilities") {
  Harness harness;
  const auto result = result_of(harness, "server/discover");
  check_result(result, true);
  CHECK(result.at("supportedVersions") ==
        json::parse(R"(["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"])"));
  for (const auto* name : {"tools", "resources", "prompts", "completions", "logging"})
    CHECK(result.at("capabilities").as_object().contains(name));
  CHECK_FALSE(result.as_object().contains("serverInfo"));
  CHECK(result.at("cacheScope") == "public");
  CHECK(harness.server.sessions() == 0);
}

TEST_CASE("modern results carry what their era adds") {
  Harness harness;
  for (const auto* method : {"tools/list", "resources/list", "resources/templates/list", "prompts/list"})
    check_result(result_of(harness, method), true);
  check_result(result_of(harness, "resources/read", R"("uri":"note://one",)", "note://one"), true);
  check_result(result_of(harness, "tools/call", R"("name":"echo","arguments":{"text":"a"},)", "echo"), false);
  check_result(result_of(harness, "prompts/get", R"("name":"greet","arguments":{"name":"a"},)", "greet"),
               false);
  check_result(
      result_of(harness, "completion/complete",
                R"("ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"name","value":""},)"),
      false);
}

TEST_CASE("a gate's refusal comes with its status and the id") {
  Harness harness;
  auto wrong = harness.modern("tools/list");
  wrong.set("Mcp-Method", "tools/call");
  auto response = harness.send(std::move(wrong));
  CHECK(response.status == 400);
  CHECK(error_code(response) == -32020);
  CHECK(body_of(response).at("id") == 1);
  response = harness.send(harness.modern("ping"));
  CHECK(response.status == 404);
  CHECK(error_code(response) == -32601);
  response = harness.send(harness.modern("initialize"));
  CHECK(response.status == 404);
  auto bare = harness.post(H::request("tools/list"));
  bare.set("MCP-Protocol-Version", "2026-07-28");
  response = harness.send(std::move(bare));
  CHECK(response.status == 400);
  CHECK(error_code(response) == -32602);
}

TEST_CASE("unknown things are in-band errors of the modern era") {
  Harness harness;
  auto tool = harness.modern("tools/call", R"("name":"ecoh",)");
  tool.set("Mcp-Name", "ecoh");
  auto response = harness.send(std::move(tool));
  CHECK(response.status == 200);
  CHECK(error_code(response) == -32602);
  auto resource = harness.modern("resources/read", R"("uri":"note://two",)");
  resource.set("Mcp-Name", "note://two");
  response = harness.send(std::move(resource));
  CHECK(response.status == 200);
  CHECK(error_code(response) == -32602);
  CHECK(body_of(response).at("error").at("data").at("uri") == "note://two");
}

TEST_CASE("session headers mean nothing in the modern era") {
  Harness harness;
  auto request = harness.modern("tools/list");
  request.set("Mcp-Session-Id", "unknown").set("Last-Event-ID", "x");
  CHECK(harness.send(std::move(request)).status == 200);
  auto notification = harness.post(R"({"jsonrpc":"2.0","method":"notifications/anything"})");
  notification.set("MCP-Protocol-Version", "2026-07-28");
  CHECK(harness.send(std::move(notification)).status == 202);
  const auto batch =
      "[" + H::request("ping") + R"(,{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"_meta":{
    "io.modelcontextprotocol/protocolVersion":"2026-07-28"}}}])";
  const auto refused = harness.send(harness.post(batch));
  CHECK(refused.status == 400);
  CHECK(error_code(refused) == -32600);
}

TEST_CASE("progress and logs travel on the request's own stream, when asked for") {
  Harness harness;
  const auto call = [&](const std::string& meta) {
    auto request = harness.modern("tools/call", R"("name":"steps",)", meta);
    request.set("Mcp-Name", "steps");
    return harness.send(std::move(request));
  };
  CHECK_FALSE(call("").stream);
  auto response = call(R"("progressToken":"p",)");
  REQUIRE(response.stream);
  auto seen = events(response.stream);
  REQUIRE(seen.size() == 4);
  CHECK(seen[0].at("method") == "notifications/progress");
  CHECK(seen[3].at("result").at("resultType") == "complete");
  response = call(R"("io.modelcontextprotocol/logLevel":"debug",)");
  REQUIRE(response.stream);
  seen = events(response.stream);
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].at("params").at("level") == "info");
  CHECK(seen[1].at("params").at("level") == "debug");
}

TEST_CASE("changed lists are promised only where lists change") {
  mcp::ServerOptions options;
  options.lists_change = GENERATE(true, false);
  Harness harness(options);
  const auto modern = body_of(harness.send(harness.modern("server/discover")));
  const auto legacy = body_of(harness.send(harness.post(H::initialize("2025-11-25"))));
  for (const auto& answer : {modern, legacy}) {
    const auto& capabilities = answer.at("result").at("capabilities").as_object();
    for (const auto* list : {"tools", "resources", "prompts"})
      CHECK(capabilities.at(list).as_object().contains("listChanged") == options.lists_change);
    CHECK(capabilities.at("resources").at("subscribe") == true);
  }
  const auto response =
      harness.send(harness.modern("subscriptions/listen", R"("notifications":{"toolsListChanged":true},)"));
  REQUIRE(response.stream);
  const auto seen = events(response.stream);
  CHECK(seen.at(0).at("params").at("notifications").as_object().contains("toolsListChanged") ==
        options.lists_change);
}

TEST_CASE("a listen stream acknowledges, delivers what was asked for, and ends with a result") {
  mcp::ServerOptions options;
  options.lists_change = true;
  Harness harness(options);
  const auto listen = [&](const std::string& filter) {
    return harness.send(harness.modern("subscriptions/listen", filter));
  };
  const auto response =
      listen(R"("notifications":{"toolsListChanged":true,"resourceSubscriptions":["quote://KRX/005930"]},)");
  REQUIRE(response.stream);
  auto seen = events(response.stream);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("method") == "notifications/subscriptions/acknowledged");
  CHECK(seen[0].at("params").at("notifications") ==
        json::parse(R"({"toolsListChanged":true,"resourceSubscriptions":["quote://KRX/005930"]})"));
  CHECK(seen[0].at("params").at("_meta").at("io.modelcontextprotocol/subscriptionId") == 1);
  harness.server.resource_updated("quote://KRX/000660");
  harness.server.resource_updated("quote://KRX/005930");
  seen = events(response.stream);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("params").at("uri") == "quote://KRX/005930");
  CHECK(seen[0].at("params").at("_meta").at("io.modelcontextprotocol/subscriptionId") == 1);
  CHECK(error_code(listen("")) == -32602);
  CHECK(error_code(listen(R"("notifications":[],)")) == -32602);
  auto no_stream = harness.modern("subscriptions/listen", R"("notifications":{},)");
  no_stream.set("Accept", "application/json");
  CHECK(harness.send(std::move(no_stream)).status == 406);

  boost::asio::co_spawn(harness.background, harness.server.shutdown(), boost::asio::detached);
  harness.background.run();
  seen = events(response.stream);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("id") == 1);
  CHECK(seen[0].at("result").at("_meta").at("io.modelcontextprotocol/subscriptionId") == 1);
  CHECK(response.stream->closed());
}

TEST_CASE("open listen streams are bounded and forgotten when they close") {
  mcp::ServerOptions options;
  options.max_listen_streams = 1;
  Harness harness(options);
  const auto listen = [&] {
    return harness.send(harness.modern("subscriptions/listen", R"("notifications":{},)"));
  };
  const auto first = listen();
  REQUIRE(first.stream);
  CHECK(error_code(listen()) == -32603);
  first.stream->close();
  CHECK(listen().stream);
}

TEST_CASE("after shutdown nothing is served and sessions are gone") {
  Harness harness;
  const auto session = harness.open();
  const auto pending = harness.start(harness.post(H::call("wait"), session));
  boost::asio::co_spawn(harness.background, harness.server.shutdown(), boost::asio::detached);
  for (int i = 0; i < 100 && !pending->response; ++i) {
    harness.background.restart();
    harness.background.poll();
    harness.poll();
  }
  REQUIRE(pending->response);
  CHECK(body_of(*pending->response).at("result").at("isError").as_bool());
  harness.background.restart();
  harness.background.run();
  CHECK(harness.server.sessions() == 0);
  CHECK(harness.send(harness.post(H::request("ping"), session)).status == 503);
}
