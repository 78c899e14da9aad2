#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/log.hpp"
#include "mcp_harness.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::body_of;
using test::error_code;
using test::events;
using test::Harness;
using H = test::Harness;
namespace json = boost::json;

namespace {

json::value result_of(Harness& harness, const std::string& session, const std::string& tool,
                      const std::string& arguments = "{}") {
  const auto response = harness.send(harness.post(H::call(tool, arguments), session));
  if (response.stream) return events(response.stream).back().at("result");
  return body_of(response).at("result");
}

}  // namespace

TEST_CASE("a structured result is also its own text") {
  Harness harness;
  const auto session = harness.open();
  const auto result = result_of(harness, session, "echo", R"({"text":"삼성 \"q\""})");
  CHECK(json::parse(result.at("content").at(0).at("text").as_string()) == result.at("structuredContent"));
  CHECK(result.at("structuredContent").at("text") == "삼성 \"q\"");
  CHECK(result.at("structuredContent").at("revision") == "2025-11-25");
  CHECK_FALSE(result.at("isError").as_bool());
  CHECK(harness.observer->calls == std::vector<std::string>{"echo ok"});
  CHECK(harness.observer->methods.back() == "tools/call 2025-11-25");
}

TEST_CASE("an object is written once for both of its places") {
  const auto object = json::parse(R"({"a":"삼성 \"q\"\n","b":{"c":[1,-0.82]}})").as_object();
  const mcp::WrittenObject written(object);
  CHECK(json::parse(std::string(written.json()) + R"(,"d":1})").at("b") == object.at("b"));
  const auto text = json::parse('"' + std::string(written.escaped()) + R"(}")");
  CHECK(json::parse(text.as_string()) == json::value(object));
  CHECK_THROWS_AS(mcp::WrittenObject(json::object()), std::invalid_argument);
}

TEST_CASE("results are down-converted for old revisions") {
  Harness harness;
  const auto oldest = harness.open("2024-11-05");
  auto result = result_of(harness, oldest, "echo", R"({"text":"a"})");
  CHECK_FALSE(result.as_object().contains("structuredContent"));
  CHECK(result.at("content").at(0).at("type") == "text");
  const auto type = [](const json::value& value, std::size_t i) {
    return value.at("content").at(i).at("type");
  };
  result = result_of(harness, oldest, "media");
  CHECK(type(result, 0) == "text");
  CHECK(type(result, 1) == "text");
  CHECK(type(result, 2) == "image");
  result = result_of(harness, harness.open("2025-03-26"), "media");
  CHECK(type(result, 0) == "audio");
  CHECK(type(result, 1) == "text");
  CHECK(result.at("content").at(1).at("text") == "quote: quote://KRX/005930");
  result = result_of(harness, harness.open("2025-06-18"), "media");
  CHECK(type(result, 1) == "resource_link");
}

TEST_CASE("bad arguments are a tool error that says what to change") {
  Harness harness;
  const auto session = harness.open();
  const auto check = [&](const std::string& arguments, const std::string& message) {
    const auto result = result_of(harness, session, "echo", arguments);
    CHECK(result.at("isError").as_bool());
    const auto& body = result.at("structuredContent");
    CHECK_FALSE(body.at("success").as_bool());
    CHECK(body.at("error").at("code") == "invalid_argument");
    CHECK_FALSE(body.at("error").at("retryable").as_bool());
    CHECK_FALSE(body.at("error").at("hint").as_string().empty());
    CHECK(body.at("message").as_string() == message);
    CHECK(json::parse(result.at("content").at(0).at("text").as_string()) == body);
  };
  check("{}", R"(Invalid arguments for echo: "text" is required (What to say).)");
  check(R"({"text":"a","limit":99})", R"(Invalid arguments for echo: "limit" must be from 1 to 50, got 99.)");
  check(R"([1])", "Invalid arguments for echo: arguments must be an object.");
  const auto absent = harness.send(harness.post(H::request("tools/call", R"({"name":"place"})"), session));
  CHECK_FALSE(body_of(absent).at("result").at("isError").as_bool());
}

TEST_CASE("an unknown tool is a protocol error that names the nearest one") {
  Harness harness;
  const auto session = harness.open();
  const auto response = harness.send(harness.post(H::call("ecoh"), session));
  CHECK(response.status == 200);
  CHECK(error_code(response) == -32602);
  CHECK(body_of(response).at("error").at("message") == "Unknown tool: ecoh; did you mean echo?");
  CHECK(error_code(harness.send(harness.post(H::request("tools/call"), session))) == -32602);
}

TEST_CASE("a tool's failure keeps its code, an exception keeps its text to itself") {
  Harness harness;
  const auto session = harness.open();
  const auto failed = result_of(harness, session, "fail");
  CHECK(failed.at("isError").as_bool());
  CHECK(failed.at("structuredContent") == json::parse(R"({"success":false,"error":{"code":"rate_limited",
    "broker_code":"EGW00201","retryable":true,"retry_after_ms":1000,"hint":"Wait a second."},"message":"Too many requests."})"));
  const auto threw = result_of(harness, session, "boom");
  CHECK(threw.at("structuredContent").at("error").at("code") == "internal");
  CHECK(json::serialize(threw).find("secret detail") == std::string::npos);
  CHECK(harness.observer->calls == std::vector<std::string>{"fail failed", "boom failed"});
}

TEST_CASE("progress and logs turn a legacy answer into a stream") {
  Harness harness;
  const auto session = harness.open();
  const auto response =
      harness.send(harness.post(H::call("steps", "{}", R"(,"_meta":{"progressToken":"t"})"), session));
  REQUIRE(response.stream);
  const auto seen = events(response.stream);
  REQUIRE(seen.size() == 5);
  CHECK(seen[0].at("params") ==
        json::parse(R"({"progressToken":"t","progress":0,"total":100,"message":"begun"})"));
  CHECK(seen[1].at("params") == json::parse(R"({"level":"info","logger":"steps","data":"working"})"));
  CHECK(seen[2].at("params").at("progress") == 50);
  CHECK(seen[3].at("params").at("progress") == 100);
  CHECK(seen[4].at("result").at("content").at(0).at("text") == "done");
  CHECK(response.stream->closed());
}

TEST_CASE("without a wish for interim messages the answer stays JSON") {
  Harness harness;
  const auto session = harness.open();
  harness.send(harness.post(H::request("logging/setLevel", R"({"level":"error"})"), session));
  auto response = harness.send(harness.post(H::call("steps"), session));
  CHECK_FALSE(response.stream);
  CHECK(body_of(response).at("result").at("content").at(0).at("text") == "done");
  auto json_only = harness.post(H::call("steps", "{}", R"(,"_meta":{"progressToken":1})"), session);
  json_only.set("Accept", "application/json");
  response = harness.send(std::move(json_only));
  CHECK_FALSE(response.stream);
  CHECK(body_of(response).at("result").at("content").at(0).at("text") == "done");
}

TEST_CASE("the oldest revision gets progress without a message") {
  Harness harness;
  const auto session = harness.open("2024-11-05");
  const auto response =
      harness.send(harness.post(H::call("steps", "{}", R"(,"_meta":{"progressToken":7})"), session));
  REQUIRE(response.stream);
  CHECK(events(response.stream).at(0).at("params") ==
        json::parse(R"({"progressToken":7,"progress":0,"total":100})"));
}

TEST_CASE("a cancelled call stops and is not answered") {
  Harness harness;
  const auto session = harness.open();
  const auto other = harness.open();
  const auto pending = harness.start(harness.post(H::call("wait"), session));
  CHECK_FALSE(pending->response);
  const auto cancel = [&](const std::string& id, const std::string& by) {
    harness.start(harness.post(
        R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + id + "}}", by));
    harness.poll();
  };
  cancel("\"1\"", session);  // another id: a text
  cancel("1", other);        // another session
  cancel("2", session);
  CHECK_FALSE(pending->response);
  cancel("1", session);
  REQUIRE(pending->response);
  CHECK(pending->response->status == 202);
  CHECK(pending->response->body.empty());
  cancel("1", session);  // finished: ignored
}

TEST_CASE("ending a session stops its calls") {
  Harness harness;
  const auto session = harness.open();
  const auto pending = harness.start(harness.post(H::call("wait"), session));
  auto end = harness.make("DELETE", "/mcp");
  end.set("Mcp-Session-Id", session);
  harness.start(std::move(end));
  harness.poll();
  CHECK(pending->response);
}

TEST_CASE("a legacy client that goes does not cancel, a modern one does") {
  Harness harness;
  const auto session = harness.open();
  const auto legacy = harness.start(harness.post(H::call("wait"), session));
  legacy->request->peer().go();
  harness.poll();
  CHECK_FALSE(legacy->response);
  auto request = harness.modern("tools/call", R"("name":"wait",)");
  request.set("Mcp-Name", "wait");
  const auto modern = harness.start(std::move(request));
  CHECK_FALSE(modern->response);
  modern->request->peer().go();
  harness.poll();
  REQUIRE(modern->response);
  auto end = harness.make("DELETE", "/mcp");
  end.set("Mcp-Session-Id", session);
  harness.start(std::move(end));
  harness.poll();
}

TEST_CASE("a call that ignores its deadline is stopped and reported as timed out") {
  mcp::ServerOptions options;
  options.call_deadline = 5s;
  options.stream_after = 1h;
  Harness harness(options);
  const auto session = harness.open();
  const auto pending = harness.start(harness.post(H::call("wait"), session));
  harness.clock.advance(7s);
  harness.background.run_for(1500ms);  // the sweep looks once a second
  harness.poll();
  REQUIRE(pending->response);
  CHECK(body_of(*pending->response).at("result").at("structuredContent").at("error").at("code") == "timeout");
}

TEST_CASE("resources are read by name and by template") {
  Harness harness;
  const auto session = harness.open();
  const auto read = [&](const std::string& uri) {
    return harness.send(harness.post(H::request("resources/read", R"({"uri":")" + uri + "\"}"), session));
  };
  CHECK(body_of(read("note://one")).at("result").at("contents") ==
        json::parse(R"([{"uri":"note://one","mimeType":"text/plain","text":"one"}])"));
  CHECK(body_of(read("quote://KRX/005930")).at("result").at("contents").at(0).at("text") == "005930");
  for (const auto* uri : {"note://two", "quote://KRX/000000", ""}) {
    const auto response = read(uri);
    CHECK(error_code(response) == -32002);
    CHECK(body_of(response).at("error").at("data").at("uri") == uri);
  }
  const auto away = read("quote://KRX/999999");
  CHECK(error_code(away) == -32603);
  CHECK(body_of(away).at("error").at("data").at("retryable").as_bool());
  CHECK(error_code(harness.send(harness.post(H::request("resources/read"), session))) == -32602);
}

TEST_CASE("prompts need their arguments, as text") {
  Harness harness;
  const auto session = harness.open();
  const auto get = [&](const std::string& params) {
    return harness.send(harness.post(H::request("prompts/get", params), session));
  };
  const auto result = body_of(get(R"({"name":"greet","arguments":{"name":"Kim"}})")).at("result");
  CHECK(result.at("messages") ==
        json::parse(R"([{"role":"user","content":{"type":"text","text":"Hello Kim"}}])"));
  for (const auto* params : {R"({"name":"greet"})", R"({"name":"greet","arguments":{"name":1}})",
                             R"({"name":"none"})", R"({"name":"greet","arguments":[]})", "{}"})
    CHECK(error_code(get(params)) == -32602);
}

TEST_CASE("completion gives at most a hundred values and refuses unknown references") {
  Harness harness;
  const auto session = harness.open();
  const auto ask = [&](const std::string& params) {
    return harness.send(harness.post(H::request("completion/complete", params), session));
  };
  CHECK(body_of(ask(R"({"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"name","value":"K"}})"))
            .at("result")
            .at("completion") == json::parse(R"({"values":["Kim"],"total":1,"hasMore":false})"));
  const auto many =
      body_of(
          ask(R"({"ref":{"type":"ref/resource","uri":"quote://KRX/{code}"},"argument":{"name":"code","value":"0"}})"))
          .at("result")
          .at("completion");
  CHECK(many.at("values").as_array().size() == 100);
  CHECK(many.at("total") == 150);
  CHECK(many.at("hasMore").as_bool());
  for (const auto* params :
       {R"({"ref":{"type":"ref/prompt","name":"x"},"argument":{"name":"name","value":"K"}})",
        R"({"ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"x","value":"K"}})",
        R"({"ref":{"type":"ref/resource","uri":"x"},"argument":{"name":"name","value":"K"}})",
        R"({"ref":{"type":"x"},"argument":{"name":"name","value":"K"}})", "{}"})
    CHECK(error_code(ask(params)) == -32602);
}
