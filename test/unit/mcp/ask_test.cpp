#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

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

constexpr auto can_all = R"({"elicitation":{},"sampling":{}})";
constexpr auto kim = R"({"action":"accept","content":{"name":"Kim"}})";
constexpr auto idea = R"({"role":"assistant","model":"m","content":{"type":"text","text":"none"}})";

std::string reply(const json::value& request, const std::string& result) {
  return R"({"jsonrpc":"2.0","id":)" + json::serialize(request.at("id")) + R"(,"result":)" + result + "}";
}

std::string code_of(const json::value& result) {
  return std::string(result.at("structuredContent").at("error").at("code").as_string());
}

/// The legacy side: a call under way and what its stream says.
struct Interview {
  Harness& harness;
  std::string session;
  std::shared_ptr<test::Pending> call;

  explicit Interview(Harness& harness_, const std::string& revision = "2025-11-25",
                     const std::string& capabilities = can_all)
      : harness(harness_),
        session(harness.open(revision, "/mcp", capabilities)),
        call(harness.start(harness.post(H::call("interview"), session))) {}
  std::vector<json::value> said() { return events(call->response.value().stream); }
  json::value next() {
    const auto list = said();
    REQUIRE(list.size() == 1);
    return list[0];
  }
  void post(const std::string& body) {
    const auto pending = harness.start(harness.post(body, session));
    REQUIRE(pending->response);
    CHECK(pending->response->status == 202);
    harness.poll();
  }
};

}  // namespace

TEST_CASE("a legacy client is asked on the call's own stream and the call goes on with the replies") {
  Harness harness;
  Interview interview(harness);
  const auto first = interview.next();
  CHECK(first.at("method") == "elicitation/create");
  CHECK(first.at("params").at("mode") == "form");
  CHECK(first.at("params").at("message") == "Your name?");
  CHECK(first.at("params").at("requestedSchema").at("required").at(0) == "name");
  interview.post(R"({"jsonrpc":"2.0","id":"nobody","result":{}})");  // not ours: ignored
  interview.post(R"({"jsonrpc":"2.0","id":1,"result":{}})");
  CHECK(interview.said().empty());
  interview.post(reply(first, kim));
  const auto second = interview.next();
  CHECK(second.at("method") == "sampling/createMessage");
  CHECK(second.at("params").at("maxTokens") == 10);
  CHECK(second.at("id") != first.at("id"));
  interview.post(reply(second, idea));
  const auto result = interview.next().at("result");
  CHECK(result.at("content").at(0).at("text") == "Kim: none");
  CHECK(interview.call->response->stream->closed());
}

TEST_CASE("a form has no mode before 2025-11-25") {
  Harness harness;
  Interview interview(harness, "2025-06-18");
  CHECK_FALSE(interview.next().at("params").as_object().contains("mode"));
  interview.post(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
}

TEST_CASE("who cannot be asked is not asked") {
  const auto [revision, capabilities] = GENERATE(table<std::string, std::string>(
      {{"2025-11-25", "{}"}, {"2025-11-25", R"({"elicitation":{"url":{}}})"}, {"2025-03-26", can_all}}));
  Harness harness;
  const auto session = harness.open(revision, "/mcp", capabilities);
  const auto result = body_of(harness.send(harness.post(H::call("interview"), session))).at("result");
  CHECK(result.at("isError").as_bool());
  const auto text = std::string(result.at("content").at(0).at("text").as_string());
  CHECK(text.find("elicitation/create") != std::string::npos);
}

TEST_CASE("replies that make no sense, refusals and errors end the legacy question") {
  Harness harness;
  SECTION("a reply that does not fit the form") {
    Interview interview(harness);
    interview.post(reply(interview.next(), R"({"action":"accept","content":{"name":5}})"));
    CHECK(code_of(interview.next().at("result")) == "invalid_argument");
  }
  SECTION("an error") {
    Interview interview(harness);
    const auto id = json::serialize(interview.next().at("id"));
    interview.post(R"({"jsonrpc":"2.0","id":)" + id + R"(,"error":{"code":-1,"message":"no"}})");
    CHECK(code_of(interview.next().at("result")) == "cancelled");
  }
  SECTION("a decline is an answer") {
    Interview interview(harness);
    interview.post(reply(interview.next(), R"({"action":"decline"})"));
    CHECK(interview.next().at("result").at("content").at(0).at("text") == "nobody");
  }
  SECTION("the end of the session") {
    Interview interview(harness);
    interview.next();
    auto end = harness.make("DELETE", "/mcp");
    end.set("Mcp-Session-Id", interview.session);
    harness.start(std::move(end));
    harness.poll();
    CHECK(interview.call->response->stream->closed());
  }
}

TEST_CASE("a reply counts only in the session that was asked") {
  Harness harness;
  const auto other = harness.open("2025-11-25", "/mcp", can_all);
  Interview interview(harness);
  const auto question = interview.next();
  harness.start(harness.post(reply(question, kim), other));
  harness.poll();
  CHECK(interview.said().empty());
  interview.post(reply(question, kim));
  CHECK(interview.next().at("method") == "sampling/createMessage");
  interview.post(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  CHECK(interview.said().at(0).at("method") == "notifications/cancelled");  // the question is withdrawn
}

TEST_CASE("nobody answers: the question is withdrawn and the call goes on") {
  mcp::ServerOptions options;
  options.ask_deadline = 20ms;
  Harness harness(options);
  Interview interview(harness);
  const auto question = interview.next();
  harness.context.restart();
  harness.context.run();
  const auto rest = interview.said();
  REQUIRE(rest.size() == 2);
  CHECK(rest[0].at("method") == "notifications/cancelled");
  CHECK(rest[0].at("params").at("requestId") == question.at("id"));
  CHECK(code_of(rest[1].at("result")) == "timeout");
}

TEST_CASE("thinking is not counted as the call's time") {
  mcp::ServerOptions options;
  options.call_deadline = 5s;
  Harness harness(options);
  Interview interview(harness);
  const auto question = interview.next();
  harness.clock.advance(60s);
  harness.background.run_for(1500ms);  // the sweep looks once a second
  harness.poll();
  CHECK(interview.said().empty());
  interview.post(reply(question, kim));
  CHECK(interview.next().at("method") == "sampling/createMessage");
  interview.post(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
}

TEST_CASE("without a stream of its own a call asks on the session's stream") {
  Harness harness;
  const auto session = harness.open("2025-11-25", "/mcp", can_all);
  const auto call = [&] {
    auto request = harness.post(H::call("interview"), session);
    request.set("Accept", "application/json");
    return harness.start(std::move(request));
  };
  CHECK(code_of(body_of(call()->response.value()).at("result")) == "not_configured");
  auto get = harness.make("GET", "/mcp");
  get.set("Accept", "text/event-stream").set("Mcp-Session-Id", session);
  const auto stream = harness.send(std::move(get)).stream;
  const auto pending = call();
  harness.start(harness.post(reply(events(stream).at(0), R"({"action":"cancel"})"), session));
  harness.poll();
  CHECK(body_of(pending->response.value()).at("result").at("content").at(0).at("text") == "nobody");
}

TEST_CASE("a modern client gets the questions as the result and comes back with replies") {
  Harness harness;
  const auto round = [&](const std::string& members) {
    return harness.send(harness.modern_call("interview", members, can_all));
  };
  const auto first = body_of(round({})).at("result");
  CHECK(first.at("resultType") == "input_required");
  CHECK(first.at("inputRequests").as_object().size() == 1);
  CHECK(first.at("inputRequests").at("name").at("method") == "elicitation/create");
  CHECK(first.at("_meta").at("io.modelcontextprotocol/serverInfo").at("version") == "1.2.3");
  CHECK_FALSE(first.as_object().contains("ttlMs"));
  const auto state_of = [](const json::value& result) {
    return R"("requestState":)" + json::serialize(result.at("requestState")) + ",";
  };
  const auto second =
      body_of(round(state_of(first) + R"("inputResponses":{"name":)" + kim + R"(,"extra":1},)")).at("result");
  CHECK(second.at("resultType") == "input_required");
  CHECK(second.at("inputRequests").at("idea").at("method") == "sampling/createMessage");
  CHECK(second.at("requestState") != first.at("requestState"));
  const auto last =
      body_of(round(state_of(second) + R"("inputResponses":{"idea":)" + idea + "},")).at("result");
  CHECK(last.at("resultType") == "complete");
  CHECK(last.at("content").at(0).at("text") == "Kim: none");

  SECTION("a state that was altered, or belongs to another request, is refused") {
    auto altered = state_of(second);
    altered[20] = altered[20] == 'A' ? 'B' : 'A';
    CHECK(error_code(round(altered)) == -32602);
    CHECK(error_code(round(R"("arguments":{"other":1},)" + state_of(second))) == -32602);
    CHECK(error_code(round(R"("requestState":7,)")) == -32602);
    // The order of members and unrelated ones do not matter.
    const auto ordered = state_of(body_of(round(R"("arguments":{"a":1,"b":2},)")).at("result"));
    CHECK(error_code(round(R"("arguments":{"b":2,"a":1},)" + ordered)) == 0);
  }
  SECTION("a state does not last for ever") {
    harness.clock.advance(6min);
    CHECK(error_code(round(state_of(second))) == -32602);
  }
  SECTION("all replies at once, without a state, will do") {
    const auto result =
        body_of(round(std::string(R"("inputResponses":{"name":)") + kim + R"(,"idea":)" + idea + "},"))
            .at("result");
    CHECK(result.at("resultType") == "complete");
  }
}

TEST_CASE("a modern reply that makes no sense is asked for again") {
  const auto responses = GENERATE("null", "5", "{}", R"({"name":5})", R"({"name":{"action":"maybe"}})",
                                  R"({"name":{"action":"accept","content":{"name":5}}})");
  Harness harness;
  const auto result =
      body_of(harness.send(harness.modern_call(
                  "interview", R"("inputResponses":)" + std::string(responses) + ",", can_all)))
          .at("result");
  CHECK(result.at("resultType") == "input_required");
  CHECK(result.at("inputRequests").as_object().contains("name"));
}

TEST_CASE("a modern client is asked only what this request declares") {
  Harness harness;
  const auto none = body_of(harness.send(harness.modern_call("interview"))).at("result");
  CHECK(code_of(none) == "not_configured");
  const auto some = body_of(harness.send(harness.modern_call(
                                "interview", std::string(R"("inputResponses":{"name":)") + kim + "},",
                                R"({"elicitation":{}})")))
                        .at("result");
  CHECK(code_of(some) == "not_configured");
}
