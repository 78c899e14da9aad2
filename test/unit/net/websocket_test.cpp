// WebSocket over real sockets: both sides of the library against each other, and a client written by hand.
#include <catch2/catch_test_macros.hpp>

#include <atomic>

#include <boost/asio/experimental/awaitable_operators.hpp>

#include "client_loop.hpp"
#include "kbroker/net/websocket.hpp"
#include "raw_client.hpp"
#include "raw_server.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net;
using namespace std::chrono_literals;
using boost::asio::awaitable;
using test::ClientLoop;
using test::TestServer;

namespace {

using Serve = std::function<awaitable<void>(WebSocket&)>;

std::vector<http::Route> at(std::string path, Serve serve) {
  return {{"GET", std::move(path), [serve = std::move(serve)](http::Request&) -> awaitable<http::Response> {
             http::Response response;
             response.websocket = serve;
             co_return response;
           }}};
}

awaitable<void> echo(WebSocket& socket) {
  for (;;) {
    auto text = co_await socket.receive(10s);
    if (text.has_error()) co_return;
    const auto sent = co_await socket.send(std::move(*text));
    if (sent.has_error()) co_return;
  }
}

/// An echo server and a client loop.
struct Bench {
  explicit Bench(Serve serve = echo) : server(at("/ws", std::move(serve))) {}

  std::string url(std::string_view path = "/ws") const { return "ws" + server.url(path).substr(4); }
  /// Goes on the loop that it lives on.
  std::shared_ptr<WebSocket> connect(WebSocketLimits limits = {}) {
    auto made = loop.run(connect_websocket(url(), limits));
    if (made.has_error()) throw std::runtime_error(made.error().message);
    return {made->release(), [this](WebSocket* socket) { loop.run(destroy(socket)); }};
  }
  static awaitable<void> destroy(WebSocket* socket) {
    delete socket;
    co_return;
  }

  TestServer server;
  ClientLoop loop;
};

/// With the key of RFC 6455, section 1.3.
constexpr std::string_view upgrade_fields =
    "Host: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

}  // namespace

TEST_CASE("texts go to the other side and back") {
  Bench bench;
  const auto socket = bench.connect();
  for (const auto& text :
       {std::string("hello"), std::string(), std::string("삼성전자"), std::string(100'000, 'x')}) {
    CHECK(bench.loop.run(socket->send(text)).has_value());
    CHECK(bench.loop.run(socket->receive(10s)).value() == text);
  }
}

TEST_CASE("texts of several senders leave whole") {
  Bench bench;
  const auto socket = bench.connect();
  std::vector<std::future<Result<void>>> sent;
  for (int i = 0; i < 20; ++i)
    sent.push_back(bench.loop.start(socket->send(std::string(50'000, static_cast<char>('a' + i)))));
  for (int i = 0; i < 20; ++i)
    CHECK(bench.loop.run(socket->receive(10s)).value() == std::string(50'000, static_cast<char>('a' + i)));
  for (auto& one : sent) CHECK(one.get().has_value());
}

TEST_CASE("the upgrade is that of RFC 6455") {
  Bench bench;
  test::RawClient client(bench.server.port());
  client.send("GET /ws HTTP/1.1\r\n" + std::string(upgrade_fields) + "\r\n");
  const auto answer = client.read_head();
  CHECK(answer.status == 101);
  CHECK(answer.fields.at("sec-websocket-accept") == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

TEST_CASE("a control ping is answered with its own text") {
  Bench bench;
  test::RawClient client(bench.server.port());
  client.send("GET /ws HTTP/1.1\r\n" + std::string(upgrade_fields) + "\r\n");
  client.read_head();
  client.send(std::string_view("\x89\x82\0\0\0\0hi", 8));  // ping, masked with zeros
  CHECK(client.read_until("hi") == std::string("\x8a\x02hi"));
}

TEST_CASE("what is no upgrade is refused and the connection stays") {
  Bench bench;
  test::RawClient client(bench.server.port());
  client.get("/ws");
  const auto answer = client.read_response();
  CHECK(answer.status == 426);
  CHECK(answer.fields.at("upgrade") == "websocket");
  client.get("/ws");
  CHECK(client.read_response().status == 426);
  client.send("GET /ws HTTP/1.1\r\n" + std::string(upgrade_fields) + "\r\n\x89\x80");
  CHECK(client.read_response().status == 400);
}

TEST_CASE("a server that does not upgrade is told apart by its status") {
  Bench bench;
  const auto refused = bench.loop.run(connect_websocket(bench.url("/elsewhere")));
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == Errc::broker_unavailable);
  CHECK(refused.error().http_status == 404);
  CHECK_FALSE(refused.error().retryable);
}

TEST_CASE("only ws addresses can be connected to") {
  ClientLoop loop;
  for (const auto* url : {"http://127.0.0.1/ws", "wss://127.0.0.1/ws", "ws://", "ws://127.0.0.1:x/", ""})
    CHECK(loop.run(connect_websocket(url)).error().code == Errc::invalid_argument);
}

TEST_CASE("a port without a server refuses") {
  std::string url;
  {
    const test::RawServer gone;
    url = "ws" + gone.url().substr(4);
  }
  ClientLoop loop;
  const auto refused = loop.run(connect_websocket(url));
  REQUIRE(refused.has_error());
  CHECK(refused.error().code == Errc::broker_unavailable);
  CHECK(refused.error().retryable);
}

TEST_CASE("a server that never answers the upgrade is given up") {
  test::RawServer silent;
  ClientLoop loop;
  WebSocketLimits limits;
  limits.write_deadline = 50ms;
  const auto late = loop.run(connect_websocket("ws" + silent.url().substr(4), limits));
  CHECK(late.error().code == Errc::timeout);
}

TEST_CASE("a message that does not come is a time-out") {
  Bench bench;
  const auto socket = bench.connect();
  const auto late = bench.loop.run(socket->receive(30ms));
  CHECK(late.error().code == Errc::timeout);
  CHECK(late.error().retryable);
}

TEST_CASE("messages are limited in size and must be text") {
  Bench bench;
  WebSocketLimits limits;
  limits.max_message_bytes = 100;
  const auto socket = bench.connect(limits);
  bench.loop.run(socket->send(std::string(100, 'x'))).value();
  CHECK(bench.loop.run(socket->receive(10s)).has_value());
  bench.loop.run(socket->send(std::string(101, 'x'))).value();
  CHECK(bench.loop.run(socket->receive(10s)).error().message.find("larger than the 100 bytes") !=
        std::string::npos);

  std::atomic<bool> refused = false;
  Bench binary([&](WebSocket& other) -> awaitable<void> {
    const auto got = co_await other.receive(10s);
    refused = got.has_error() && got.error().message.find("binary") != std::string::npos;
  });
  test::RawClient client(binary.server.port());
  client.send("GET /ws HTTP/1.1\r\n" + std::string(upgrade_fields) + "\r\n");
  client.read_head();
  client.send(std::string_view("\x82\x81\0\0\0\0x", 7));
  CHECK(test::wait_for([&] { return refused.load(); }));
}

TEST_CASE("a handler that returns hangs up, close() says goodbye first") {
  Bench rude([](WebSocket&) -> awaitable<void> { co_return; });
  const auto socket = rude.connect();
  const auto lost = rude.loop.run(socket->receive(10s));
  CHECK(lost.error().message.find("was lost") != std::string::npos);

  Bench polite([](WebSocket& other) -> awaitable<void> { co_await other.close(); });
  const auto other_socket = polite.connect();
  const auto closed = polite.loop.run(other_socket->receive(10s));
  CHECK(closed.error().message.find("closed the connection") != std::string::npos);
  CHECK(closed.error().code == Errc::broker_unavailable);
}

TEST_CASE("close() ends the receiver of both sides") {
  std::atomic<bool> ended = false;
  Bench bench([&](WebSocket& other) -> awaitable<void> {
    const auto end = co_await other.receive(10s);
    ended = end.has_error() && end.error().message.find("closed the connection") != std::string::npos;
  });
  const auto socket = bench.connect();
  auto receiving = bench.loop.start(socket->receive(10s));
  bench.loop.run(socket->close());
  CHECK(receiving.get().has_error());
  CHECK(test::wait_for([&] { return ended.load(); }));
}

TEST_CASE("a pong carries its text") {
  std::atomic<bool> came = false;
  Bench bench([&](WebSocket& other) -> awaitable<void> {
    other.on_pong([&](std::string_view text) { came = text == R"({"header":{}})"; });
    co_await echo(other);
  });
  const auto socket = bench.connect();
  CHECK(bench.loop.run(socket->pong(R"({"header":{}})")).has_value());
  CHECK(test::wait_for([&] { return came.load(); }));
  CHECK(bench.loop.run(socket->pong(std::string(126, 'x'))).error().code == Errc::invalid_argument);
  // The refused one did no harm.
  bench.loop.run(socket->send("still here")).value();
  CHECK(bench.loop.run(socket->receive(10s)).value() == "still here");
}

TEST_CASE("a receiver can be cancelled") {
  using namespace boost::asio::experimental::awaitable_operators;
  Bench bench;
  const auto socket = bench.connect();
  SystemClock clock;
  const auto first = bench.loop.run([&]() -> awaitable<std::size_t> {
    auto outcome = co_await (socket->receive(1h) || clock.sleep(20ms));
    co_return outcome.index();
  }());
  CHECK(first == 1);
}

TEST_CASE("a server that drains ends its WebSockets at once") {
  std::atomic<int> open = 0;
  auto bench = std::make_unique<Bench>([&](WebSocket& other) -> awaitable<void> {
    struct Guest {
      std::atomic<int>& count;
      explicit Guest(std::atomic<int>& c) : count(c) { ++count; }
      ~Guest() { --count; }
    } guest(open);
    co_await echo(other);
  });
  const auto socket = bench->connect();
  REQUIRE(test::wait_for([&] { return open == 1; }));
  auto receiving = bench->loop.start(socket->receive(10s));
  const auto begun = std::chrono::steady_clock::now();
  bench->server.run(bench->server.server().drain(10s));
  CHECK(std::chrono::steady_clock::now() - begun < 5s);
  CHECK(open == 0);
  CHECK(receiving.get().has_error());
}
