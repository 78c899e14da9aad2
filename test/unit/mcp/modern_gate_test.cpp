#include <catch2/catch_test_macros.hpp>

#include <map>

#include <boost/json/parse.hpp>

#include "kbroker/base/text.hpp"
#include "modern_gate.hpp"
#include "sample_registry.hpp"

using namespace kbroker;
using namespace kbroker::mcp;
namespace json = boost::json;

namespace {

using Headers = std::map<std::string, std::string>;

constexpr auto version_key = "\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"";
constexpr auto capabilities_key = "\"io.modelcontextprotocol/clientCapabilities\":{}";

/// "status code", or "ok".
std::string gate(const std::string& method, const std::string& params, Headers headers) {
  static const auto registry = test::sample_registry();
  const auto value =
      json::parse(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":)" + params + "}");
  const auto message = read_message(value);
  const HeaderLookup lookup = [&](std::string_view name) -> std::optional<std::string_view> {
    for (const auto& [header, sent] : headers)
      if (iequals(header, name)) return sent;
    return std::nullopt;
  };
  const auto result = modern_gate(message, lookup, registry->impl());
  if (result) return "ok";
  return std::to_string(result.error().status) + " " + std::to_string(result.error().error.code);
}

std::string meta(std::string members) {
  return "{\"_meta\":{" + members + "}}";
}

std::string full(std::string members = {}, std::string more_meta = {}) {
  return "{" + members + "\"_meta\":{" + more_meta + version_key + "," + capabilities_key + "}}";
}

Headers headers(std::string method, std::string name = {}) {
  Headers all{{"MCP-Protocol-Version", "2026-07-28"}, {"Mcp-Method", std::move(method)}};
  if (!name.empty()) all.emplace("Mcp-Name", std::move(name));
  return all;
}

}  // namespace

TEST_CASE("metadata is checked before headers") {
  CHECK(gate("server/discover", "{}", headers("server/discover")) == "400 -32602");
  CHECK(gate("server/discover", "[]", headers("server/discover")) == "400 -32602");
  CHECK(gate("server/discover", R"({"_meta":1})", headers("server/discover")) == "400 -32602");
  CHECK(gate("server/discover", meta(capabilities_key), headers("server/discover")) == "400 -32602");
  CHECK(gate("server/discover", R"({"_meta":{"io.modelcontextprotocol/protocolVersion":1}})", {}) ==
        "400 -32602");
  CHECK(gate("server/discover", meta(version_key), headers("server/discover")) == "400 -32602");
  CHECK(gate("server/discover",
             meta(std::string(version_key) + ",\"io.modelcontextprotocol/clientCapabilities\":1"),
             {}) == "400 -32602");
  CHECK(gate("server/discover", full(), headers("server/discover")) == "ok");
}

TEST_CASE("the version header is compared with the body before the version is judged") {
  const auto body =
      meta(std::string("\"io.modelcontextprotocol/protocolVersion\":\"v999.0.0\",") + capabilities_key);
  CHECK(gate("server/discover", body, headers("server/discover")) == "400 -32020");
  CHECK(gate("server/discover", body,
             {{"MCP-Protocol-Version", "v999.0.0"}, {"Mcp-Method", "server/discover"}}) == "400 -32022");
  CHECK(gate("server/discover", full(), {{"Mcp-Method", "server/discover"}}) == "400 -32020");
  const auto legacy =
      meta(std::string("\"io.modelcontextprotocol/protocolVersion\":\"2025-11-25\",") + capabilities_key);
  CHECK(gate("server/discover", legacy,
             {{"MCP-Protocol-Version", "2025-11-25"}, {"Mcp-Method", "server/discover"}}) == "400 -32022");
}

TEST_CASE("an unsupported version is answered with those that are served") {
  const auto value = json::parse(
      R"({"jsonrpc":"2.0","id":1,"method":"x","params":)" +
      meta(std::string("\"io.modelcontextprotocol/protocolVersion\":\"v9\",") + capabilities_key) + "}");
  const auto registry = test::sample_registry();
  const HeaderLookup lookup = [](std::string_view name) -> std::optional<std::string_view> {
    return iequals(name, "mcp-protocol-version") ? std::optional<std::string_view>("v9") : std::nullopt;
  };
  const auto result = modern_gate(read_message(value), lookup, registry->impl());
  REQUIRE_FALSE(result.has_value());
  CHECK(result.error().error.data.at("requested") == "v9");
  CHECK(result.error().error.data.at("supported").as_array().size() == 5);
  CHECK(result.error().error.data.at("supported").at(0) == "2026-07-28");
}

TEST_CASE("Mcp-Method must equal the method, with its case") {
  CHECK(gate("tools/list", full(), {{"MCP-Protocol-Version", "2026-07-28"}}) == "400 -32020");
  CHECK(gate("tools/list", full(), headers("TOOLS/LIST")) == "400 -32020");
  CHECK(gate("tools/list", full(), headers("tools/call")) == "400 -32020");
  CHECK(gate("tools/list", full(), headers("tools/list", "ignored")) == "ok");
}

TEST_CASE("Mcp-Name must name what the body names") {
  CHECK(gate("tools/call", full("\"name\":\"echo\","), headers("tools/call")) == "400 -32020");
  CHECK(gate("tools/call", full("\"name\":\"echo\","), headers("tools/call", "fail")) == "400 -32020");
  CHECK(gate("tools/call", full("\"name\":\"echo\","), headers("tools/call", "echo")) == "ok");
  CHECK(gate("tools/call", full("\"name\":\"echo\","), headers("tools/call", "=?base64?ZWNobw==?=")) == "ok");
  CHECK(gate("prompts/get", full("\"name\":\"greet\","), headers("prompts/get", "greet")) == "ok");
  CHECK(gate("resources/read", full("\"uri\":\"note://one\","), headers("resources/read", "note://one")) ==
        "ok");
  CHECK(gate("resources/read", full("\"uri\":\"note://one\","), headers("resources/read")) == "400 -32020");
}

TEST_CASE("annotated arguments must be mirrored") {
  const auto body = full(R"("name":"route_by_region","arguments":{"region":"kr"},)");
  auto all = headers("tools/call", "route_by_region");
  CHECK(gate("tools/call", body, all) == "400 -32020");
  all["Mcp-Param-Region"] = "jp";
  CHECK(gate("tools/call", body, all) == "400 -32020");
  all["Mcp-Param-Region"] = "kr";
  CHECK(gate("tools/call", body, all) == "ok");
  all["Mcp-Param-Unknown"] = "x";
  CHECK(gate("tools/call", body, all) == "ok");
}

TEST_CASE("removed and unknown methods are not found") {
  for (const auto* method : {"initialize", "ping", "logging/setLevel", "resources/subscribe",
                             "resources/unsubscribe", "unknown/method", "tasks/list"})
    CHECK(gate(method, full(), headers(method)) == "404 -32601");
}

TEST_CASE("log level and client capabilities are judged last") {
  CHECK(gate("tools/list", full("", R"("io.modelcontextprotocol/logLevel":"loud",)"),
             headers("tools/list")) == "400 -32602");
  CHECK(gate("tools/list", full("", R"("io.modelcontextprotocol/logLevel":"info",)"),
             headers("tools/list")) == "ok");
  CHECK(gate("tools/call", full("\"name\":\"needs_sampling\","), headers("tools/call", "needs_sampling")) ==
        "400 -32021");
  const auto declared = "{\"name\":\"needs_sampling\",\"_meta\":{" + std::string(version_key) +
                        R"(,"io.modelcontextprotocol/clientCapabilities":{"sampling":{}}}})";
  CHECK(gate("tools/call", declared, headers("tools/call", "needs_sampling")) == "ok");
}
