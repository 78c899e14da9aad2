#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::body_of;
using test::error_code;
using test::Harness;
using test::header_of;
using H = test::Harness;

TEST_CASE("every legacy revision is negotiated and opens a session") {
  const auto revision = GENERATE("2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25");
  Harness harness;
  const auto response = harness.send(harness.post(H::initialize(revision)));
  CHECK(response.status == 200);
  CHECK(response.content_type == "application/json");
  CHECK(header_of(response, "Mcp-Session-Id").size() == 32);
  const auto result = body_of(response).at("result");
  CHECK(result.at("protocolVersion") == revision);
  CHECK(result.at("serverInfo").at("name") == "harness");
  CHECK(result.at("serverInfo").at("version") == "1.2.3");
  CHECK(result.at("capabilities").at("resources").at("subscribe").as_bool());
  CHECK(result.at("capabilities").as_object().contains("completions") ==
        (std::string(revision) >= "2025-03-26"));
  CHECK(result.at("serverInfo").as_object().contains("title") == (std::string(revision) >= "2025-06-18"));
  CHECK_FALSE(result.as_object().contains("resultType"));
  CHECK(harness.server.sessions() == 1);
  CHECK(harness.observer->opened == 1);
}

TEST_CASE("an unknown revision is answered with the newest legacy one") {
  Harness harness;
  for (const auto* revision : {"2026-07-28", "1999-01-01", "x"}) {
    const auto response = harness.send(harness.post(H::initialize(revision)));
    CHECK(body_of(response).at("result").at("protocolVersion") == "2025-11-25");
  }
  auto malformed = harness.send(harness.post(H::request("initialize")));
  CHECK(error_code(malformed) == -32602);
  auto modern = harness.post(H::initialize("2025-11-25"));
  modern.set("MCP-Protocol-Version", "2026-07-28");
  const auto refused = harness.send(std::move(modern));
  CHECK(refused.status == 400);
  CHECK(error_code(refused) == -32020);
}

TEST_CASE("a session is needed, must be known, and ends with DELETE") {
  Harness harness;
  const auto session = harness.open();
  CHECK(harness.send(harness.post(R"({"jsonrpc":"2.0","method":"notifications/initialized"})", session))
            .status == 202);
  CHECK(harness.send(harness.post(H::request("ping"), session)).status == 200);

  const auto missing = harness.send(harness.post(H::request("ping")));
  CHECK(missing.status == 400);
  CHECK(error_code(missing) == -32000);
  CHECK(body_of(missing).at("id") == 1);
  const auto unknown = harness.send(harness.post(H::request("ping"), "0123"));
  CHECK(unknown.status == 404);
  CHECK(error_code(unknown) == -32001);
  CHECK(harness.send(harness.post(R"({"jsonrpc":"2.0","id":1,"result":{}})")).status == 400);

  auto without = harness.make("DELETE", "/mcp");
  CHECK(harness.send(std::move(without)).status == 400);
  auto end = harness.make("DELETE", "/mcp");
  end.set("Mcp-Session-Id", session);
  CHECK(harness.send(std::move(end)).status == 204);
  CHECK(harness.send(harness.post(H::request("ping"), session)).status == 404);
  CHECK(harness.server.sessions() == 0);
  CHECK(harness.observer->closed == 1);
}

TEST_CASE("a session nobody uses expires, one with an open stream does not") {
  mcp::ServerOptions options;
  options.session_idle = 60s;
  Harness harness(options);
  const auto idle = harness.open();
  const auto watching = harness.open();
  auto get = harness.make("GET", "/mcp");
  get.set("Accept", "text/event-stream").set("Mcp-Session-Id", watching);
  const auto stream = harness.send(std::move(get)).stream;
  REQUIRE(stream);
  harness.clock.advance(59s);
  CHECK(harness.send(harness.post(H::request("ping"), idle)).status == 200);
  harness.clock.advance(59s);
  CHECK(harness.send(harness.post(H::request("ping"), idle)).status == 200);
  harness.clock.advance(61s);
  CHECK(harness.send(harness.post(H::request("ping"), idle)).status == 404);
  CHECK(harness.send(harness.post(H::request("ping"), watching)).status == 200);
  stream->close();
  harness.clock.advance(61s);
  CHECK(harness.send(harness.post(H::request("ping"), watching)).status == 404);
}

TEST_CASE("the limit of sessions is kept") {
  mcp::ServerOptions options;
  options.max_sessions = 2;
  options.session_idle = 60s;
  Harness harness(options);
  harness.open();
  harness.open();
  CHECK(harness.send(harness.post(H::initialize("2025-11-25"))).status == 503);
  harness.clock.advance(61s);
  CHECK(harness.send(harness.post(H::initialize("2025-11-25"))).status == 200);
  CHECK(harness.server.sessions() == 1);
}

TEST_CASE("a flood at the limit has all sessions looked at once a second, not each time") {
  mcp::ServerOptions options;
  options.max_sessions = 1;
  options.session_idle = 60s;
  Harness harness(options);
  const auto open = [&] { return harness.send(harness.post(H::initialize("2025-11-25"))).status; };
  CHECK(open() == 200);
  harness.clock.advance(59500ms);
  CHECK(open() == 503);
  harness.clock.advance(600ms);
  CHECK(open() == 503);
  harness.clock.advance(400ms);
  CHECK(open() == 200);
}

TEST_CASE("the version header of a session must be a legacy one that is served") {
  Harness harness;
  const auto session = harness.open();
  const auto with = [&](std::string version) {
    auto request = harness.post(H::request("ping"), session);
    request.set("MCP-Protocol-Version", std::move(version));
    return harness.send(std::move(request)).status;
  };
  CHECK(with("2025-11-25") == 200);
  CHECK(with("2025-06-18") == 200);
  CHECK(with("2026-07-28") == 400);
  CHECK(with("1999-01-01") == 400);
  CHECK(with("") == 400);
}

TEST_CASE("bodies, content types and accepts that cannot be used are refused") {
  Harness harness;
  const auto session = harness.open();
  const auto parse = harness.send(harness.post("{", session));
  CHECK(parse.status == 400);
  CHECK(error_code(parse) == -32700);
  CHECK_FALSE(body_of(parse).as_object().contains("id"));
  const auto invalid = harness.send(harness.post(R"({"jsonrpc":"1.0","id":5,"method":"ping"})", session));
  CHECK(invalid.status == 400);
  CHECK(error_code(invalid) == -32600);
  CHECK(body_of(invalid).at("id") == 5);

  const auto with = [&](const char* name, const char* value) {
    auto request = harness.post(H::request("ping"), session);
    request.set(name, value);
    return harness.send(std::move(request));
  };
  CHECK(with("Content-Type", "text/plain").status == 415);
  CHECK(with("Content-Type", "application/json; charset=utf-8").status == 200);
  CHECK(with("Accept", "text/html").status == 406);
  CHECK(with("Accept", "application/json;q=0, text/html").status == 406);
  CHECK(with("Accept", "*/*").status == 200);
  CHECK(with("Accept", "application/json").body == R"({"jsonrpc":"2.0","id":1,"result":{}})");
  const auto streamed = with("Accept", "text/event-stream");
  REQUIRE(streamed.stream);
  CHECK(test::events(streamed.stream).at(0).at("id") == 1);
  CHECK(streamed.stream->closed());
  auto bare = harness.post(H::request("ping"), session);
  bare.remove("Accept");
  CHECK(harness.send(std::move(bare)).status == 200);
  auto untyped = harness.post(H::request("ping"), session);
  untyped.remove("Content-Type");
  CHECK(harness.send(std::move(untyped)).status == 415);
  auto put = harness.make("PUT", "/mcp");
  const auto refused = harness.send(std::move(put));
  CHECK(refused.status == 405);
  CHECK(header_of(refused, "Allow") == "GET, POST, DELETE, OPTIONS");
}

TEST_CASE("unknown methods and malformed params are answered in band") {
  Harness harness;
  const auto session = harness.open();
  for (const auto* method : {"unknown/method", "server/discover", "subscriptions/listen", "tasks/list"}) {
    const auto response = harness.send(harness.post(H::request(method), session));
    CHECK(response.status == 200);
    CHECK(error_code(response) == -32601);
  }
  CHECK(error_code(harness.send(harness.post(H::request("tools/list", "[]"), session))) == -32602);
  CHECK(error_code(harness.send(harness.post(H::request("tools/call", "[]"), session))) == -32602);
  CHECK(error_code(harness.send(harness.post(H::request("initialize"), session))) == -32602);
  CHECK(error_code(harness.send(
            harness.post(H::request("logging/setLevel", R"({"level":"loud"})"), session))) == -32602);
  CHECK(harness.send(harness.post(H::request("logging/setLevel", R"({"level":"error"})"), session)).body ==
        R"({"jsonrpc":"2.0","id":1,"result":{}})");
}

TEST_CASE("the standalone stream carries updates and a new one replaces it") {
  Harness harness;
  const auto session = harness.open();
  const auto open = [&] {
    auto get = harness.make("GET", "/mcp");
    get.set("Accept", "text/event-stream").set("Mcp-Session-Id", session);
    return harness.send(std::move(get)).stream;
  };
  const auto first = open();
  REQUIRE(first);
  const auto second = open();
  CHECK(first->closed());
  CHECK_FALSE(second->closed());
  harness.server.resource_updated("quote://KRX/005930");
  CHECK(test::events(second).empty());
  harness.send(harness.post(H::request("resources/subscribe", R"({"uri":"quote://KRX/005930"})"), session));
  harness.server.resource_updated("quote://KRX/005930");
  const auto seen = test::events(second);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("method") == "notifications/resources/updated");
  CHECK(seen[0].at("params").at("uri") == "quote://KRX/005930");
  harness.send(harness.post(H::request("resources/unsubscribe", R"({"uri":"quote://KRX/005930"})"), session));
  harness.server.resource_updated("quote://KRX/005930");
  CHECK(test::events(second).empty());

  auto wrong = harness.make("GET", "/mcp");
  wrong.set("Accept", "application/json").set("Mcp-Session-Id", session);
  CHECK(harness.send(std::move(wrong)).status == 406);
  auto nobody = harness.make("GET", "/mcp");
  nobody.set("Accept", "text/event-stream");
  CHECK(harness.send(std::move(nobody)).status == 400);
  auto modern = harness.make("GET", "/mcp");
  modern.set("Accept", "text/event-stream").set("MCP-Protocol-Version", "2026-07-28");
  CHECK(harness.send(std::move(modern)).status == 405);
}

TEST_CASE("batches belong to 2025-03-26 alone") {
  Harness harness;
  const auto session = harness.open("2025-03-26");
  const auto batch = "[" + H::request("ping") + "," + H::call("echo", R"({"text":"a"})") +
                     R"(,{"jsonrpc":"2.0","method":"notifications/initialized"},1,)" +
                     H::request("initialize", "{}", "3") + "," + H::request("nope", "{}", "\"4\"") + "]";
  const auto answer = harness.send(harness.post(batch, session));
  CHECK(answer.status == 200);
  const auto list = body_of(answer).as_array();
  REQUIRE(list.size() == 5);
  CHECK(list[0].at("result").as_object().empty());
  CHECK_FALSE(list[1].at("result").at("isError").as_bool());
  CHECK(list[2].at("error").at("code") == -32600);
  CHECK(list[3].at("error").at("code") == -32600);
  CHECK(list[4].at("id") == "4");
  CHECK(harness.send(harness.post(R"([{"jsonrpc":"2.0","method":"notifications/initialized"}])", session))
            .status == 202);
  CHECK(error_code(harness.send(harness.post("[]", session))) == -32600);
  const auto newer = harness.open("2025-06-18");
  const auto refused = harness.send(harness.post(batch, newer));
  CHECK(refused.status == 400);
  CHECK(error_code(refused) == -32600);
}

TEST_CASE("lists are paged by cursors that cannot be forged") {
  mcp::ServerOptions options;
  options.page_size = 4;
  Harness harness(options);
  const auto session = harness.open();
  std::vector<std::string> names;
  std::string params = "{}";
  for (int page = 0; page < 10; ++page) {
    const auto result =
        body_of(harness.send(harness.post(H::request("tools/list", params), session))).at("result");
    for (const auto& tool : result.at("tools").as_array()) names.emplace_back(tool.at("name").as_string());
    const auto* next = result.as_object().if_contains("nextCursor");
    if (!next) break;
    params = R"({"cursor":")" + std::string(next->as_string()) + "\"}";
  }
  CHECK(names == std::vector<std::string>{"echo", "fail", "boom", "steps", "wait", "place", "media",
                                          "interview", "sleep", "fetch_later", "long_job", "failing_protocol",
                                          "route_by_region", "needs_sampling"});
  for (const auto* cursor : {R"({"cursor":""})", R"({"cursor":"AAAA"})", R"({"cursor":4})"})
    CHECK(error_code(harness.send(harness.post(H::request("tools/list", cursor), session))) == -32602);
  // A cursor of one list does not open another.
  CHECK(error_code(harness.send(harness.post(H::request("prompts/list", params), session))) == -32602);
}
