// Pages the user is sent to: questions by URL, their completion, and calls that cannot go on before.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using test::body_of;
using test::Harness;
using H = test::Harness;
namespace asio = boost::asio;
namespace json = boost::json;

namespace {

constexpr auto can_visit = R"({"elicitation":{"form":{},"url":{}}})";

/// Whether the user has been to the page; the page itself would say so.
struct Page {
  bool done = false;
};

asio::awaitable<mcp::ToolResult> sign_in(const std::shared_ptr<Page>& page, mcp::CallContext& context) {
  if (page->done) co_return mcp::ToolResult::text("signed in");
  std::vector<mcp::Question> pages{
      mcp::elicit_url("sign_in", "Sign in first", "https://broker.example/sign-in", "page-1")};
  co_return mcp::error_result(context.require_pages(std::move(pages)));
}

asio::awaitable<mcp::ToolResult> visit(mcp::CallContext& context) {
  auto reply = co_await context.ask(mcp::elicit_url("page", "Look", "https://broker.example/look", "page-2"));
  if (!reply) co_return mcp::error_result(reply.error());
  co_return mcp::ToolResult::text(mcp::read_elicited(*reply).accepted() ? "agreed" : "refused");
}

std::shared_ptr<mcp::Registry> registry_with(const std::shared_ptr<Page>& page) {
  auto registry = std::make_shared<mcp::Registry>();
  const auto add = [&](const char* name, auto call) {
    mcp::Tool tool;
    tool.name = name;
    tool.input_schema = {{"type", "object"}};
    tool.call = call;
    registry->add(std::move(tool));
  };
  add("sign_in", [page](mcp::CallContext& context, const json::object&) { return sign_in(page, context); });
  add("visit", [](mcp::CallContext& context, const json::object&) { return visit(context); });
  return registry;
}

std::shared_ptr<net::http::SseStream> stream_of(Harness& harness, const std::string& session) {
  auto request = harness.make("GET", "/mcp");
  request.set("Accept", "text/event-stream").set("Mcp-Session-Id", session);
  auto stream = harness.send(std::move(request)).stream;
  REQUIRE(stream);
  test::queued(stream);
  return stream;
}

}  // namespace

TEST_CASE("a call that needs a page first ends with -32042 in a session of 2025-11-25") {
  const auto page = std::make_shared<Page>();
  Harness harness({}, registry_with(page));
  const auto session = harness.open("2025-11-25", "/mcp", can_visit);
  const auto refused = body_of(harness.send(harness.post(H::call("sign_in"), session)));
  CHECK(refused.at("error").at("code") == -32042);
  CHECK(refused.at("error").at("data") ==
        json::parse(R"({"elicitations":[{"mode":"url","elicitationId":"page-1","message":"Sign in first",
                                         "url":"https://broker.example/sign-in"}]})"));
  const auto stream = stream_of(harness, session);
  page->done = true;
  harness.server.elicitation_completed("page-1");
  const auto seen = test::events(stream);
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].at("method") == "notifications/elicitation/complete");
  CHECK(seen[0].at("params") == json::parse(R"({"elicitationId":"page-1"})"));
  harness.server.elicitation_completed("page-1");  // once is enough
  CHECK(test::events(stream).empty());
  const auto again = body_of(harness.send(harness.post(H::call("sign_in"), session)));
  CHECK(again.at("result").at("content").at(0).at("text") == "signed in");
}

TEST_CASE("in the modern era the call asks again until the user has been there") {
  const auto page = std::make_shared<Page>();
  Harness harness({}, registry_with(page));
  auto answer = body_of(harness.send(harness.modern_call("sign_in", "", can_visit)));
  CHECK(answer.at("result").at("resultType") == "input_required");
  CHECK(answer.at("result").at("inputRequests") ==
        json::parse(R"({"sign_in":{"method":"elicitation/create","params":{"mode":"url",
                        "message":"Sign in first","url":"https://broker.example/sign-in"}}})"));
  const auto state = std::string(answer.at("result").at("requestState").as_string());
  const auto reply = R"("inputResponses":{"sign_in":{"action":"accept"}},"requestState":")" + state + "\",";
  answer = body_of(harness.send(harness.modern_call("sign_in", reply, can_visit)));
  CHECK(answer.at("result").at("resultType") == "input_required");
  page->done = true;
  answer = body_of(harness.send(harness.modern_call("sign_in", reply, can_visit)));
  CHECK(answer.at("result").at("content").at(0).at("text") == "signed in");
}

TEST_CASE("a client that cannot send its user to a page gets an error it can read") {
  Harness harness({}, registry_with(std::make_shared<Page>()));
  const auto revision = GENERATE("2025-06-18", "2025-11-25", "2026-07-28");
  const auto forms = R"({"elicitation":{}})";
  const auto answer =
      std::string_view(revision) == "2026-07-28"
          ? body_of(harness.send(harness.modern_call("sign_in", "", forms)))
          : body_of(harness.send(harness.post(H::call("sign_in"), harness.open(revision, "/mcp", forms))));
  CHECK(answer.at("result").at("isError") == true);
  CHECK(answer.at("result").at("structuredContent").at("error").at("code") == "not_configured");
}

TEST_CASE("only the session that was sent to a page hears that the user is done with it") {
  Harness harness({}, registry_with(std::make_shared<Page>()));
  const auto session = harness.open("2025-11-25", "/mcp", can_visit);
  const auto other = stream_of(harness, harness.open("2025-11-25", "/mcp", can_visit));
  const auto own = stream_of(harness, session);
  const auto call =
      harness.start(harness.post(H::call("visit", "{}", R"(,"_meta":{"progressToken":1})"), session));
  REQUIRE(call->response);
  const auto question = test::events(call->response->stream).at(0);
  CHECK(question.at("params").at("elicitationId") == "page-2");
  harness.send(harness.post(
      R"({"jsonrpc":"2.0","id":)" + json::serialize(question.at("id")) + R"(,"result":{"action":"accept"}})",
      session));
  CHECK(test::events(call->response->stream).at(0).at("result").at("content").at(0).at("text") == "agreed");
  harness.server.elicitation_completed("page-2");
  harness.server.elicitation_completed("nobody's");
  CHECK(test::events(own).size() == 1);
  CHECK(test::events(other).empty());
}
