// An MCP server driven through its routes without sockets.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "fake_request.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/mcp/server.hpp"
#include "sample_registry.hpp"
#include "sse_queue.hpp"

namespace kbroker::test {

namespace json = boost::json;

/// A request under way: the response, once there is one.
struct Pending {
  std::unique_ptr<FakeRequest> request;
  std::optional<net::http::Response> response;
};

class CountingObserver final : public mcp::Observer {
 public:
  void session_opened() override { ++opened; }
  void session_closed() override { ++closed; }
  void tool_called(std::string_view tool, bool is_error, std::chrono::nanoseconds) override {
    calls.emplace_back(std::string(tool) + (is_error ? " failed" : " ok"));
  }
  void method_called(std::string_view method, std::string_view revision) override {
    methods.emplace_back(std::string(method) + " " + std::string(revision));
  }
  int opened = 0, closed = 0;
  std::vector<std::string> calls, methods;
};

inline mcp::ServerOptions with_name(mcp::ServerOptions options = {}) {
  options.implementation.name = "harness";
  options.implementation.title = "Harness";
  options.implementation.version = "1.2.3";
  return options;
}

class Harness {
 public:
  explicit Harness(mcp::ServerOptions options = {},
                   std::shared_ptr<mcp::Registry> registry = sample_registry())
      : observer(std::make_shared<CountingObserver>()),
        server(background.get_executor(), with_name(std::move(options)), std::move(registry), clock, random,
               observer),
        routes_(server.routes()) {}

  FakeRequest make(std::string method, std::string target, std::string body = {}) {
    return FakeRequest(context.get_executor(), std::move(method), std::move(target), std::move(body));
  }
  /// A POST as legacy clients send it.
  FakeRequest post(std::string body, const std::string& session = {}, std::string target = "/mcp") {
    auto request = make("POST", std::move(target), std::move(body));
    request.set("Content-Type", "application/json").set("Accept", "application/json, text/event-stream");
    if (!session.empty()) request.set("Mcp-Session-Id", session);
    return request;
  }
  /// A request of the modern era with all it needs; `params` without _meta, for example R"("name":"echo",)".
  FakeRequest modern(const std::string& method, const std::string& members = {}, const std::string& meta = {},
                     std::string target = "/mcp", const std::string& capabilities = "{}") {
    auto request = post(R"({"jsonrpc":"2.0","id":1,"method":")" + method + R"(","params":{)" + members +
                            R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)" + meta +
                            R"("io.modelcontextprotocol/clientCapabilities":)" + capabilities + "}}}",
                        {}, std::move(target));
    request.set("MCP-Protocol-Version", "2026-07-28").set("Mcp-Method", method);
    return request;
  }

  /// tools/call of the modern era; `members` follow the name.
  FakeRequest modern_call(const std::string& tool, const std::string& members = {},
                          const std::string& capabilities = "{}") {
    auto request = modern("tools/call", R"("name":")" + tool + "\"," + members, {}, "/mcp", capabilities);
    request.set("Mcp-Name", tool);
    return request;
  }

  /// Runs until the answer is there, and then what can go on without waiting.
  net::http::Response send(FakeRequest request) {
    auto pending = start(std::move(request));
    // Not to the end of everything: other calls may be waiting.
    while (!pending->response && context.run_one() > 0) {
    }
    poll();
    if (!pending->response) throw std::runtime_error("no response");
    return std::move(*pending->response);
  }
  /// Runs until the request waits for something.
  std::shared_ptr<Pending> start(FakeRequest request) {
    auto pending = std::make_shared<Pending>();
    pending->request = std::make_unique<FakeRequest>(std::move(request));
    for (const auto& route : routes_) {
      if (route.path != pending->request->path()) continue;
      boost::asio::co_spawn(context, route.handler(*pending->request).later(),
                            [pending](std::exception_ptr failure, net::http::Response response) {
                              if (failure) std::rethrow_exception(failure);
                              pending->response = std::move(response);
                              pending->request->peer().forget();
                            });
      poll();
      return pending;
    }
    throw std::runtime_error("no route");
  }
  void poll() {
    context.restart();
    context.poll();
  }

  /// Opens a legacy session and returns its id.
  std::string open(const std::string& revision = "2025-11-25", std::string target = "/mcp",
                   const std::string& capabilities = "{}") {
    const auto response = send(post(initialize(revision, capabilities), {}, std::move(target)));
    for (const auto& [name, value] : response.headers)
      if (name == "Mcp-Session-Id") return value;
    throw std::runtime_error("no session: " + response.body);
  }
  static std::string initialize(const std::string& revision, const std::string& capabilities = "{}") {
    return R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")" + revision +
           R"(","capabilities":)" + capabilities + R"(,"clientInfo":{"name":"test","version":"1"}}})";
  }
  static std::string request(const std::string& method, const std::string& params = "{}",
                             const std::string& id = "1") {
    return R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":")" + method + R"(","params":)" + params + "}";
  }
  static std::string call(const std::string& tool, const std::string& arguments = "{}",
                          const std::string& more = {}) {
    return request("tools/call", R"({"name":")" + tool + R"(","arguments":)" + arguments + more + "}");
  }

  boost::asio::io_context background;  ///< expiry; runs only when a test wants it to
  boost::asio::io_context context;     ///< the connections
  ManualClock clock;
  SeededRandom random{1};
  std::shared_ptr<CountingObserver> observer;
  mcp::Server server;

 private:
  std::vector<net::http::Route> routes_;
};

/// Tokens that are their own principals' names, good for everything.
inline std::shared_ptr<mcp::StaticTokens> tokens_for(const std::vector<std::string>& names) {
  std::vector<mcp::StaticToken> tokens;
  for (const auto& name : names) {
    mcp::StaticToken token;
    token.name = name;
    token.scope = mcp::Scope::trade;
    token.sha256 = sha256_hex(name);
    tokens.push_back(std::move(token));
  }
  return std::make_shared<mcp::StaticTokens>(std::move(tokens));
}

inline json::value body_of(const net::http::Response& response) {
  return json::parse(response.body);
}

inline std::string header_of(const net::http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

inline int error_code(const net::http::Response& response) {
  const auto body = body_of(response);
  return body.as_object().contains("error") ? body.at("error").at("code").to_number<int>() : 0;
}

/// What has been queued on a stream, as it would go out.
inline std::string queued(const std::shared_ptr<net::http::SseStream>& stream) {
  std::string bytes;
  static_cast<net::http::SseQueue&>(*stream).take(bytes);
  return bytes;
}

/// The data of queued events, parsed.
inline std::vector<json::value> events(const std::shared_ptr<net::http::SseStream>& stream) {
  std::vector<json::value> found;
  const auto text = queued(stream);
  for (std::size_t at = 0; (at = text.find("data: ", at)) != std::string::npos;) {
    at += 6;
    const auto end = text.find('\n', at);
    if (end > at) found.push_back(json::parse(text.substr(at, end - at)));  // not the priming event
    at = end;
  }
  return found;
}

}  // namespace kbroker::test
