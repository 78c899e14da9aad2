#include <catch2/catch_test_macros.hpp>

#include <csignal>

#include <fcntl.h>
#include <unistd.h>

#include "mcp_harness.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::Harness;
using H = test::Harness;
namespace json = boost::json;

namespace {

/// The client's ends of two pipes; the server runs whenever the client waits.
class StdioClient {
 public:
  explicit StdioClient(Harness& harness) : harness_(harness) {
    std::signal(SIGPIPE, SIG_IGN);
    int in[2], out[2];
    REQUIRE(::pipe2(in, O_CLOEXEC) == 0);
    REQUIRE(::pipe2(out, O_CLOEXEC | O_NONBLOCK) == 0);
    to_ = in[1];
    from_ = out[0];
    harness_.server.serve_stdio(harness_.context.get_executor(), in[0], out[1], [this] { ended_ = true; });
  }
  ~StdioClient() {
    close_input();
    run_until([this] { return ended_; });
    ::close(from_);
  }

  void send(const std::string& line) { write(line + "\n"); }
  void write(const std::string& text) {
    for (std::size_t at = 0; at < text.size();) {
      const auto size = ::write(to_, text.data() + at, std::min<std::size_t>(4096, text.size() - at));
      if (size < 0 && errno == EPIPE) return;  // the server has had enough
      REQUIRE(size > 0);
      at += static_cast<std::size_t>(size);
      harness_.poll();
    }
  }
  void close_input() {
    if (to_ >= 0) ::close(std::exchange(to_, -1));
  }
  json::value read() {
    std::string line;
    run_until([&] { return take_line(line); });
    INFO("no line within 5 s");
    REQUIRE_FALSE(line.empty());
    return json::parse(line);
  }
  json::value request(const std::string& line) {
    send(line);
    return read();
  }
  /// Nothing more is said in a short while.
  bool quiet() {
    harness_.context.restart();
    harness_.context.run_for(20ms);
    std::string line;
    return !take_line(line);
  }
  bool ended() {
    run_until([this] { return ended_; });
    return ended_;
  }

 private:
  template <class Condition>
  void run_until(const Condition& condition) {
    const auto limit = std::chrono::steady_clock::now() + 5s;
    while (!condition() && std::chrono::steady_clock::now() < limit) {
      harness_.context.restart();
      harness_.context.run_one_for(10ms);
    }
  }
  bool take_line(std::string& line) {
    char bytes[4096];
    for (;;) {
      const auto size = ::read(from_, bytes, sizeof bytes);
      if (size <= 0) break;
      buffer_.append(bytes, static_cast<std::size_t>(size));
    }
    const auto end = buffer_.find('\n');
    if (end == std::string::npos) return false;
    line = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    return true;
  }

  Harness& harness_;
  int to_ = -1, from_ = -1;
  bool ended_ = false;
  std::string buffer_;
};

constexpr auto can_ask = R"({"elicitation":{},"sampling":{}})";

std::string modern(const std::string& id, const std::string& method, const std::string& members = {},
                   const std::string& capabilities = "{}") {
  return H::request(method,
                    "{" + members +
                        R"("_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)"
                        R"("io.modelcontextprotocol/clientCapabilities":)" +
                        capabilities + "}}",
                    id);
}

}  // namespace

TEST_CASE("stdio: a legacy session from handshake to the end of input") {
  Harness harness;
  StdioClient client(harness);
  CHECK(client.request(H::initialize("2025-06-18", can_ask)).at("result").at("protocolVersion") ==
        "2025-06-18");
  client.send(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
  CHECK(client.request(H::request("ping", "{}", "\"p\"")).at("id") == "p");
  const auto echoed = client.request(H::call("echo", R"({"text":"삼성"})")).at("result");
  CHECK(echoed.at("structuredContent").at("text") == "삼성");
  CHECK(client.request(H::request("nope")).at("error").at("code") == -32601);
  CHECK(harness.server.sessions() == 1);
  client.close_input();
  CHECK(client.ended());
  CHECK(harness.server.sessions() == 0);
}

TEST_CASE("stdio: progress comes before the result, questions are answered on the same pipe") {
  Harness harness;
  StdioClient client(harness);
  client.request(H::initialize("2025-11-25", can_ask));
  client.send(H::call("steps", "{}", R"(,"_meta":{"progressToken":"t"})"));
  CHECK(client.read().at("method") == "notifications/progress");
  CHECK(client.read().at("method") == "notifications/message");
  CHECK(client.read().at("params").at("progress") == 50);
  CHECK(client.read().at("params").at("progress") == 100);
  CHECK(client.read().at("result").at("content").at(0).at("text") == "done");
  const auto question = client.request(H::call("interview"));
  CHECK(question.at("method") == "elicitation/create");
  const auto result = client.request(R"({"jsonrpc":"2.0","id":)" + json::serialize(question.at("id")) +
                                     R"(,"result":{"action":"decline"}})");
  CHECK(result.at("result").at("content").at(0).at("text") == "nobody");
}

TEST_CASE("stdio: the modern era needs no headers and no session") {
  Harness harness;
  StdioClient client(harness);
  const auto found = client.request(modern("1", "server/discover")).at("result");
  CHECK(found.at("resultType") == "complete");
  CHECK(client.request(modern("2", "tools/call", R"("name":"echo","arguments":{"text":"a"},)"))
            .at("result")
            .at("structuredContent")
            .at("text") == "a");
  const auto asked =
      client.request(modern("3", "tools/call", R"("name":"interview",)", can_ask)).at("result");
  CHECK(asked.at("resultType") == "input_required");
  CHECK(client.request(modern("4", "ping")).at("error").at("code") == -32601);
  auto future = modern("5", "server/discover");
  future.replace(future.find("2026-07-28"), 10, "2999-01-01");
  CHECK(client.request(future).at("error").at("code") == -32022);
  CHECK(harness.server.sessions() == 0);
}

TEST_CASE("stdio: cancellation reaches calls of both eras and listen streams") {
  mcp::ServerOptions options;
  options.lists_change = true;
  Harness harness(options);
  StdioClient client(harness);
  const auto cancel = [&](const std::string& id) {
    client.send(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":)" + id + "}}");
  };
  client.send(modern("7", "tools/call", R"("name":"wait",)"));
  cancel("7");
  CHECK(client.quiet());
  const auto listening =
      client.request(modern("8", "subscriptions/listen", R"("notifications":{"toolsListChanged":true},)"));
  CHECK(listening.at("method") == "notifications/subscriptions/acknowledged");
  harness.server.list_changed(mcp::ListKind::tools);
  CHECK(client.read().at("params").at("_meta").at("io.modelcontextprotocol/subscriptionId") == 8);
  cancel("8");
  client.quiet();
  harness.server.list_changed(mcp::ListKind::tools);
  CHECK(client.quiet());
  client.request(H::initialize("2025-11-25"));
  client.send(H::call("wait"));
  cancel("1");
  CHECK(client.quiet());
}

TEST_CASE("stdio: running calls are limited") {
  mcp::ServerOptions options;
  options.per_principal.calls = 1;
  Harness harness(options);
  StdioClient client(harness);
  client.send(modern("7", "tools/call", R"("name":"wait",)"));
  const auto refused = client.request(modern("8", "tools/call", R"("name":"place",)"));
  CHECK(refused.at("id") == 8);
  CHECK(refused.at("error").at("code") == -32000);
  client.send(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":7}})");
  CHECK(client.quiet());
  CHECK(client.request(modern("9", "tools/call", R"("name":"place",)")).as_object().contains("result"));
}

TEST_CASE("stdio: what cannot be read or served is answered") {
  Harness harness;
  StdioClient client(harness);
  CHECK(client.request("{").at("error").at("code") == -32700);
  CHECK(client.request(R"({"jsonrpc":"1.0","id":1,"method":"ping"})").at("error").at("code") == -32600);
  CHECK(client.request(H::request("ping")).at("error").at("code") == -32000);
  CHECK(client.request("[" + H::request("ping") + "]").at("error").at("code") == -32600);
  client.send("");  // ignored
  client.request(H::initialize("2025-03-26"));
  const auto batch = client.request("[" + H::request("ping", "{}", "5") + "," + H::request("nope") + "]");
  REQUIRE(batch.as_array().size() == 2);
  CHECK(batch.at(0).at("id") == 5);
  CHECK(batch.at(1).at("error").at("code") == -32601);
  client.write(std::string((4 << 20) + 1, ' '));
  CHECK(client.read().at("error").at("code") == -32700);
  CHECK(client.ended());
}

TEST_CASE("stdio: the end of input waits for what runs, and fails open questions") {
  Harness harness;
  StdioClient client(harness);
  client.request(H::initialize("2025-11-25", can_ask));
  client.send(H::call("sleep", R"({"ms":30})"));
  client.write(H::request("ping", "{}", "9"));  // without the end of the line
  client.close_input();
  CHECK(client.read().at("id") == 9);
  CHECK(client.read().at("result").at("content").at(0).at("text") == "slept");
  CHECK(client.ended());

  StdioClient second(harness);
  second.request(H::initialize("2025-11-25", can_ask));
  second.request(H::call("interview"));
  second.close_input();
  CHECK(second.read().at("result").at("isError").as_bool());
  CHECK(second.ended());
}
