#include <catch2/catch_test_macros.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::Harness;
using test::header_of;
using H = test::Harness;

namespace {

/// Two principals, each with its token.
mcp::ServerOptions two_principals() {
  mcp::ServerOptions options;
  options.authorization.tokens = test::tokens_for({"kim", "lee"});
  return options;
}

test::FakeRequest as(const std::string& token, test::FakeRequest request) {
  request.set("Authorization", "Bearer " + token);
  return request;
}

std::string session_of(const net::http::Response& response) {
  CHECK(response.status == 200);
  return header_of(response, "Mcp-Session-Id");
}

}  // namespace

TEST_CASE("a principal's sessions are limited, and another one's are not touched") {
  auto options = two_principals();
  options.per_principal.sessions = 1;
  Harness harness(options);
  const auto open = [&](const std::string& token) {
    return harness.send(as(token, harness.post(H::initialize("2025-11-25"))));
  };
  const auto session = session_of(open("kim"));
  CHECK(open("kim").status == 503);
  CHECK(open("lee").status == 200);
  auto end = harness.make("DELETE", "/mcp");
  end.set("Mcp-Session-Id", session);
  CHECK(harness.send(as("kim", std::move(end))).status == 204);
  CHECK(open("kim").status == 200);
}

TEST_CASE("a principal's running calls are limited") {
  auto options = two_principals();
  options.per_principal.calls = 1;
  Harness harness(options);
  const auto call = [&](const std::string& token, const std::string& tool) {
    return harness.start(as(token, harness.modern_call(tool)));
  };
  const auto running = call("kim", "wait");
  const auto second = call("kim", "place");
  REQUIRE(second->response);
  CHECK(second->response->status == 429);
  CHECK(header_of(*second->response, "Retry-After") == "1");
  CHECK(call("lee", "place")->response.value().status == 200);
  running->request->peer().go();
  harness.poll();
  CHECK(running->response);
  CHECK(call("kim", "place")->response.value().status == 200);
}

TEST_CASE("running calls are limited inside batches") {
  auto options = two_principals();
  options.per_principal.calls = 1;
  Harness harness(options);
  const auto session = session_of(harness.send(as("kim", harness.post(H::initialize("2025-03-26")))));
  const auto batch = "[" + H::call("place") + "," + H::request("ping", "{}", "2") + "]";
  const auto answers = [&] {
    return test::body_of(harness.send(as("kim", harness.post(batch, session)))).as_array();
  };
  CHECK(answers().at(0).as_object().contains("result"));
  const auto running = harness.start(as("kim", harness.modern_call("wait")));
  const auto refused = answers();
  CHECK(refused.at(0).at("error").at("code") == -32000);
  CHECK(refused.at(1).as_object().contains("result"));
  running->request->peer().go();
  harness.poll();
  CHECK(answers().at(0).as_object().contains("result"));
}

TEST_CASE("running calls and streams are limited over HTTP+SSE") {
  auto options = two_principals();
  options.per_principal.calls = 1;
  options.per_principal.streams = 1;
  Harness harness(options);
  const auto open = [&](const std::string& token) {
    auto request = harness.make("GET", "/sse");
    request.set("Accept", "text/event-stream");
    return harness.send(as(token, std::move(request)));
  };
  const auto opened = open("kim");
  REQUIRE(opened.stream);
  CHECK(open("kim").status == 429);
  CHECK(open("lee").status == 200);
  const auto endpoint = test::queued(opened.stream);
  const auto at = endpoint.find("/messages");
  const auto target = endpoint.substr(at, endpoint.find('\n', at) - at);
  const auto post = [&](const std::string& body) {
    return harness.start(as("kim", harness.post(body, {}, target)))->response.value().status;
  };
  CHECK(post(H::initialize("2024-11-05")) == 202);
  CHECK(post(H::call("wait")) == 202);
  test::queued(opened.stream);
  CHECK(post(H::call("place")) == 202);
  const auto seen = test::events(opened.stream);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("error").at("code") == -32000);
  opened.stream->close();
  harness.poll();
  CHECK(open("kim").status == 200);
}

TEST_CASE("a principal's streams are limited") {
  mcp::ServerOptions options;
  options.per_principal.streams = 1;
  Harness harness(options);
  const auto session = harness.open();
  const auto get = [&] {
    auto request = harness.make("GET", "/mcp");
    request.set("Accept", "text/event-stream").set("Mcp-Session-Id", session);
    return harness.send(std::move(request));
  };
  const auto listen = [&] {
    return harness.send(harness.modern("subscriptions/listen", R"("notifications":{},)"));
  };
  const auto first = get();
  CHECK(first.status == 200);
  CHECK(listen().status == 429);
  first.stream->close();
  const auto second = listen();
  CHECK(second.status == 200);
  CHECK(get().status == 429);
}

TEST_CASE("requests a second are limited") {
  auto options = two_principals();
  options.per_principal.requests_per_second = 3;
  Harness harness(options);
  const auto status = [&](const std::string& token) {
    return harness.send(as(token, harness.modern_call("place"))).status;
  };
  for (int i = 0; i < 3; ++i) CHECK(status("kim") == 200);
  CHECK(status("kim") == 429);
  CHECK(status("lee") == 200);
  harness.clock.advance(334ms);
  CHECK(status("kim") == 200);
  CHECK(status("kim") == 429);
}

TEST_CASE("what a principal's sessions keep for coming back is limited, and another one's is not touched") {
  auto options = two_principals();
  options.per_principal.replay_bytes = 300;  // room for one question
  Harness harness(options);
  std::vector<std::pair<std::string, std::string>> sessions;
  const auto missed = [&](const std::string& token) {
    const auto capable = H::initialize("2025-11-25", R"({"elicitation":{}})");
    const auto session = session_of(harness.send(as(token, harness.post(capable))));
    sessions.emplace_back(token, session);
    const auto call = harness.start(as(token, harness.post(H::call("interview"), session)));
    call->response.value().stream->close();
    auto back = harness.make("GET", "/mcp");
    back.set("Accept", "text/event-stream").set("Mcp-Session-Id", session).set("Last-Event-ID", "1_0");
    return test::events(harness.send(as(token, std::move(back))).stream).size();
  };
  CHECK(missed("kim") == 1);
  CHECK(missed("kim") == 0);
  CHECK(missed("lee") == 1);
  for (const auto& [token, session] : sessions)
    harness.send(as(token, harness.make("DELETE", "/mcp").set("Mcp-Session-Id", session)));
}
