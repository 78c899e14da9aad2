#include <catch2/catch_test_macros.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using test::error_code;
using test::Harness;
using H = test::Harness;
namespace json = boost::json;

namespace {

/// An open pair: the stream and where to post.
struct Pair {
  std::shared_ptr<net::http::SseStream> stream;
  std::string target;
};

Pair open(Harness& harness, std::string path = "/sse") {
  auto request = harness.make("GET", std::move(path));
  request.set("Accept", "text/event-stream");
  const auto response = harness.send(std::move(request));
  REQUIRE(response.stream);
  const auto first = test::queued(response.stream);
  const std::string head = "event: endpoint\ndata: ";
  REQUIRE(first.starts_with(head + "/messages?sessionId="));
  return {response.stream, first.substr(head.size(), first.find('\n', head.size()) - head.size())};
}

unsigned post(Harness& harness, const Pair& pair, std::string body) {
  return harness.send(harness.post(std::move(body), {}, pair.target)).status;
}

}  // namespace

TEST_CASE("HTTP+SSE: messages go up singly, answers come down the stream") {
  Harness harness;
  const auto pair = open(harness);
  CHECK(post(harness, pair, H::initialize("2024-11-05")) == 202);
  auto seen = test::events(pair.stream);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("result").at("protocolVersion") == "2024-11-05");
  CHECK(post(harness, pair, R"({"jsonrpc":"2.0","method":"notifications/initialized"})") == 202);
  CHECK(post(harness, pair, H::request("tools/list", "{}", "2")) == 202);
  CHECK(post(harness, pair, H::call("echo", R"({"text":"a"})")) == 202);
  CHECK(post(harness, pair, H::request("unknown", "{}", "3")) == 202);
  seen = test::events(pair.stream);
  REQUIRE(seen.size() == 3);
  CHECK(seen[0].at("id") == 2);
  CHECK_FALSE(seen[1].at("result").as_object().contains("structuredContent"));
  CHECK(seen[2].at("error").at("code") == -32601);
}

TEST_CASE("HTTP+SSE: newer revisions are negotiated, progress arrives before the answer") {
  Harness harness;
  const auto pair = open(harness);
  post(harness, pair, H::initialize("2025-11-25"));
  CHECK(test::events(pair.stream).at(0).at("result").at("protocolVersion") == "2025-11-25");
  CHECK(post(harness, pair, H::call("steps", "{}", R"(,"_meta":{"progressToken":"t"})")) == 202);
  const auto seen = test::events(pair.stream);
  REQUIRE(seen.size() == 5);
  CHECK(seen[0].at("method") == "notifications/progress");
  CHECK(seen[4].at("id") == 1);
  CHECK_FALSE(pair.stream->closed());
}

TEST_CASE("HTTP+SSE: a cancelled call is not answered") {
  Harness harness;
  const auto pair = open(harness);
  harness.start(harness.post(H::call("wait"), {}, pair.target));
  harness.start(harness.post(
      R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})", {}, pair.target));
  harness.poll();
  CHECK(test::events(pair.stream).empty());
}

TEST_CASE("HTTP+SSE: the session dies with its stream") {
  Harness harness;
  const auto pair = open(harness);
  CHECK(harness.server.sessions() == 1);
  const auto pending = harness.start(harness.post(H::call("wait"), {}, pair.target));
  pair.stream->close();
  harness.poll();
  CHECK(harness.server.sessions() == 0);
  CHECK(post(harness, pair, H::request("ping")) == 404);
}

TEST_CASE("HTTP+SSE: what cannot be used is refused") {
  Harness harness;
  const auto pair = open(harness);
  CHECK(post(harness, pair, "{") == 400);
  CHECK(post(harness, pair, "[" + H::request("ping") + "]") == 400);
  CHECK(harness.send(harness.post(H::request("ping"), {}, "/messages")).status == 400);
  CHECK(harness.send(harness.post(H::request("ping"), {}, "/messages?sessionId=0")).status == 404);
  auto plain = harness.post(H::request("ping"), {}, pair.target);
  plain.set("Content-Type", "text/plain");
  CHECK(harness.send(std::move(plain)).status == 415);
  CHECK(harness.send(harness.post(H::initialize("2025-11-25"), {}, "/sse")).status == 405);
  CHECK(harness.send(harness.make("GET", "/messages")).status == 405);
  // Sessions of one transport are unknown to the other.
  const auto id = pair.target.substr(pair.target.find('=') + 1);
  CHECK(harness.send(harness.post(H::request("ping"), id)).status == 404);
  CHECK(harness.send(harness.post(H::request("ping"), {}, "/messages?sessionId=" + harness.open())).status ==
        404);
}

TEST_CASE("HTTP+SSE: tools are chosen when the stream opens") {
  Harness harness;
  const auto pair = open(harness, "/sse?toolsets=orders");
  post(harness, pair, H::request("tools/list"));
  CHECK(test::events(pair.stream).at(0).at("result").at("tools").as_array().size() == 2);
  auto request = harness.make("GET", "/sse?toolsets=nonsense");
  CHECK(harness.send(std::move(request)).status == 400);
}
