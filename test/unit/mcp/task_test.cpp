#include <catch2/catch_test_macros.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::body_of;
using test::error_code;
using test::Harness;
namespace json = boost::json;

namespace {

constexpr auto declared = R"({"elicitation":{},"extensions":{"io.modelcontextprotocol/tasks":{}}})";
constexpr auto kim = R"({"action":"accept","content":{"name":"Kim"}})";

net::http::Response send(Harness& harness, test::FakeRequest request) {
  const auto pending = harness.start(std::move(request));
  REQUIRE(pending->response);
  return std::move(*pending->response);
}

json::value start(Harness& harness, const std::string& tool) {
  const auto result = body_of(send(harness, harness.modern_call(tool, {}, declared))).at("result");
  CHECK(result.at("resultType") == "task");
  return result;
}

net::http::Response ask_task(Harness& harness, const std::string& method, const json::value& task,
                             const std::string& more = {}, const std::string& capabilities = declared) {
  const std::string id(task.at("taskId").as_string());
  auto request = harness.modern(method, R"("taskId":")" + id + "\"," + more, {}, "/mcp", capabilities);
  request.set("Mcp-Name", id);
  return send(harness, std::move(request));
}

json::value get(Harness& harness, const json::value& task) {
  return body_of(ask_task(harness, "tasks/get", task)).at("result");
}

}  // namespace

TEST_CASE("a call becomes a task, is asked about, and keeps its result") {
  Harness harness;
  const auto task = start(harness, "long_job");
  CHECK(task.at("status") == "working");
  CHECK(task.at("ttlMs") == 60'000);
  CHECK(task.at("pollIntervalMs") == 100);
  CHECK(task.at("taskId").as_string().size() == 32);
  CHECK(task.at("createdAt") == "2027-01-15T08:00:00Z");
  CHECK(task.at("_meta").at("io.modelcontextprotocol/serverInfo").at("version") == "1.2.3");

  const auto asked = get(harness, task);
  CHECK(asked.at("resultType") == "complete");
  CHECK(asked.at("status") == "input_required");
  CHECK(asked.at("inputRequests").at("name").at("method") == "elicitation/create");
  CHECK(asked.at("inputRequests").at("again").at("method") == "elicitation/create");

  // Strangers, and what makes no sense, are ignored; what is answered goes.
  const auto update = [&](const std::string& replies) {
    harness.clock.advance(1s);
    const auto ack = body_of(ask_task(harness, "tasks/update", task, R"("inputResponses":)" + replies + ","));
    CHECK(ack.at("result").at("resultType") == "complete");
    CHECK_FALSE(ack.at("result").as_object().contains("taskId"));
    harness.poll();
  };
  update(R"({"stranger":1,"again":{"action":"accept","content":{"name":5}}})");
  CHECK(get(harness, task).at("inputRequests").as_object().size() == 2);
  update(std::string(R"({"name":)") + kim + "}");
  const auto half = get(harness, task);
  CHECK(half.at("status") == "input_required");
  CHECK(half.at("inputRequests").as_object().size() == 1);
  CHECK(half.at("lastUpdatedAt") != half.at("createdAt"));
  update(R"({"again":{"action":"decline"}})");
  const auto done = get(harness, task);
  CHECK(done.at("status") == "completed");
  CHECK(done.at("result").at("content").at(0).at("text") == "Kim and nobody");
  CHECK_FALSE(done.as_object().contains("inputRequests"));
  CHECK(error_code(ask_task(harness, "tasks/update", task)) == -32602);
}

TEST_CASE("a cancelled task stops and stays cancelled") {
  Harness harness;
  const auto task = start(harness, "long_job");
  for (int i = 0; i < 2; ++i) {
    const auto ack = body_of(ask_task(harness, "tasks/cancel", task)).at("result");
    CHECK(ack.at("resultType") == "complete");
    harness.poll();
    CHECK(get(harness, task).at("status") == "cancelled");
  }
}

TEST_CASE("a client that goes does not stop a task") {
  Harness harness;
  const auto pending = harness.start(harness.modern_call("long_job", {}, declared));
  const auto task = body_of(pending->response.value()).at("result");
  pending->request->peer().go();
  harness.poll();
  CHECK(get(harness, task).at("status") == "input_required");
}

TEST_CASE("protocol errors fail a task, failures of the tool complete it") {
  Harness harness;
  const auto failed = get(harness, start(harness, "failing_protocol"));
  CHECK(failed.at("status") == "failed");
  CHECK(failed.at("error").at("code") == 4711);
  CHECK(failed.at("error").at("message") == "refused");
  CHECK_FALSE(failed.as_object().contains("result"));
}

TEST_CASE("without the extension the same tool is an ordinary call") {
  Harness harness;
  auto request = harness.modern_call("failing_protocol");
  CHECK(error_code(send(harness, std::move(request))) == 4711);
  const auto result = body_of(send(harness, harness.modern_call("long_job", {}, R"({"elicitation":{}})")));
  CHECK(result.at("result").at("resultType") == "input_required");
  const auto session = harness.open();
  const auto legacy = harness.send(harness.post(test::Harness::call("failing_protocol"), session));
  CHECK(error_code(legacy) == 4711);
}

TEST_CASE("tasks are found only by who declares them, by their id, in their time") {
  Harness harness;
  const auto task = start(harness, "long_job");
  const auto undeclared = ask_task(harness, "tasks/get", task, {}, "{}");
  CHECK(undeclared.status == 400);
  CHECK(error_code(undeclared) == -32021);
  CHECK(body_of(undeclared).at("error").at("data").at("requiredCapabilities") ==
        json::parse(R"({"extensions":{"io.modelcontextprotocol/tasks":{}}})"));
  CHECK(error_code(ask_task(harness, "tasks/get", json::parse(R"({"taskId":"nobody"})"))) == -32602);
  auto wrong = harness.modern("tasks/get", R"("taskId":"a",)", {}, "/mcp", declared);
  wrong.set("Mcp-Name", "b");
  CHECK(error_code(send(harness, std::move(wrong))) == -32020);
  harness.clock.advance(61s);
  CHECK(error_code(ask_task(harness, "tasks/get", task)) == -32602);
}

TEST_CASE("too many tasks: the call goes on as it is") {
  mcp::ServerOptions options;
  options.max_tasks = 1;
  Harness harness(options);
  start(harness, "long_job");
  const auto second = body_of(send(harness, harness.modern_call("long_job", {}, declared)));
  CHECK(second.at("result").at("resultType") == "input_required");
}

TEST_CASE("a listen stream hears of the tasks it names") {
  Harness harness;
  const auto task = start(harness, "long_job");
  const auto filter =
      R"("notifications":{"taskIds":[)" + json::serialize(task.at("taskId")) + R"(,"other"]},)";
  const auto stream =
      send(harness, harness.modern("subscriptions/listen", filter, {}, "/mcp", declared)).stream;
  REQUIRE(stream);
  CHECK(test::events(stream).at(0).at("params").at("notifications").at("taskIds").as_array().size() == 1);
  ask_task(harness, "tasks/cancel", task);
  const auto told = test::events(stream);
  REQUIRE(told.size() == 1);
  CHECK(told[0].at("method") == "notifications/tasks");
  CHECK(told[0].at("params").at("taskId") == task.at("taskId"));
  CHECK(told[0].at("params").at("status") == "cancelled");
  CHECK(told[0].at("params").at("_meta").at("io.modelcontextprotocol/subscriptionId") == 1);
}

TEST_CASE("extensions are advertised where they apply") {
  Harness harness;
  const auto modern = body_of(send(harness, harness.modern("server/discover"))).at("result");
  CHECK(modern.at("capabilities").at("extensions") ==
        json::parse(R"({"io.modelcontextprotocol/ui":{},"io.modelcontextprotocol/tasks":{}})"));
  const auto legacy = body_of(send(harness, harness.post(Harness::initialize("2025-11-25")))).at("result");
  CHECK(legacy.at("capabilities").at("extensions") == json::parse(R"({"io.modelcontextprotocol/ui":{}})"));
}

TEST_CASE("a tool names its page, and the page says what it needs") {
  Harness harness;
  const auto list = body_of(send(harness, harness.modern("tools/list"))).at("result").at("tools").as_array();
  const auto found = std::find_if(list.begin(), list.end(),
                                  [](const json::value& tool) { return tool.at("name") == "long_job"; });
  REQUIRE(found != list.end());
  CHECK(found->at("_meta") == json::parse(R"({"ui":{"resourceUri":"ui://job.html","visibility":["app"]},
    "ui/resourceUri":"ui://job.html"})"));
  auto read = harness.modern("resources/read", R"("uri":"ui://job.html",)");
  read.set("Mcp-Name", "ui://job.html");
  const auto page = body_of(send(harness, std::move(read))).at("result").at("contents").at(0);
  CHECK(page.at("mimeType") == "text/html;profile=mcp-app");
  CHECK(page.at("_meta").at("ui").at("prefersBorder").as_bool());
}
