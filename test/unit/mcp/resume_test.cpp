#include <catch2/catch_test_macros.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::events;
using test::Harness;
using test::queued;
using H = test::Harness;

namespace {

std::shared_ptr<net::http::SseStream> get(Harness& harness, const std::string& session,
                                          const std::string& last = {}, unsigned status = 200) {
  auto request = harness.make("GET", "/mcp");
  request.set("Accept", "text/event-stream").set("Mcp-Session-Id", session);
  if (!last.empty()) request.set("Last-Event-ID", last);
  const auto pending = harness.start(std::move(request));
  REQUIRE(pending->response);
  CHECK(pending->response->status == status);
  return pending->response->stream;
}

/// Lets real time pass for the call's own timer.
void run_for(Harness& harness, std::chrono::milliseconds time) {
  harness.context.restart();
  harness.context.run_for(time);
}

}  // namespace

TEST_CASE("a long call turns into a stream, and a client that comes back gets its result") {
  mcp::ServerOptions options;
  options.stream_after = 10ms;
  Harness harness(options);
  const auto session = harness.open("2025-11-25");
  const auto call = harness.start(harness.post(H::call("sleep", R"({"ms":60})"), session));
  CHECK_FALSE(call->response);
  run_for(harness, 30ms);
  REQUIRE(call->response);
  REQUIRE(call->response->stream);
  CHECK(queued(call->response->stream) == "id: 1_0\ndata: \n\n");
  call->response->stream->close();  // its connection is lost
  const auto back = get(harness, session, "1_0");
  run_for(harness, 100ms);
  const auto seen = events(back);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("result").at("content").at(0).at("text") == "slept");
  CHECK(back->closed());
  // Once more, after it has ended.
  CHECK(events(get(harness, session, "1_0")).size() == 1);
}

TEST_CASE("older sessions and quick calls are answered as before") {
  mcp::ServerOptions options;
  options.stream_after = 10ms;
  Harness harness(options);
  const auto older = harness.open("2025-06-18");
  const auto slow = harness.start(harness.post(H::call("sleep", R"({"ms":30})"), older));
  run_for(harness, 100ms);
  REQUIRE(slow->response);
  CHECK_FALSE(slow->response->stream);
  const auto quick = harness.send(harness.post(H::call("place"), harness.open()));
  CHECK_FALSE(quick.stream);
}

TEST_CASE("a call that releases its connection is fetched by GET") {
  Harness harness;
  const auto session = harness.open("2025-11-25");
  const auto call = harness.start(harness.post(H::call("fetch_later"), session));
  REQUIRE(call->response);
  CHECK(queued(call->response->stream) == "id: 1_0\ndata: \n\nretry: 20\n\n");
  CHECK(call->response->stream->closed());
  const auto back = get(harness, session, "1_0");
  CHECK(events(back).at(0).at("result").at("content").at(0).at("text") == "later");
  // Older revisions do not know this: the answer comes as it is.
  const auto older = harness.send(harness.post(H::call("fetch_later"), harness.open("2025-06-18")));
  CHECK(test::body_of(older).at("result").at("content").at(0).at("text") == "later");
}

TEST_CASE("an event of another session, or of nobody, cannot be resumed after") {
  Harness harness;
  const auto session = harness.open("2025-11-25");
  const auto other = harness.open("2025-11-25");
  harness.start(harness.post(H::call("fetch_later"), session));
  for (const auto* last : {"1_0", "0_0", "x"}) get(harness, other, last, 400);
  get(harness, session, "1_9", 400);
  CHECK(get(harness, session, "1_0"));
}

TEST_CASE("what the standalone stream missed is repeated") {
  mcp::ServerOptions options;
  options.lists_change = true;
  Harness harness(options);
  const auto session = harness.open("2025-06-18");
  const auto first = get(harness, session);
  CHECK(queued(first).empty());  // no priming event before 2025-11-25
  harness.server.list_changed(mcp::ListKind::tools);
  CHECK(queued(first).find("id: 0_1\n") != std::string::npos);
  first->close();
  harness.server.list_changed(mcp::ListKind::prompts);
  const auto seen = events(get(harness, session, "0_1"));
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("method") == "notifications/prompts/list_changed");
}
