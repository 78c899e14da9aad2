// Who gets in, who does not, and what those are told.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <boost/asio/steady_timer.hpp>

#include "mcp_harness.hpp"
#include "scripted_transport.hpp"
#include "token_issuer.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::body_of;
using test::Harness;
using test::header_of;
using test::SigningKey;
using H = test::Harness;
namespace json = boost::json;

namespace {

constexpr auto issuer = "https://issuer.example", resource = "https://mcp.example/mcp";
constexpr auto read_challenge =
    R"(Bearer resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/mcp", scope="mcp:read")";

/// A server that believes one issuer, whose answers are scripted.
struct OAuthServer {
  explicit OAuthServer(std::vector<SigningKey> keys_) : keys(std::move(keys_)), harness(options()) {}

  mcp::ServerOptions options() {
    mcp::ServerOptions options;
    auto& oauth = options.authorization.oauth.emplace();
    oauth.issuer = issuer;
    oauth.resource = resource;
    oauth.jwks_url = "https://issuer.example/jwks";
    oauth.transport = transport;
    return options;
  }

  json::object claims(const char* scope = "mcp:read") {
    const auto now =
        std::chrono::floor<std::chrono::seconds>(harness.clock.wall().time_since_epoch()).count();
    return {{"iss", issuer}, {"aud", resource}, {"sub", "kim"}, {"exp", now + 600}, {"scope", scope}};
  }
  net::http::Response call(const std::string& token, const std::string& tool = "echo") {
    return send(token, harness.modern_call(tool, R"("arguments":{"text":"a"},)"));
  }
  net::http::Response send(const std::string& token, test::FakeRequest request) {
    request.set("Authorization", "Bearer " + token);
    return run(harness.start(std::move(request)));
  }
  /// Keys are fetched on the server's executor, requests run on the connections'.
  net::http::Response run(const std::shared_ptr<test::Pending>& pending) {
    const auto limit = std::chrono::steady_clock::now() + 5s;
    while (!pending->response && std::chrono::steady_clock::now() < limit) {
      harness.background.restart();
      harness.background.poll();
      harness.poll();
    }
    REQUIRE(pending->response);
    return *pending->response;
  }

  std::shared_ptr<test::ScriptedTransport> transport = std::make_shared<test::ScriptedTransport>();
  std::vector<SigningKey> keys;
  Harness harness;
};

std::string invalid(const std::string& why) {
  return std::string(read_challenge) + R"(, error="invalid_token", error_description=")" + why + '"';
}

/// A principal "reader" who may read, and "trader" who may do everything; tokens as their names.
mcp::ServerOptions reader_and_trader() {
  mcp::ServerOptions options;
  std::vector<mcp::StaticToken> tokens(2);
  tokens[0].name = "reader";
  tokens[0].sha256 = sha256_hex("reader");
  tokens[1].name = "trader";
  tokens[1].sha256 = sha256_hex("trader");
  tokens[1].scope = mcp::Scope::trade;
  options.authorization.tokens = std::make_shared<mcp::StaticTokens>(tokens);
  return options;
}

test::FakeRequest as(const std::string& token, test::FakeRequest request) {
  request.set("Authorization", "Bearer " + token);
  return request;
}

}  // namespace

TEST_CASE("a token of the authorization server opens the server") {
  const auto algorithm = GENERATE("RS256", "PS256", "ES256", "EdDSA");
  OAuthServer server({SigningKey(algorithm)});
  server.transport->reply(200, test::jwks_of(server.keys));
  const auto answer = server.call(server.keys[0].token(server.claims()));
  CHECK(answer.status == 200);
  CHECK(header_of(answer, "Cache-Control") == "no-store");
  // The keys are known now.
  CHECK(server.call(server.keys[0].token(server.claims())).status == 200);
  CHECK(server.transport->requests().size() == 1);
  CHECK(server.transport->requests()[0].url == "https://issuer.example/jwks");
}

TEST_CASE("without a token, or with one that is no good, the challenge says where to get one") {
  OAuthServer server({SigningKey("ES256")});
  server.transport->reply(200, test::jwks_of(server.keys));
  const auto& key = server.keys[0];
  REQUIRE(server.call(key.token(server.claims())).status == 200);

  const auto nobody = server.harness.send(server.harness.modern_call("echo"));
  CHECK(nobody.status == 401);
  CHECK(header_of(nobody, "WWW-Authenticate") == read_challenge);

  const auto refusal = [&](const std::string& token) {
    const auto answer = server.call(token);
    CHECK(answer.status == 401);
    CHECK(answer.body.find(token) == std::string::npos);
    return header_of(answer, "WWW-Authenticate");
  };
  const auto with = [&](const char* name, json::value value) {
    auto claims = server.claims();
    claims[name] = std::move(value);
    return refusal(key.token(claims));
  };
  CHECK(with("iss", "https://other.example") == invalid("The token is of another issuer"));
  CHECK(with("aud", "https://other.example/mcp") == invalid("The token is for another audience"));
  CHECK(with("exp", 1'000'000'000) == invalid("The token has expired"));
  CHECK(refusal("garbage") == invalid("The token is not a JSON Web Token"));
  CHECK(refusal(SigningKey("ES256").token(server.claims())) == invalid("The token's signature is wrong"));

  auto malformed = server.harness.modern_call("echo");
  malformed.set("Authorization", "Bearer two words");
  const auto bad = server.harness.send(std::move(malformed));
  CHECK(bad.status == 400);
  CHECK(header_of(bad, "WWW-Authenticate").find(R"(error="invalid_request")") != std::string::npos);
}

TEST_CASE("a token without a scope of ours may not even read") {
  OAuthServer server({SigningKey("ES256")});
  server.transport->reply(200, test::jwks_of(server.keys));
  const auto answer = server.call(server.keys[0].token(server.claims("openid profile")));
  CHECK(answer.status == 403);
  CHECK(header_of(answer, "WWW-Authenticate") ==
        std::string(read_challenge) +
            R"(, error="insufficient_scope", error_description="The token lacks the scope mcp:read")");
}

TEST_CASE("a tool that changes something takes mcp:trade, which includes mcp:read") {
  OAuthServer server({SigningKey("ES256")});
  server.transport->reply(200, test::jwks_of(server.keys));
  const auto& key = server.keys[0];
  const auto refused = server.call(key.token(server.claims("mcp:read")), "place");
  CHECK(refused.status == 403);
  CHECK(header_of(refused, "WWW-Authenticate") ==
        R"(Bearer resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/mcp", )"
        R"(scope="mcp:read mcp:trade", error="insufficient_scope", )"
        R"(error_description="This tool can change something: the token lacks the scope mcp:trade")");
  const auto trader = key.token(server.claims("mcp:trade"));
  CHECK(server.call(trader, "place").status == 200);
  CHECK(server.call(trader, "echo").status == 200);
}

TEST_CASE("a rotated key is fetched once; made-up key ids do not ask again and again") {
  OAuthServer server({SigningKey("ES256", "old"), SigningKey("ES256", "new")});
  server.transport->reply(200, test::jwks_of({server.keys[0]}));
  CHECK(server.call(server.keys[0].token(server.claims())).status == 200);
  // Too soon after the last fetch.
  CHECK(server.call(server.keys[1].token(server.claims())).status == 401);
  CHECK(server.transport->requests().size() == 1);
  server.harness.clock.advance(31s);
  server.transport->reply(200, test::jwks_of({server.keys[1]}));
  CHECK(server.call(server.keys[1].token(server.claims())).status == 200);
  CHECK(server.call(server.keys[0].token(server.claims())).status == 401);
  for (int i = 0; i < 20; ++i)
    CHECK(server.call(SigningKey("ES256", "made-up").token(server.claims())).status == 401);
  CHECK(server.transport->requests().size() == 2);
}

TEST_CASE("keys are asked for again after ten minutes, and kept while nobody answers") {
  OAuthServer server({SigningKey("ES256")});
  const auto ask = [&] { return server.call(server.keys[0].token(server.claims())); };
  server.transport->fail(Error(Errc::broker_unavailable, "refused", {}, true));
  const auto unknown = ask();
  CHECK(unknown.status == 503);
  CHECK(header_of(unknown, "Retry-After") == "30");
  CHECK(ask().status == 503);
  CHECK(server.transport->requests().size() == 1);
  server.harness.clock.advance(31s);
  server.transport->reply(200, test::jwks_of(server.keys));
  CHECK(ask().status == 200);
  server.harness.clock.advance(9min);
  CHECK(ask().status == 200);
  CHECK(server.transport->requests().size() == 2);
  server.harness.clock.advance(2min);
  server.transport->reply(500, "no");
  CHECK(ask().status == 200);
  CHECK(server.transport->requests().size() == 3);
  server.harness.clock.advance(23h);
  server.transport->reply(200, "{}");
  CHECK(ask().status == 200);
  server.harness.clock.advance(2h);
  server.transport->fail(Error(Errc::timeout, "late", {}, true));
  CHECK(ask().status == 503);
}

TEST_CASE("everybody who comes while the keys are being fetched waits for the same fetch") {
  /// Answers when told to.
  struct SlowTransport final : net::http::Transport {
    explicit SlowTransport(boost::asio::io_context& context) : gate(context, std::chrono::hours(1)) {}
    boost::asio::awaitable<Result<net::http::ClientResponse>> send(net::http::ClientRequest, Deadline,
                                                                   std::stop_token) override {
      ++requests;
      boost::system::error_code opened;
      co_await gate.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, opened));
      net::http::ClientResponse response;
      response.status = 200;
      response.body = answer;
      co_return response;
    }
    boost::asio::steady_timer gate;
    std::string answer;
    int requests = 0;
  };
  boost::asio::io_context gate_context;
  const SigningKey key("ES256");
  mcp::ServerOptions options;
  auto& oauth = options.authorization.oauth.emplace();
  oauth.issuer = issuer;
  oauth.resource = resource;
  const auto transport = std::make_shared<SlowTransport>(gate_context);
  transport->answer = test::jwks_of({key});
  oauth.transport = transport;
  Harness harness(options);
  const auto now = std::chrono::floor<std::chrono::seconds>(harness.clock.wall().time_since_epoch()).count();
  const auto token = key.token(
      {{"iss", issuer}, {"aud", resource}, {"sub", "kim"}, {"exp", now + 600}, {"scope", "mcp:read"}});
  std::vector<std::shared_ptr<test::Pending>> waiting;
  const auto turn = [&] {
    for (int i = 0; i < 5; ++i) {
      harness.background.restart();
      harness.background.poll();
      gate_context.restart();
      gate_context.poll();
      harness.poll();
    }
  };
  for (int i = 0; i < 3; ++i)
    waiting.push_back(harness.start(as(token, harness.modern_call("echo", R"("arguments":{"text":"a"},)"))));
  turn();
  for (const auto& each : waiting) CHECK_FALSE(each->response);
  CHECK(transport->requests == 1);
  transport->gate.cancel();
  turn();
  for (const auto& each : waiting) {
    REQUIRE(each->response);
    CHECK(each->response->status == 200);
  }
  CHECK(transport->requests == 1);
}

TEST_CASE("the metadata of the resource is open to everybody") {
  OAuthServer server({SigningKey("ES256")});
  for (const auto* path :
       {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"}) {
    auto request = server.harness.make("GET", path);
    request.set("Origin", "https://inspector.example");
    const auto answer = server.harness.send(std::move(request));
    CHECK(answer.status == 200);
    CHECK(header_of(answer, "Access-Control-Allow-Origin") == "*");
    CHECK(body_of(answer) ==
          json::parse(
              R"({"resource":"https://mcp.example/mcp","authorization_servers":["https://issuer.example"],
              "scopes_supported":["mcp:read","mcp:trade"],"bearer_methods_supported":["header"]})"));
    auto preflight = server.harness.make("OPTIONS", path);
    preflight.set("Access-Control-Request-Headers", "mcp-protocol-version");
    CHECK(header_of(server.harness.send(std::move(preflight)), "Access-Control-Allow-Headers") ==
          "mcp-protocol-version");
    CHECK(server.harness.send(server.harness.make("POST", path)).status == 405);
    auto foreign = server.harness.make("GET", path);
    foreign.set("Host", "evil.example.com");
    CHECK(server.harness.send(std::move(foreign)).status == 403);
  }
  // Without OAuth there is nothing a client could take for an invitation to it.
  Harness plain(reader_and_trader());
  CHECK_THROWS(plain.send(plain.make("GET", "/.well-known/oauth-protected-resource")));  // no route
}

TEST_CASE("HTTP+SSE is a resource of its own, as its clients demand") {
  OAuthServer server({SigningKey("ES256")});
  server.transport->reply(200, test::jwks_of(server.keys));
  const auto metadata =
      server.harness.send(server.harness.make("GET", "/.well-known/oauth-protected-resource/sse"));
  CHECK(metadata.status == 200);
  CHECK(body_of(metadata).at("resource") == "https://mcp.example/sse");
  const auto get = [&] {
    auto request = server.harness.make("GET", "/sse");
    request.set("Accept", "text/event-stream");
    return request;
  };
  for (auto& request : {get(), server.harness.post("{}", {}, "/messages?sessionId=x")}) {
    const auto refused = server.harness.send(request);
    CHECK(refused.status == 401);
    CHECK(header_of(refused, "WWW-Authenticate") ==
          R"(Bearer resource_metadata="https://mcp.example/.well-known/oauth-protected-resource/sse", )"
          R"(scope="mcp:read")");
  }
  auto claims = server.claims();
  claims["aud"] = "https://mcp.example/sse";
  CHECK(server.send(server.keys[0].token(claims), get()).status == 200);
}

TEST_CASE("tokens given out by hand need no authorization server") {
  Harness harness(reader_and_trader());
  const auto nobody = harness.send(harness.modern_call("place"));
  CHECK(nobody.status == 401);
  CHECK(header_of(nobody, "WWW-Authenticate") == R"(Bearer scope="mcp:read")");
  const auto wrong = harness.send(as("guess", harness.modern_call("place")));
  CHECK(wrong.status == 401);
  CHECK(header_of(wrong, "WWW-Authenticate") ==
        R"(Bearer scope="mcp:read", error="invalid_token", error_description="The token is not known")");
  CHECK(harness.send(as("reader", harness.modern_call("echo", R"("arguments":{"text":"a"},)"))).status ==
        200);
  CHECK(harness.send(as("reader", harness.modern_call("place"))).status == 403);
  CHECK(harness.send(as("trader", harness.modern_call("place"))).status == 200);
}

TEST_CASE("scopes hold in sessions, in batches and over HTTP+SSE") {
  Harness harness(reader_and_trader());
  const auto status = [&](const std::string& token, const std::string& body, const std::string& session,
                          const std::string& target = "/mcp") {
    return harness.send(as(token, harness.post(body, session, target))).status;
  };
  const auto session =
      header_of(harness.send(as("reader", harness.post(H::initialize("2025-03-26")))), "Mcp-Session-Id");
  const auto quiet = H::call("echo", R"({"text":"a"})");
  CHECK(status("reader", quiet, session) == 200);
  CHECK(status("reader", H::call("place"), session) == 403);
  CHECK(status("trader", H::call("place"), session) == 404);  // another one's session
  CHECK(status("reader", "[" + quiet + "," + H::call("place") + "]", session) == 403);
  CHECK(status("reader", "[" + quiet + "]", session) == 200);
  const auto calls = harness.observer->calls;
  CHECK(std::find(calls.begin(), calls.end(), "place ok") == calls.end());

  auto open = harness.make("GET", "/sse");
  open.set("Accept", "text/event-stream");
  const auto stream = harness.send(as("reader", std::move(open))).stream;
  REQUIRE(stream);
  const auto endpoint = test::queued(stream);
  const auto at = endpoint.find("/messages");
  const auto target = endpoint.substr(at, endpoint.find('\n', at) - at);
  CHECK(status("reader", quiet, {}, target) == 202);
  CHECK(status("reader", H::call("place"), {}, target) == 403);
  CHECK(status("trader", quiet, {}, target) == 404);
}
