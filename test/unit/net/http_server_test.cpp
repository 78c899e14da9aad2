#include <atomic>

#include <boost/asio/steady_timer.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "raw_client.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net;
using namespace kbroker::net::http;
using namespace std::chrono_literals;
using test::RawClient;
using test::TestServer;
namespace asio = boost::asio;

namespace {

asio::awaitable<Response> echo(Request& request) {
  Response response =
      Response::text(200, std::string(request.method()) + " " + std::string(request.path()) + "?" +
                              std::string(request.query()) + " " + std::string(request.body()));
  if (const auto tag = request.header("x-tag")) response.headers.emplace_back("X-Tag", *tag);
  co_return response;
}

asio::awaitable<Response> hello(Request&) {
  co_return Response::text(200, "hello");
}

asio::awaitable<Response> fail(Request&) {
  throw std::runtime_error("the inner secret");
  co_return Response();
}

asio::awaitable<Response> split_answer(Request&) {
  Response response = Response::text(200, "hello");
  response.headers.emplace_back("X-Bad", "a\r\nSet-Cookie: b");
  co_return response;
}

asio::awaitable<Response> large(Request&) {
  co_return Response::text(200, std::string(8 * 1024 * 1024, 'x'));
}

asio::awaitable<Response> no_content(Request&) {
  co_return Response(204);
}

std::vector<Route> routes() {
  return {{"GET", "/hello", hello},     {"POST", "/echo", echo},         {"*", "/any", echo},
          {"GET", "/fail", fail},       {"GET", "/split", split_answer}, {"GET", "/large", large},
          {"GET", "/empty", no_content}};
}

}  // namespace

TEST_CASE("a connection answers one request after another") {
  TestServer server(routes());
  RawClient client(server.port());
  for (int i = 0; i < 3; ++i) {
    client.send("POST /echo?a=b HTTP/1.1\r\nHost: test\r\nx-TAG:  seven \r\nContent-Length: 4\r\n\r\nbody");
    const auto response = client.read_response();
    CHECK(response.status == 200);
    CHECK(response.body == "POST /echo?a=b body");
    CHECK(response.fields.at("x-tag") == "seven");
    CHECK(response.has("date"));
    CHECK_FALSE(response.has("connection"));
  }
  CHECK(server.server().connections() == 1);
}

TEST_CASE("pipelined requests are answered in their order") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\n1GET /hello HTTP/1.1\r\nHost: t\r\n\r\n"
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1\r\n\r\n3");
  CHECK(client.read_response().body == "POST /echo? 1");
  CHECK(client.read_response().body == "hello");
  CHECK(client.read_response().body == "POST /echo? 3");
}

TEST_CASE("a client with many requests at once lets others in between") {
  std::atomic<int> answered = 0, before_the_other = 0;
  const auto count = [&](Request& request) -> asio::awaitable<Response> {
    // What another connection has to do on this loop.
    if (++answered == 1) asio::post(request.executor(), [&] { before_the_other = answered.load(); });
    co_return Response(204);
  };
  TestServer server({{"GET", "/count", count}});
  RawClient client(server.port());
  constexpr int requests = 40;
  std::string all;
  for (int i = 0; i < requests; ++i) all += "GET /count HTTP/1.1\r\nHost: t\r\n\r\n";
  client.send(all);
  for (int i = 0; i < requests; ++i) CHECK(client.read_response().status == 204);
  CHECK(before_the_other == 1);
}

TEST_CASE("a request that arrives byte by byte is understood") {
  TestServer server(routes());
  RawClient client(server.port());
  const std::string request = "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc";
  for (const char c : request) client.send(std::string(1, c));
  CHECK(client.read_response().body == "POST /echo? abc");
}

TEST_CASE("HEAD is answered from GET without a body") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  const auto head = client.read_response(false);
  CHECK(head.status == 200);
  CHECK(head.fields.at("content-length") == "5");
  client.get("/hello");
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("HTTP/1.0 closes unless keep-alive was asked for") {
  TestServer server(routes());
  RawClient closing(server.port());
  closing.send("GET /hello HTTP/1.0\r\n\r\n");
  const auto last = closing.read_response();
  CHECK(last.body == "hello");
  CHECK(last.fields.at("connection") == "close");
  CHECK(closing.at_end());

  RawClient keeping(server.port());
  keeping.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(keeping.read_response().fields.at("connection") == "keep-alive");
  keeping.get("/hello");
  CHECK(keeping.read_response().body == "hello");
}

TEST_CASE("Connection: close is honoured") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send("GET /hello HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  CHECK(client.read_response().fields.at("connection") == "close");
  CHECK(client.at_end());
}

TEST_CASE("an answer without content has neither body nor length") {
  TestServer server(routes());
  RawClient client(server.port());
  client.get("/empty");
  client.get("/hello");
  const auto empty = client.read_response();
  CHECK(empty.status == 204);
  CHECK_FALSE(empty.has("content-length"));
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("Expect: 100-continue is answered before the body is sent") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  CHECK(client.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("ok");
  CHECK(client.read_response().body == "POST /echo? ok");
}

TEST_CASE("unknown paths are 404 and wrong methods 405 with Allow") {
  TestServer server(routes());
  RawClient client(server.port());
  client.get("/nothing");
  auto response = client.read_response();
  CHECK(response.status == 404);
  CHECK(response.fields.at("content-type") == "application/json");
  CHECK(response.body == R"({"error":{"code":"not_found","message":"there is nothing at this path"}})");
  client.send("DELETE /hello HTTP/1.1\r\nHost: t\r\n\r\n");
  response = client.read_response();
  CHECK(response.status == 405);
  CHECK(response.fields.at("allow") == "GET, HEAD");
  client.send("BREW /any HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_response().body == "BREW /any? ");
  client.send("GET http://test:80/hello?x HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("chunked bodies are put together and their trailers dropped") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send(
      "POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n"
      "0\r\nX-Tag: late\r\n\r\n");
  const auto response = client.read_response();
  CHECK(response.body == "POST /echo? abcdefg");
  CHECK_FALSE(response.has("x-tag"));
}

TEST_CASE("an oversized body is refused before it has been read") {
  ServerConfig config;
  config.max_body_bytes = 1000;
  TestServer server(routes(), config);
  SECTION("by its length, which may never arrive") {
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\n\r\n");
    const auto response = client.read_response();
    CHECK(response.status == 413);
    CHECK(response.fields.at("connection") == "close");
  }
  SECTION("while its sender is still sending") {
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 600000\r\n\r\n");
    client.send(std::string(600'000, 'x'));
    CHECK(client.read_response().status == 413);
    client.shut_down_sending();
    CHECK(client.at_end());
  }
  SECTION("by its chunks") {
    RawClient client(server.port());
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n400\r\n");
    CHECK(client.read_response().status == 413);
  }
  SECTION("but one of exactly the limit is taken") {
    RawClient client(server.port());
    client.post("/echo", std::string(1000, 'x'));
    CHECK(client.read_response().status == 200);
  }
}

TEST_CASE("a large body within the limit arrives whole") {
  TestServer server(routes());
  RawClient client(server.port());
  const std::string body(3'000'000, 'b');
  client.post("/echo", body);
  CHECK(client.read_response().body == "POST /echo? " + body);
}

TEST_CASE("an oversized header is refused") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send("GET /hello HTTP/1.1\r\nHost: t\r\nX-Long: " + std::string(20'000, 'x'));
  CHECK(client.read_response().status == 431);
}

TEST_CASE("malformed requests are refused and the connection closed") {
  struct Case {
    std::string_view bytes;
    int status;
  };
  const auto c = GENERATE(
      Case{"nonsense\r\n\r\n", 400}, Case{"GET /hello HTTP/1.1\r\n\r\n", 400},
      Case{"GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
      Case{"GET /hello HTTP/2.0\r\nHost: a\r\n\r\n", 505},
      Case{"GET /hello HTTP/1.1\r\nHost : a\r\n\r\n", 400},
      Case{"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", 400},
      Case{"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
      Case{"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: "
           "chunked\r\n\r\n0\r\n\r\n",
           400},
      Case{"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 501},
      Case{"POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
      Case{"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400},
      Case{"GET /hello HTTP/1.1\r\nHost: a\r\nExpect: wonders\r\n\r\n", 417});
  CAPTURE(c.bytes);
  TestServer server(routes());
  RawClient client(server.port());
  client.send(c.bytes);
  const auto response = client.read_response();
  CHECK(response.status == c.status);
  CHECK(response.body.find(R"({"error":{"code":)") == 0);
  CHECK(response.fields.at("connection") == "close");
  client.shut_down_sending();
  CHECK(client.at_end());
}

TEST_CASE("a request cut off in the middle is refused") {
  TestServer server(routes());
  RawClient client(server.port());
  client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab");
  client.shut_down_sending();
  CHECK(client.read_response().status == 400);
}

TEST_CASE("a client that stops sending still gets its answer") {
  TestServer server(routes());
  RawClient client(server.port());
  client.get("/hello");
  client.shut_down_sending();
  CHECK(client.read_response().body == "hello");
  CHECK(client.at_end());
}

TEST_CASE("a failing handler is answered without internals") {
  TestServer server(routes());
  RawClient client(server.port());
  const std::string_view path = GENERATE("/fail", "/split");
  client.get(path);
  const auto response = client.read_response();
  CHECK(response.status == 500);
  CHECK(response.body.find(R"({"error":{"code":"internal")") == 0);
  CHECK(response.body.find("secret") == std::string::npos);
  CHECK_FALSE(response.has("set-cookie"));
  client.get("/hello");
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("slow senders meet their deadlines") {
  ServerConfig config;
  config.header_deadline = 100ms;
  config.body_deadline = 100ms;
  config.idle_deadline = 100ms;
  TestServer server(routes(), config);
  RawClient client(server.port());
  SECTION("in the header") {
    client.send("GET /hello HTTP/1.1\r\nHost:");
    CHECK(client.read_response().status == 408);
  }
  SECTION("in the body") {
    client.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nab");
    CHECK(client.read_response().status == 408);
  }
  SECTION("in the header of a second request") {
    client.get("/hello");
    CHECK(client.read_response().status == 200);
    client.send("GET /hel");
    CHECK(client.read_response().status == 408);
  }
  SECTION("between requests, without a word") {
    client.get("/hello");
    CHECK(client.read_response().status == 200);
    CHECK(client.at_end());
  }
  SECTION("without having said anything") {
    CHECK(client.at_end());
  }
}

TEST_CASE("a reader that does not read is cut at the write deadline") {
  ServerConfig config;
  config.write_deadline = 100ms;
  TestServer server(routes(), config);
  RawClient client(server.port());
  client.get("/large");
  CHECK(client.read_head().status == 200);
  CHECK(test::wait_for([&] { return server.server().connections() == 0; }));
  CHECK(client.read_to_end().size() < 8 * 1024 * 1024);
}

TEST_CASE("a slow reader gets a large answer whole") {
  TestServer server(routes());
  RawClient client(server.port());
  client.get("/large");
  client.get("/hello");
  CHECK(client.read_response().body.size() == 8 * 1024 * 1024);
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("visitors beyond the connection limit are told so") {
  ServerConfig config;
  config.max_connections = 2;
  TestServer server(routes(), config);
  RawClient first(server.port());
  {
    RawClient second(server.port());
    first.get("/hello");
    second.get("/hello");
    CHECK(first.read_response().status == 200);
    CHECK(second.read_response().status == 200);
    RawClient third(server.port());
    third.get("/hello");
    CHECK(third.read_response().status == 503);
    third.shut_down_sending();
    CHECK(third.at_end());
  }
  REQUIRE(test::wait_for([&] { return server.server().connections() == 1; }));
  RawClient fourth(server.port());
  fourth.get("/hello");
  CHECK(fourth.read_response().status == 200);
}

TEST_CASE("start says what is wrong with the address") {
  Runtime runtime;
  ServerConfig config;
  SECTION("a port in use") {
    TestServer other(routes());
    config.port = other.port();
    Server server(runtime, config, routes());
    const auto started = server.start();
    REQUIRE(started.has_error());
    CHECK(started.error().message ==
          "cannot listen on 127.0.0.1:" + std::to_string(other.port()) + ": the port is in use");
    CHECK_FALSE(started.error().hint.empty());
  }
  SECTION("not an address") {
    config.host = "my-machine";
    Server server(runtime, config, routes());
    CHECK(server.start().error().message == "cannot listen on \"my-machine\": it is not an IP address");
  }
  SECTION("an address of another machine") {
    config.host = "192.0.2.1";
    Server server(runtime, config, routes());
    CHECK(server.start().error().message == "cannot listen on 192.0.2.1:0: this machine has no such address");
  }
  SECTION("a missing certificate") {
    config.tls = TlsFiles{"/nowhere/cert.pem", "/nowhere/key.pem"};
    Server server(runtime, config, routes());
    CHECK(server.start().error().message ==
          "cannot use the certificate file /nowhere/cert.pem: No such file or directory");
  }
}

TEST_CASE("wrong routes are programmer errors") {
  Runtime runtime;
  CHECK_THROWS_AS(Server(runtime, {}, {{"GET", "hello", hello}}), std::invalid_argument);
  CHECK_THROWS_AS(Server(runtime, {}, {{"GET", "/a", hello}, {"GET", "/a", hello}}), std::invalid_argument);
}

TEST_CASE("the observer sees connections and requests") {
  struct Counter : ServerObserver {
    std::atomic<int> opened{0}, closed{0}, done{0}, not_found{0};
    void connection_opened() override { ++opened; }
    void connection_closed() override { ++closed; }
    void request_done(std::string_view method, std::string_view route, unsigned status,
                      std::chrono::nanoseconds) override {
      if (method == "GET" && route == "/hello" && status == 200) ++done;
      if (route.empty() && status == 404) ++not_found;
    }
  };
  const auto counter = std::make_shared<Counter>();
  TestServer server(routes(), {}, counter);
  {
    RawClient client(server.port());
    client.get("/hello");
    client.get("/secret?token=1");
    client.read_response();
    client.read_response();
  }
  CHECK(test::wait_for([&] { return counter->closed == 1; }));
  CHECK(counter->opened == 1);
  CHECK(counter->done == 1);
  CHECK(counter->not_found == 1);
}

TEST_CASE("several threads serve many connections") {
  const auto layout = GENERATE(Layout::per_core, Layout::shared);
  TestServer server(routes(), {}, nullptr, 2, layout);
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int c = 0; c < 5; ++c) {
        RawClient client(server.port());
        for (int i = 0; i < 20; ++i) {
          client.post("/echo", std::to_string(i));
          if (client.read_response().body == "POST /echo? " + std::to_string(i)) ++right;
        }
      }
    });
  for (auto& thread : threads) thread.join();
  CHECK(right == 400);
}
