// The table "Features" of docs/protocol.md, every cell: what it says is there works in that revision, and
// where it has a dash it does not. A section is named "<revision>: <feature>".
#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <functional>
#include <iterator>

#include "kbroker/base/text.hpp"
#include "mcp_harness.hpp"
#include "places.hpp"

using namespace kbroker;
using test::Harness;
using test::header_of;
using H = test::Harness;
namespace asio = boost::asio;
namespace json = boost::json;

namespace {

using Messages = std::vector<json::value>;

constexpr auto can_all = R"({"elicitation":{"form":{},"url":{}},"sampling":{},"roots":{},
  "extensions":{"io.modelcontextprotocol/tasks":{}}})";
constexpr auto traceparent = "00-11111111111111111111111111111111-00f067aa0ba902b7-01";

asio::awaitable<mcp::ToolResult> visit(mcp::CallContext& context, const json::object&) {
  auto reply = co_await context.ask(mcp::elicit_url("page", "Look", "https://broker.example/look", "page-1"));
  if (!reply) co_return mcp::error_result(reply.error());
  co_return mcp::ToolResult::text("been there");
}

asio::awaitable<mcp::ToolResult> sign_in(mcp::CallContext& context, const json::object&) {
  std::vector<mcp::Question> pages{
      mcp::elicit_url("sign_in", "Sign in", "https://broker.example/sign-in", "page-2")};
  co_return mcp::error_result(context.require_pages(std::move(pages)));
}

asio::awaitable<mcp::ToolResult> consult(mcp::CallContext& context, const json::object&) {
  std::vector<mcp::Question> questions{mcp::sample("idea", "An idea?", 10), mcp::list_roots("roots")};
  const auto replies = co_await context.ask_all(std::move(questions));
  if (!replies) co_return mcp::error_result(replies.error());
  co_return mcp::ToolResult::text("consulted");
}

asio::awaitable<mcp::ToolResult> trace(mcp::CallContext& context, const json::object&) {
  co_return mcp::ToolResult::text(std::string(context.trace_id()));
}

std::shared_ptr<mcp::Registry> registry() {
  auto registry = test::sample_registry();
  const auto add = [&](const char* name, decltype(mcp::Tool::call) call) {
    mcp::Tool tool;
    tool.name = name;
    tool.annotations.read_only = true;
    tool.input_schema = {{"type", "object"}};
    tool.call = std::move(call);
    registry->add(std::move(tool));
  };
  add("visit", visit);
  add("sign_in", sign_in);
  add("consult", consult);
  add("trace", trace);
  return registry;
}

mcp::ServerOptions options() {
  mcp::ServerOptions options;
  options.lists_change = true;
  options.page_size = 5;
  return options;
}

/// A client of one revision over the transport that revision came with.
class Client {
 public:
  Client(std::string revision_, mcp::ServerOptions options_ = options(), std::string token = {})
      : revision(std::move(revision_)), harness(std::move(options_), registry()), token_(std::move(token)) {
    if (modern()) {
      stream_notes();
    } else if (sse()) {
      stream = harness.send(ours(get("/sse"))).stream;
      REQUIRE(stream);
      const auto endpoint = test::queued(stream);
      const auto at = endpoint.find("/messages");
      target_ = endpoint.substr(at, endpoint.find('\n', at) - at);
      opening = say(H::initialize(revision, can_all)).at(0);
    } else {
      const auto response = harness.send(ours(harness.post(H::initialize(revision, can_all))));
      session_ = header_of(response, "Mcp-Session-Id");
      opening = test::body_of(response);
      stream_notes();
    }
  }
  ~Client() {
    if (stream) stream->close();
    if (!session_.empty())
      harness.start(ours(harness.make("DELETE", "/mcp").set("Mcp-Session-Id", session_)));
    harness.poll();
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  bool modern() const { return revision == "2026-07-28"; }
  bool sse() const { return revision == "2024-11-05"; }

  /// What the server says because of a request: notifications, questions, the answer. `members` are those of
  /// params.
  Messages ask(const std::string& method, const std::string& members = {}, const std::string& name = {},
               const std::string& meta = {}) {
    const auto said = begin(method, members, name, meta);
    return said->response ? messages(*said->response) : Messages();
  }
  json::value answer(const std::string& method, const std::string& members = {},
                     const std::string& name = {}) {
    const auto list = ask(method, members, name);
    REQUIRE(list.size() == 1);
    return list[0];
  }
  Messages call(const std::string& tool, const std::string& meta = {}) {
    return ask("tools/call", R"("name":")" + tool + '"', tool, meta);
  }
  std::shared_ptr<test::Pending> begin(const std::string& method, const std::string& members,
                                       const std::string& name, const std::string& meta = {}) {
    if (modern()) {
      auto request = harness.modern(method, members + (members.empty() ? "" : ","),
                                    meta + (meta.empty() ? "" : ","), "/mcp", can_all);
      if (!name.empty()) request.set("Mcp-Name", name);
      return harness.start(ours(std::move(request)));
    }
    const auto params = '{' + members +
                        (meta.empty() ? "" : (members.empty() ? "" : ",") + (R"("_meta":{)" + meta + '}')) +
                        '}';
    return harness.start(ours(harness.post(H::request(method, params), session_, target())));
  }
  /// A body as it is.
  Messages say(const std::string& body) { return messages(post(body)); }
  net::http::Response post(const std::string& body) {
    auto request = harness.post(body, session_, target());
    if (modern()) request.set("MCP-Protocol-Version", revision);
    return harness.send(ours(std::move(request)));
  }
  test::FakeRequest get(std::string path) {
    auto request = harness.make("GET", std::move(path));
    request.set("Accept", "text/event-stream");
    if (!session_.empty()) request.set("Mcp-Session-Id", session_);
    return request;
  }
  test::FakeRequest ours(test::FakeRequest request) {
    if (!token_.empty()) request.set("Authorization", "Bearer " + token_);
    if (traced) request.set("traceparent", traceparent);
    return request;
  }
  /// Opens the stream for what no request causes.
  void stream_notes() {
    stream =
        modern()
            ? begin("subscriptions/listen",
                    R"("notifications":{"toolsListChanged":true,"resourceSubscriptions":["note://one"]})", {})
                  ->response.value()
                  .stream
            : harness.send(ours(get("/mcp"))).stream;
    REQUIRE(stream);
    first_notes = test::queued(stream);
  }

  const std::string revision;
  Harness harness;
  json::value opening;
  std::shared_ptr<net::http::SseStream> stream;
  std::string first_notes;  ///< how that stream began
  bool traced = false;

 private:
  std::string target() const { return sse() ? target_ : "/mcp"; }
  Messages messages(const net::http::Response& response) {
    if (sse()) return test::events(stream);
    if (response.stream) return test::events(response.stream);
    return response.body.empty() ? Messages() : Messages{test::body_of(response)};
  }

  std::string token_, session_, target_;
};

bool has_result(const json::value& message) {
  return message.as_object().contains("result");
}

/// Whether some message is this notification or request, or a result that asks for it.
bool mentions(const Messages& messages, const std::string& method) {
  for (const auto& message : messages) {
    const auto& object = message.as_object();
    if (object.contains("method") && object.at("method") == json::value(method)) return true;
    if (!object.contains("result") || !object.at("result").as_object().contains("inputRequests")) continue;
    for (const auto& request : object.at("result").at("inputRequests").as_object())
      if (request.value().at("method") == json::value(method)) return true;
  }
  return false;
}

bool lists(const std::string& revision) {
  Client client(revision);
  auto page = client.answer("tools/list");
  int pages = 1;
  for (; page.at("result").as_object().contains("nextCursor"); ++pages)
    page = client.answer("tools/list", R"("cursor":)" + json::serialize(page.at("result").at("nextCursor")));
  return pages > 2 && has_result(client.answer("resources/list")) &&
         has_result(client.answer("resources/templates/list")) && has_result(client.answer("prompts/list")) &&
         has_result(client.answer("resources/read", R"("uri":"note://one")", "note://one")) &&
         has_result(client.answer("prompts/get", R"("name":"greet","arguments":{"name":"K"})", "greet")) &&
         has_result(client.call("place").at(0));
}

bool talks(const std::string& revision) {
  Client client(revision);
  const auto completed =
      client.answer("completion/complete",
                    R"("ref":{"type":"ref/prompt","name":"greet"},"argument":{"name":"name","value":"k"})");
  const auto level = R"("io.modelcontextprotocol/logLevel":"info",)";
  const auto said =
      client.call("steps", (client.modern() ? level : "") + std::string(R"("progressToken":"t")"));
  return has_result(completed) && mentions(said, "notifications/progress") &&
         mentions(said, "notifications/message") && has_result(said.back());
}

bool cancels(const std::string& revision) {
  Client client(revision);
  const auto waiting = client.begin("tools/call", R"("name":"wait")", "wait");
  if (client.modern())
    waiting->request->peer().go();
  else
    client.say(R"({"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}})");
  client.harness.poll();
  return client.harness.observer->calls == std::vector<std::string>{"wait failed"};
}

bool takes_batches(const std::string& revision) {
  Client client(revision);
  const auto response =
      client.post('[' + H::request("tools/list") + ',' + H::request("tools/list", "{}", "2") + ']');
  CHECK((response.status == 200 || response.status == 400));
  return response.status == 200 && test::body_of(response).as_array().size() == 2;
}

bool tells_news(const std::string& revision) {
  Client client(revision);
  if (!client.modern() && !has_result(client.answer("resources/subscribe", R"("uri":"note://one")")))
    return false;
  client.harness.server.resource_updated("note://one");
  client.harness.server.list_changed(mcp::ListKind::tools);
  const auto said = test::events(client.stream);
  return mentions(said, "notifications/resources/updated") &&
         mentions(said, "notifications/tools/list_changed");
}

std::function<bool(const std::string&)> asks(std::string tool, std::vector<std::string> questions) {
  return [=](const std::string& revision) {
    Client client(revision);
    const auto said = client.call(tool);
    return std::all_of(questions.begin(), questions.end(),
                       [&](const std::string& question) { return mentions(said, question); });
  };
}

bool needs_pages(const std::string& revision) {
  Client client(revision);
  const auto said = client.call("sign_in");
  const auto* error = said.back().as_object().if_contains("error");
  if (!error) return mentions(said, "elicitation/create");
  client.harness.server.elicitation_completed("page-2");
  return error->at("code") == -32042 &&
         mentions(test::events(client.stream), "notifications/elicitation/complete");
}

bool resumes(const std::string& revision) {
  Client client(revision);
  client.harness.server.list_changed(mcp::ListKind::tools);
  const auto text = test::queued(client.stream);
  const auto at = text.find("id: ");
  if (at == std::string::npos) return false;
  client.stream->close();
  client.harness.server.list_changed(mcp::ListKind::prompts);
  auto back = client.get("/mcp");
  back.set("Last-Event-ID", text.substr(at + 4, text.find('\n', at) - at - 4));
  client.stream = client.harness.send(std::move(back)).stream;
  REQUIRE(client.stream);
  return mentions(test::events(client.stream), "notifications/prompts/list_changed");
}

bool primes(const std::string& revision) {
  Client client(revision);
  return client.first_notes.starts_with("id: ") && client.first_notes.find("data: \n\n") != std::string::npos;
}

bool makes_tasks(const std::string& revision) {
  Client client(revision);
  const auto said = client.call("long_job");
  const auto* result = said.back().as_object().if_contains("result");
  const auto* type = result ? result->as_object().if_contains("resultType") : nullptr;
  return type && *type == "task";
}

bool shows_pages(const std::string& revision) {
  Client client(revision);
  const auto opening = client.modern() ? client.answer("server/discover") : client.opening;
  const auto& capabilities = opening.at("result").at("capabilities").as_object();
  return capabilities.contains("extensions") &&
         capabilities.at("extensions").as_object().contains("io.modelcontextprotocol/ui") &&
         has_result(client.answer("resources/read", R"("uri":"ui://job.html")", "ui://job.html"));
}

/// "reader" may read; with OAuth, too.
mcp::ServerOptions guarded() {
  auto guarded = options();
  std::vector<mcp::StaticToken> tokens(1);
  tokens[0].name = "reader";
  tokens[0].sha256 = sha256_hex("reader");
  guarded.authorization.tokens = std::make_shared<mcp::StaticTokens>(tokens);
  auto& oauth = guarded.authorization.oauth.emplace();
  oauth.issuer = "https://issuer.example";
  oauth.resource = "https://mcp.example/mcp";
  return guarded;
}

net::http::Response without_token(Client& client) {
  return client.harness.send(client.sse() ? client.get("/sse") : client.harness.modern("tools/list"));
}

bool guards(const std::string& revision) {
  Client client(revision, guarded(), "reader");
  return without_token(client).status == 401 && has_result(client.answer("prompts/list"));
}

bool challenges(const std::string& revision) {
  Client client(revision, guarded(), "reader");
  const auto names_metadata = [&](const net::http::Response& response) {
    const auto challenge = header_of(response, "WWW-Authenticate");
    const auto name = std::string("/.well-known/oauth-protected-resource/") + (client.sse() ? "sse" : "mcp");
    return challenge.find("https://mcp.example" + name) != std::string::npos &&
           client.harness.send(client.harness.make("GET", name)).status == 200;
  };
  const auto refused = client.begin("tools/call", R"("name":"place")", "place")->response.value();
  return names_metadata(without_token(client)) && refused.status == 403 && names_metadata(refused) &&
         header_of(refused, "WWW-Authenticate").find("insufficient_scope") != std::string::npos;
}

bool traces(const std::string& revision) {
  Client client(revision);
  client.traced = true;
  return client.call("trace").at(0).at("result").at("content").at(0).at("text").as_string() ==
         std::string(32, '1');
}

const std::map<std::string, std::function<bool(const std::string&)>> probes = {
    {"tools, resources, prompts, pages", lists},
    {"completion, log messages, progress", talks},
    {"cancellation", cancels},
    {"batches", takes_batches},
    {"resource updates, changed lists", tells_news},
    {"forms (elicitation)", asks("interview", {"elicitation/create"})},
    {"pages (elicitation by URL)", asks("visit", {"elicitation/create"})},
    {"page needed first, page completed", needs_pages},
    {"sampling, roots", asks("consult", {"sampling/createMessage", "roots/list"})},
    {"`Last-Event-ID`", resumes},
    {"priming event, polling", primes},
    {"tasks (`io.modelcontextprotocol/tasks`)", makes_tasks},
    {"pages for tools (`io.modelcontextprotocol/ui`)", shows_pages},
    {"authorization: tokens by hand, OAuth access tokens", guards},
    {"resource metadata (RFC 9728), scope challenges", challenges},
    {"trace context (`traceparent`)", traces},
};

/// The rows of the table under "## Features": first the revisions, then a feature each.
std::vector<std::vector<std::string>> table() {
  std::ifstream page(test::source_folder() + "/docs/protocol.md");
  std::vector<std::vector<std::string>> rows;
  bool here = false;
  for (std::string line; std::getline(page, line);) {
    if (line.starts_with("## ")) here = line == "## Features";
    if (!here || !line.starts_with("| ")) continue;
    auto& row = rows.emplace_back();
    for (const auto cell : split(line, '|')) row.emplace_back(trim(cell));
  }
  return rows;
}

}  // namespace

TEST_CASE("matrix: every cell of the table of features holds") {
  const auto rows = table();
  REQUIRE(rows.size() == probes.size() + 1);
  const auto& revisions = rows[0];  // | | 2024-11-05 | … | test |
  REQUIRE(revisions.size() == 9);
  for (std::size_t row = 1; row < rows.size(); ++row) {
    const auto& feature = rows[row][1];
    INFO(feature);
    REQUIRE(rows[row].size() == revisions.size());
    REQUIRE(probes.contains(feature));
    for (std::size_t column = 2; column < 7; ++column) DYNAMIC_SECTION(revisions[column] << ": " << feature) {
        CHECK(probes.at(feature)(revisions[column]) == (rows[row][column] != "–"));
      }
  }
}

TEST_CASE("matrix: every test that the page names is there") {
  std::ifstream page(test::source_folder() + "/docs/protocol.md");
  const std::string text{std::istreambuf_iterator<char>(page), {}};
  std::size_t named = 0;
  for (std::size_t at = 0; (at = text.find("_test`", at)) != std::string::npos; ++at) {
    const auto begin = text.rfind('`', at) + 1;
    const auto name = text.substr(begin, at - begin) + "_test";
    INFO(name);
    CHECK(std::ifstream(test::source_folder() + "/test/unit/mcp/" + name + ".cpp").good());
    ++named;
  }
  CHECK(named > 20);
}
