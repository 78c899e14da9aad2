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

/// A tool that says which trace it belongs to, and one that fails.
std::shared_ptr<mcp::Registry> tracing_registry() {
  auto registry = std::make_shared<mcp::Registry>();
  mcp::Tool tool;
  tool.name = "trace";
  tool.input_schema = {{"type", "object"}};
  tool.call = [](mcp::CallContext& context, const json::object&) -> boost::asio::awaitable<mcp::ToolResult> {
    co_return mcp::ToolResult::text(std::string(context.trace_id()));
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
