// The caller's trace reaches the tool and the log, whichever way it came.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "kbroker/base/log.hpp"
#include "mcp_harness.hpp"

using namespace kbroker;
using test::Harness;
using H = test::Harness;
namespace json = boost::json;

namespace {

constexpr auto header = "00-11111111111111111111111111111111-00f067aa0ba902b7-01";
constexpr auto in_meta = "00-22222222222222222222222222222222-00f067aa0ba902b7-01";

/// A tool that says which trace it belongs to, one that does `work`, and one that fails.
std::shared_ptr<mcp::Registry> tracing_registry(std::function<void()> work = {}) {
  auto registry = std::make_shared<mcp::Registry>();
  mcp::Tool tool;
  tool.name = "trace";
  tool.input_schema = {{"type", "object"}};
  tool.call = [](mcp::CallContext& context, const json::object&) -> boost::asio::awaitable<mcp::ToolResult> {
    co_return mcp::ToolResult::text(std::string(context.trace_id()));
  };
  registry->add(tool);
  tool.name = "slow";
  tool.call = [work](mcp::CallContext&, const json::object&) -> boost::asio::awaitable<mcp::ToolResult> {
    work();
    co_return mcp::ToolResult();
  };
  registry->add(tool);
  tool.name = "boom";
  tool.call = [](mcp::CallContext&, const json::object&) -> boost::asio::awaitable<mcp::ToolResult> {
    throw std::runtime_error("boom");
    co_return mcp::ToolResult();
  };
  registry->add(tool);
  return registry;
}

std::string traced(const net::http::Response& response) {
  return std::string(test::body_of(response).at("result").at("content").at(0).at("text").as_string());
}

}  // namespace

TEST_CASE("the trace of a call is that of its _meta, otherwise of its header") {
  Harness harness({}, tracing_registry());
  const auto call = [&](const char* with_header, const std::string& meta) {
    auto request = harness.modern("tools/call", R"("name":"trace",)", meta);
    request.set("Mcp-Name", "trace");
    if (with_header) request.set("traceparent", with_header);
    return traced(harness.send(std::move(request)));
  };
  const auto meta = [](const std::string& value) { return R"("traceparent":)" + value + ","; };
  const std::string own = '"' + std::string(in_meta) + '"';
  CHECK(call(nullptr, "") == "");
  CHECK(call(header, "") == std::string(32, '1'));
  CHECK(call(nullptr, meta(own)) == std::string(32, '2'));
  CHECK(call(header, meta(own)) == std::string(32, '2'));
  CHECK(call(header, meta("\"nonsense\"")) == std::string(32, '1'));
  CHECK(call(header, meta("7")) == std::string(32, '1'));
  CHECK(call("nonsense", "") == "");
}

TEST_CASE("a session's calls belong to traces, too") {
  Harness harness({}, tracing_registry());
  auto request = harness.post(H::call("trace"), harness.open());
  request.set("traceparent", header);
  CHECK(traced(harness.send(std::move(request))) == std::string(32, '1'));
}

namespace {

/// The spans that are written while it lives.
struct Spans {
  explicit Spans(log::Level least = log::Level::debug) {
    log::set_sink(
        [this](const log::Event& event) {
          if (event.name != "mcp.span") return;
          json::object fields;
          for (const auto& field : event.fields) fields.emplace(field.name, field.value);
          written.push_back(std::move(fields));
        },
        least);
  }
  ~Spans() { log::set_sink({}, log::Level::error); }
  Spans(const Spans&) = delete;
  Spans& operator=(const Spans&) = delete;

  std::vector<json::object> written;
};

}  // namespace

TEST_CASE("a request of a trace is a span below the caller's, with its time") {
  const Spans spans;
  std::function<void()> work;
  Harness harness({}, tracing_registry([&] { work(); }));
  work = [&] { harness.clock.advance(std::chrono::milliseconds(40)); };
  auto request = harness.modern("tools/call", R"("name":"slow",)",
                                R"("traceparent":")" + std::string(in_meta) + R"(","tracestate":"a=1,b=2",)");
  request.set("Mcp-Name", "slow").set("traceparent", header).set("tracestate", "c=3");
  harness.send(std::move(request));
  REQUIRE(spans.written.size() == 1);
  auto span = spans.written[0];
  const auto id = std::string(span.at("span").as_string());
  CHECK(id.size() == 16);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);
  span.erase("span");
  CHECK(span == json::object({{"request", 7},
                              {"trace", std::string(32, '2')},
                              {"parent", "00f067aa0ba902b7"},
                              {"tracestate", "a=1,b=2"},
                              {"method", "tools/call"},
                              {"name", "slow"},
                              {"ms", 40.0}}));

  // Quick methods and refusals, too; two requests never share a span.
  auto list = harness.modern("tools/list");
  list.set("traceparent", header).set("tracestate", "c=3");
  harness.send(std::move(list));
  auto unknown = harness.modern("tools/nothing");
  unknown.set("traceparent", header);
  CHECK(harness.send(std::move(unknown)).status == 404);
  REQUIRE(spans.written.size() == 3);
  CHECK(spans.written[1].at("method") == "tools/list");
  CHECK(spans.written[1].at("tracestate") == "c=3");
  CHECK(spans.written[2].at("tracestate") == "");
  CHECK(spans.written[1].at("span") != spans.written[2].at("span"));
}

TEST_CASE("requests of sessions are spans, one by one in a batch") {
  const Spans spans;
  Harness harness({}, tracing_registry());
  const auto session = harness.open("2025-03-26");
  const auto meta = R"(,"_meta":{"traceparent":")" + std::string(in_meta) + R"("})";
  auto batch = harness.post("[" + H::call("trace", "{}", meta) + "," + H::request("ping") + "]", session);
  batch.set("traceparent", header);
  harness.send(std::move(batch));
  REQUIRE(spans.written.size() == 2);
  CHECK(spans.written[0].at("trace").as_string() == std::string(32, '2'));
  CHECK(spans.written[1].at("trace").as_string() == std::string(32, '1'));
  CHECK(spans.written[1].at("method") == "ping");
}

TEST_CASE("without a trace, and without a log at debug, there are no spans") {
  const auto level = GENERATE(log::Level::debug, log::Level::info);
  const Spans spans(level);
  Harness harness({}, tracing_registry());
  auto request = harness.modern("tools/list");
  if (level == log::Level::info) request.set("traceparent", header);
  harness.send(std::move(request));
  CHECK(spans.written.empty());
}

TEST_CASE("the log names the trace beside the request") {
  std::vector<json::object> failures;
  log::set_sink(
      [&](const log::Event& event) {
        if (event.name != "mcp.call.failed") return;
        json::object fields;
        for (const auto& field : event.fields) fields.emplace(field.name, field.value);
        failures.push_back(std::move(fields));
      },
      log::Level::info);
  Harness harness({}, tracing_registry());
  auto request = harness.modern_call("boom");
  request.set("traceparent", header);
  harness.send(std::move(request));
  log::set_sink({}, log::Level::error);
  REQUIRE(failures.size() == 1);
  CHECK(failures[0].at("request") == 7);
  CHECK(failures[0].at("trace").as_string() == std::string(32, '1'));
}
