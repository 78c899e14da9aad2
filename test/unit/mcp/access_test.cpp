#include <catch2/catch_test_macros.hpp>

#include "mcp_harness.hpp"

using namespace kbroker;
using test::body_of;
using test::error_code;
using test::Harness;
using test::header_of;
using H = test::Harness;

namespace {

std::vector<std::string> listed(Harness& harness, test::FakeRequest request) {
  const auto response = harness.send(std::move(request));
  std::vector<std::string> names;
  const auto body = body_of(response);
  for (const auto& tool : body.at("result").at("tools").as_array())
    names.emplace_back(tool.at("name").as_string());
  return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("foreign hosts and origins are refused on every path") {
  Harness harness;
  for (const auto* path : {"/mcp", "/mcp/readonly", "/sse", "/messages"}) {
    for (const auto* method : {"POST", "GET", "OPTIONS"}) {
      for (const auto* host :
           {"evil.example.com", "localhost.evil.com:80", "", "[::2]:80", "127.0.0.1.evil.com"}) {
        auto request = harness.make(method, path, "{}");
        request.set("Host", host);
        CHECK(harness.send(std::move(request)).status == 403);
      }
      for (const auto* origin : {"http://evil.example.com", "null", "file://", "http://localhost.evil.com"}) {
        auto request = harness.make(method, path, "{}");
        request.set("Origin", origin);
        const auto response = harness.send(std::move(request));
        CHECK(response.status == 403);
        CHECK(header_of(response, "Access-Control-Allow-Origin").empty());
        CHECK_FALSE(body_of(response).as_object().contains("id"));
      }
    }
  }
  auto nameless = harness.make("POST", "/mcp");
  nameless.remove("Host");
  CHECK(harness.send(std::move(nameless)).status == 403);
}

TEST_CASE("local and configured names are accepted with any port") {
  mcp::ServerOptions options;
  options.allowed_hosts = {"trade.example.org", "vscode-webview://abc"};
  Harness harness(options);
  for (const auto* host :
       {"localhost", "LOCALHOST:1", "127.0.0.1:8030", "[::1]:8030", "trade.example.org:443"}) {
    auto request = harness.modern("tools/list");
    request.set("Host", host).set("Origin", "https://" + std::string(host));
    const auto response = harness.send(std::move(request));
    CHECK(response.status == 200);
    CHECK(header_of(response, "Access-Control-Allow-Origin") == "https://" + std::string(host));
    CHECK(header_of(response, "Vary") == "Origin");
    CHECK(header_of(response, "Access-Control-Expose-Headers").find("Mcp-Session-Id") != std::string::npos);
  }
  auto extension = harness.modern("tools/list");
  extension.set("Origin", "vscode-webview://abc");
  CHECK(harness.send(std::move(extension)).status == 200);
}

TEST_CASE("a browser's preflight is answered for allowed origins") {
  Harness harness;
  auto request = harness.make("OPTIONS", "/mcp");
  request.set("Origin", "http://localhost:6274")
      .set("Access-Control-Request-Headers", "mcp-param-region, authorization");
  const auto response = harness.send(std::move(request));
  CHECK(response.status == 204);
  CHECK(header_of(response, "Access-Control-Allow-Methods") == "GET, POST, DELETE, OPTIONS");
  CHECK(header_of(response, "Access-Control-Allow-Headers") == "mcp-param-region, authorization");
  CHECK(header_of(response, "Access-Control-Allow-Origin") == "http://localhost:6274");
}

TEST_CASE("with authorization on every request needs a known token, and sessions belong to theirs") {
  mcp::ServerOptions options;
  options.authorization.tokens = test::tokens_for({"alpha", "beta"});
  Harness harness(options);
  const auto refused = [&](const char* header) {
    auto request = harness.post(H::initialize("2025-11-25"));
    if (*header) request.set("Authorization", header);
    const auto response = harness.send(std::move(request));
    CHECK(header_of(response, "WWW-Authenticate").starts_with("Bearer scope="));
    return response.status;
  };
  for (const auto* header : {"", "Bearer gamma", "Basic alpha", "alpha", "Bearerx alpha"})
    CHECK(refused(header) == 401);
  for (const auto* header : {"Bearer", "Bearer ", "Bearer a b"}) CHECK(refused(header) == 400);
  CHECK(harness.send(harness.make("GET", "/sse")).status == 401);
  CHECK(harness.send(harness.make("POST", "/messages")).status == 401);
  auto request = harness.post(H::initialize("2025-11-25"));
  request.set("Authorization", "bearer alpha");
  const auto opened = harness.send(std::move(request));
  CHECK(opened.status == 200);
  CHECK(header_of(opened, "Cache-Control") == "no-store");
  const auto session = header_of(opened, "Mcp-Session-Id");
  const auto ping = [&](const char* token) {
    auto with = harness.post(H::request("ping"), session);
    with.set("Authorization", token);
    return harness.send(std::move(with)).status;
  };
  CHECK(ping("Bearer alpha") == 200);
  CHECK(ping("Bearer beta") == 404);
  auto preflight = harness.make("OPTIONS", "/mcp");
  CHECK(harness.send(std::move(preflight)).status == 204);
}

TEST_CASE("toolsets narrow the list by header or by address") {
  Harness harness;
  const Names orders{"wait", "place"};
  auto by_header = harness.modern("tools/list");
  by_header.set("X-MCP-Toolsets", " orders ");
  CHECK(listed(harness, std::move(by_header)) == orders);
  CHECK(listed(harness, harness.modern("tools/list", "", "", "/mcp?toolsets=orders")) == orders);
  CHECK(listed(harness, harness.modern("tools/list", "", "", "/mcp?toolsets=orders%2Cmarket")).size() == 10);
  CHECK(listed(harness, harness.modern("tools/list")).size() == 14);
  const auto unknown = harness.send(harness.modern("tools/list", "", "", "/mcp?toolsets=orders,nonsense"));
  CHECK(unknown.status == 400);
  CHECK(error_code(unknown) == -32602);
  CHECK(body_of(unknown).at("error").at("message") ==
        R"(Unknown toolset "nonsense"; available here: all, market, orders, waiting)");
  const auto malformed = harness.send(harness.modern("tools/list", "", "", "/mcp?toolsets=%zz"));
  CHECK(malformed.status == 400);
  CHECK(body_of(malformed).at("error").at("message") ==
        R"(Unknown toolset "%zz"; available here: all, market, orders, waiting)");
  CHECK(harness.send(harness.post(H::initialize("2025-11-25"), {}, "/mcp?toolsets=nonsense")).status == 400);

  auto call = harness.modern("tools/call", R"("name":"place",)", "", "/mcp?toolsets=market");
  call.set("Mcp-Name", "place");
  const auto refused = harness.send(std::move(call));
  CHECK(error_code(refused) == -32602);
  CHECK(refused.body.find(R"(toolset \"orders\")") != std::string::npos);
}

TEST_CASE("default toolsets apply when the client names none") {
  mcp::ServerOptions options;
  options.default_toolsets = {"orders", "not-there"};
  Harness harness(options);
  CHECK(listed(harness, harness.modern("tools/list")) == Names{"wait", "place"});
  CHECK(listed(harness, harness.modern("tools/list", "", "", "/mcp?toolsets=all")).size() == 14);
  const auto session = harness.open();
  CHECK(listed(harness, harness.post(H::request("tools/list"), session)) == Names{"wait", "place"});
}

TEST_CASE("the read-only address has no tool that changes something") {
  Harness harness;
  const auto names = listed(harness, harness.modern("tools/list", "", "", "/mcp/readonly"));
  CHECK(std::find(names.begin(), names.end(), "place") == names.end());
  CHECK(std::find(names.begin(), names.end(), "echo") != names.end());
  auto call = harness.modern("tools/call", R"("name":"place",)", "", "/mcp/readonly?toolsets=all");
  call.set("Mcp-Name", "place");
  const auto refused = harness.send(std::move(call));
  CHECK(error_code(refused) == -32602);
  CHECK(refused.body.find("read-only") != std::string::npos);
  const auto session = harness.open("2025-11-25", "/mcp/readonly");
  CHECK(error_code(harness.send(harness.post(H::call("place"), session, "/mcp/readonly"))) == -32602);
}
