// What no honest client sends, in every place where a client's words arrive. The other end of the wire is
// test/load; random bytes are test/fuzz.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "mcp_harness.hpp"

using namespace kbroker;
using test::body_of;
using test::error_code;
using test::Harness;
using H = test::Harness;
namespace json = boost::json;

namespace {

/// A server with everything open that messages can be sent to.
class Places {
 public:
  Places() : session_(harness.open("2025-11-25")), batches_(harness.open("2025-03-26")) {
    auto request = harness.make("GET", "/sse");
    request.set("Accept", "text/event-stream");
    stream_ = harness.send(std::move(request)).stream;
    const auto endpoint = test::queued(stream_);
    const auto at = endpoint.find("/messages");
    messages_ = endpoint.substr(at, endpoint.find('\n', at) - at);
  }
  ~Places() { stream_->close(); }
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  /// The status of each place for a message with this JSON text somewhere in it.
  std::map<std::string, unsigned> status(const std::string& value) {
    std::map<std::string, unsigned> found;
    const auto in = [&](const std::string& place, test::FakeRequest request) {
      const auto response = harness.send(std::move(request));
      INFO(place);
      CHECK(is_valid_utf8(response.body));
      if (response.status == 400) CHECK(error_code(response) == -32700);
      found[place] = response.status;
    };
    const auto member = R"({"x":)" + value + "}";
    in("arguments of a stateless call", harness.modern_call("place", R"("arguments":)" + member + ","));
    in("_meta of a stateless request", harness.modern("tools/list", {}, R"("x":)" + value + ","));
    in("the client's capabilities", harness.modern("tools/list", {}, {}, "/mcp", member));
    in("a handshake", harness.post(H::initialize("2025-11-25", member)));
    in("a call in a session", harness.post(H::call("place", member), session_));
    in("a notification", harness.post(R"({"jsonrpc":"2.0","method":"x","params":)" + member + "}", session_));
    in("a reply", harness.post(R"({"jsonrpc":"2.0","id":"server-1","result":)" + member + "}", session_));
    in("a refusal", harness.post(R"({"jsonrpc":"2.0","id":"server-1","error":)" + member + "}", session_));
    in("a batch", harness.post("[" + H::call("place", member) + "]", batches_));
    in("a message of HTTP+SSE", harness.post(H::call("place", member), {}, messages_));
    return found;
  }
  /// All places take an honest value and refuse this one as no JSON.
  void refuse(const std::string& value) {
    for (const auto& [place, answered] : status("\"honest\"")) {
      INFO(place);
      CHECK((answered == 200 || answered == 202));
    }
    for (const auto& [place, answered] : status(value)) {
      INFO(place);
      CHECK(answered == 400);
    }
  }

  Harness harness;

 private:
  std::string session_, batches_, messages_;
  std::shared_ptr<net::http::SseStream> stream_;
};

std::string repeated(std::size_t times, const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

/// The answer to resources/read of this URI, as JSON text says it.
net::http::Response read(Harness& harness, const std::string& uri, const std::string& header) {
  auto request = harness.modern("resources/read", R"("uri":")" + uri + "\",");
  request.set("Mcp-Name", header);
  return harness.send(std::move(request));
}

const std::string half_a_character = "\xed\x95", lone_surrogate = "\xed\xa0\x80", overlong = "\xc0\xaf",
                  beyond_unicode = "\xf4\x90\x80\x80";

}  // namespace

TEST_CASE("hostile: deep nesting is refused wherever JSON arrives") {
  Places places;
  places.refuse(repeated(100'000, "["));
  places.refuse(repeated(200, "[") + repeated(200, "]"));
  places.refuse(repeated(100'000, R"({"a":)"));
}

TEST_CASE("hostile: invalid UTF-8 is refused wherever JSON arrives") {
  Places places;
  for (const auto& bytes : {half_a_character, overlong, beyond_unicode, std::string("\xff")})
    places.refuse('"' + bytes + '"');
}

TEST_CASE("hostile: lone surrogates are refused wherever JSON arrives") {
  Places places;
  places.refuse('"' + lone_surrogate + '"');
  for (const auto* escaped : {R"("\ud800")", R"("\udc00")", R"("\ud800\ud800")", R"("\ud800x")"})
    places.refuse(escaped);
}

TEST_CASE("hostile: huge numbers are no more than numbers") {
  Places places;
  for (const auto& number :
       {std::string("1e308"), "1" + repeated(300, "0"), "-1" + repeated(10'000, "0"),
        "0." + repeated(10'000, "0") + "1", std::string("18446744073709551616"), std::string("1e-999999")})
    for (const auto& [place, answered] : places.status(number)) {
      INFO(place << ' ' << number.substr(0, 40));
      CHECK((answered == 200 || answered == 202));
    }
  // Where a number means something it is checked: an id is an integer that fits, and comes back as it was.
  auto& harness = places.harness;
  const auto answer = [&](const std::string& id) {
    return harness.send(harness.post(H::request("ping", "{}", id), harness.open()));
  };
  CHECK(answer("18446744073709551615").body.find(R"("id":18446744073709551615,)") != std::string::npos);
  for (const auto* id : {"18446744073709551616", "1e400", "-9223372036854775809", "1.5"}) {
    INFO(id);
    CHECK(answer(id).status == 400);
  }
}

TEST_CASE("hostile: of duplicate keys the last counts, for checks and for work alike") {
  Harness harness;
  const auto twice = [&](const std::string& header) {
    auto request = harness.modern("tools/call", R"("name":"echo","name":"place",)");
    request.set("Mcp-Name", header);
    return harness.send(std::move(request));
  };
  CHECK(twice("echo").status == 400);
  CHECK(harness.observer->calls.empty());
  CHECK(twice("place").status == 200);
  CHECK(harness.observer->calls == std::vector<std::string>{"place ok"});

  const auto session = harness.open();
  const auto text = [&](const std::string& arguments) {
    return body_of(harness.send(harness.post(H::call("echo", arguments), session)))
        .at("result")
        .at("structuredContent")
        .at("text");
  };
  CHECK(text(R"({"text":7,"text":"b"})") == "b");
  const auto method =
      harness.send(harness.post(R"({"jsonrpc":"2.0","id":1,"id":2,"method":"no","method":"ping"})", session));
  CHECK(body_of(method).at("id") == 2);
  CHECK(body_of(method).as_object().contains("result"));
  // Two claims: the request is what the last says, everywhere.
  const auto claims = harness.send(
      harness.modern("tools/list", {}, R"("io.modelcontextprotocol/protocolVersion":"2025-11-25",)"));
  CHECK(claims.status == (body_of(claims).as_object().contains("result") ? 200u : 400u));
}

TEST_CASE("hostile: header values that are no UTF-8, or decode to none, are refused") {
  Harness harness;
  const auto session = harness.open();
  for (const auto& bytes : {half_a_character, lone_surrogate, overlong, beyond_unicode, std::string("\xff"),
                            std::string("a\x01"), repeated(60'000, "\xff")}) {
    for (const auto& value : {bytes, "=?base64?" + base64_encode(bytes) + "?="}) {
      INFO(value.substr(0, 40));
      const auto check = [&](const char* header, unsigned status) {
        auto request = harness.modern_call("echo", R"("arguments":{"text":"a"},)");
        request.set(header, value);
        const auto response = harness.send(std::move(request));
        INFO(header);
        CHECK(response.status == status);
        CHECK(is_valid_utf8(response.body));
        CHECK(response.body.size() < 1000);
        CHECK_NOTHROW(body_of(response));
      };
      check("Mcp-Name", 400);
      check("Mcp-Method", 400);
      check("MCP-Protocol-Version", 400);
      check("X-MCP-Toolsets", 400);
      check("Mcp-Session-Id", 200);  // nothing in the modern era
      check("traceparent", 200);
      auto pinged = harness.post(H::request("ping"), session);
      pinged.set("MCP-Protocol-Version", value);
      const auto response = harness.send(std::move(pinged));
      CHECK(response.status == 400);
      CHECK(is_valid_utf8(response.body));
    }
  }
}

TEST_CASE("hostile: session ids, event ids and queries are looked up, never believed") {
  Harness harness;
  const auto session = harness.open();
  for (const auto& value :
       {std::string("18446744073709551616_1"), std::string("1_18446744073709551616"), std::string("-1_-1"),
        repeated(10'000, "9"), half_a_character, lone_surrogate, std::string("1_1\xff"), std::string(" ")}) {
    INFO(value.substr(0, 40));
    auto resume = harness.make("GET", "/mcp");
    resume.set("Accept", "text/event-stream").set("Mcp-Session-Id", session).set("Last-Event-ID", value);
    CHECK(harness.send(std::move(resume)).status == 400);
    CHECK(harness.send(harness.post(H::request("ping"), value)).status == 404);
  }
  for (const auto* query : {"%ff", "%ed%a0%80", "%c0%af", "%00"}) {
    INFO(query);
    const auto unknown = harness.send(harness.post("{}", {}, std::string("/messages?sessionId=") + query));
    CHECK((unknown.status == 404 || unknown.status == 400));
    const auto toolsets =
        harness.send(harness.modern("tools/list", {}, {}, std::string("/mcp?toolsets=") + query));
    CHECK(toolsets.status == 400);
    CHECK(is_valid_utf8(toolsets.body));
  }
}

TEST_CASE("hostile: resource addresses that decode to no text are not found") {
  Harness harness;
  for (const auto* uri : {"quote://KRX/%ff", "quote://KRX/%ed%a0%80", "quote://KRX/%c0%af", "quote://KRX/%",
                          "quote://KRX/%zz", "quote://KRX/../../etc/passwd", "quote://KRX/%2e%2e%2fetc"}) {
    INFO(uri);
    const auto response = read(harness, uri, uri);
    CHECK(is_valid_utf8(response.body));
    const auto body = body_of(response);
    if (body.as_object().contains("error"))
      CHECK(body.at("error").at("code") == -32602);
    else  // captured as text: the tool decides
      CHECK(std::string_view(uri).find("%2e") != std::string_view::npos);
  }
}

TEST_CASE("hostile: what a client leaves behind is bounded") {
  Harness harness;
  const auto session = harness.open();
  const auto subscribe = [&](const std::string& uri) {
    return error_code(
        harness.send(harness.post(H::request("resources/subscribe", R"({"uri":")" + uri + "\"}"), session)));
  };
  CHECK(subscribe(repeated(100'000, "a")) == -32602);
  int taken = 0;
  while (taken < 2000 && subscribe("note://" + repeated(93, "a") + std::to_string(1000 + taken)) == 0)
    ++taken;
  CHECK(taken == 16 * 1024 / 104);
  CHECK(subscribe("note://" + repeated(93, "a") + "1000") == 0);  // had already

  const auto listen = [&](const std::string& filter, const std::string& id) {
    auto request = harness.make(
        "POST", "/mcp",
        R"({"jsonrpc":"2.0","id":)" + id + R"(,"method":"subscriptions/listen","params":{"notifications":)" +
            filter + R"(,"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",)" +
            R"("io.modelcontextprotocol/clientCapabilities":{}}}})");
    request.set("Content-Type", "application/json").set("Accept", "application/json, text/event-stream");
    request.set("MCP-Protocol-Version", "2026-07-28").set("Mcp-Method", "subscriptions/listen");
    auto response = harness.send(std::move(request));
    if (response.stream) response.stream->close();
    return response.stream ? 0 : error_code(response);
  };
  CHECK(listen(R"({"resourceSubscriptions":["note://one"]})", "1") == 0);
  CHECK(listen(R"({"resourceSubscriptions":[")" + repeated(17'000, "a") + "\"]}", "1") == -32602);
  CHECK(listen(R"({"taskIds":[")" + repeated(17'000, "a") + "\"]}", "1") == -32602);
  CHECK(listen("{}", '"' + repeated(17'000, "a") + '"') == -32602);
}
