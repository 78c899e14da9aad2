#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "client_loop.hpp"
#include "descriptors.hpp"
#include "kbroker/net/http_client.hpp"
#include "raw_server.hpp"
#include "run.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net::http;
using namespace std::chrono_literals;
using test::ClientLoop;
using test::RawServer;
namespace asio = boost::asio;

namespace {

Deadline soon(Duration duration = 10s) {
  return Deadline(std::chrono::steady_clock::now() + duration);
}

constexpr std::string_view ok_answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

asio::awaitable<Response> echo(Request& request) {
  co_return Response::text(200, std::string(request.method()) + " " + std::string(request.target()) + " " +
                                    std::string(request.header("X-Key").value_or("")) + " " +
                                    std::string(request.body()));
}

}  // namespace

TEST_CASE("a request and its answer travel whole") {
  test::TestServer server({{"*", "/echo", echo}});
  ClientLoop loop;
  ClientPool pool;
  ClientRequest request("POST", server.url("/echo?a=b"), {{"X-Key", "seven"}}, std::string(100'000, 'x'));
  const auto result = loop.run(pool.send(std::move(request), soon()));
  REQUIRE(result.has_value());
  CHECK(result->status == 200);
  CHECK(result->header("content-TYPE") == "text/plain; charset=utf-8");
  CHECK_FALSE(result->header("nothing"));
  CHECK(result->body == "POST /echo?a=b seven " + std::string(100'000, 'x'));
  const auto missing = loop.run(pool.send(ClientRequest("GET", server.url("/nothing")), soon()));
  REQUIRE(missing.has_value());
  CHECK(missing->status == 404);
}

TEST_CASE("the request head has what servers expect, once") {
  RawServer server;
  ClientLoop loop;
  ClientPool pool;
  ClientRequest request("POST", server.url("/p?q=1"),
                        {{"accept", "application/json"}, {"Content-Length", "999"}}, "{}");
  auto sent = loop.start(pool.send(std::move(request), soon()));
  auto peer = server.accept();
  const auto head = peer.read_until("{}");
  CHECK(head == "POST /p?q=1 HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(server.port()) +
                    "\r\nUser-Agent: kbroker\r\naccept: application/json\r\nContent-Length: 2\r\n\r\n{}");
  peer.send("HTTP/1.1 100 Continue\r\n\r\n");
  peer.send(ok_answer);
  CHECK(sent.get()->body == "ok");
}

TEST_CASE("connections are kept and used again") {
  RawServer server;
  ClientLoop loop;
  ClientPool pool;
  auto first = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
  auto peer = server.accept();
  peer.read_until("\r\n\r\n");
  peer.send(ok_answer);
  CHECK(first.get().has_value());
  auto second = loop.start(pool.send(ClientRequest("POST", server.url()), soon()));
  peer.read_until("\r\n\r\n");
  peer.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok");
  CHECK(second.get().has_value());
  CHECK(peer.at_end());
  auto third = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
  auto fresh = server.accept();
  fresh.read_until("\r\n\r\n");
  fresh.send(ok_answer);
  CHECK(third.get().has_value());
  pool.close_idle();
  CHECK(fresh.at_end());
}

TEST_CASE("a connection that was closed while idle is not used again") {
  RawServer server;
  ClientLoop loop;
  ClientPool pool;
  auto first = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
  {
    auto peer = server.accept();
    peer.read_until("\r\n\r\n");
    peer.send(ok_answer);
    CHECK(first.get().has_value());
  }
  auto second = loop.start(pool.send(ClientRequest("POST", server.url()), soon()));
  auto fresh = server.accept();
  fresh.read_until("\r\n\r\n");
  fresh.send(ok_answer);
  CHECK(second.get().has_value());
}

TEST_CASE("a stale connection is replaced once, for GET only") {
  RawServer server;
  ClientLoop loop;
  ClientPool pool;
  auto first = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
  auto peer = server.accept();
  peer.read_until("\r\n\r\n");
  peer.send(ok_answer);
  CHECK(first.get().has_value());
  SECTION("GET is repeated on a fresh connection") {
    auto second = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
    peer.read_until("\r\n\r\n");
    peer.close();
    auto fresh = server.accept();
    fresh.read_until("\r\n\r\n");
    fresh.send(ok_answer);
    CHECK(second.get().has_value());
  }
  SECTION("not twice") {
    auto second = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
    peer.read_until("\r\n\r\n");
    peer.close();
    {
      auto fresh = server.accept();
      fresh.read_until("\r\n\r\n");
    }
    const auto result = second.get();
    REQUIRE(result.has_error());
    CHECK(result.error().retryable);
    CHECK_FALSE(server.waiting(50ms));
  }
  SECTION("POST fails") {
    auto second = loop.start(pool.send(ClientRequest("POST", server.url()), soon()));
    peer.read_until("\r\n\r\n");
    peer.reset();
    const auto result = second.get();
    REQUIRE(result.has_error());
    CHECK(result.error().code == Errc::broker_unavailable);
    CHECK_FALSE(server.waiting(50ms));
  }
  SECTION("GET fails when an answer had begun") {
    auto second = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
    peer.read_until("\r\n\r\n");
    peer.send("HTTP/1.1 200 OK\r\n");
    peer.close();
    CHECK(second.get().error().message ==
          "the answer of 127.0.0.1:" + std::to_string(server.port()) + " was cut off");
    CHECK_FALSE(server.waiting(50ms));
  }
}

TEST_CASE("failures say what happened and never show the query") {
  ClientLoop loop;
  ClientPool pool;
  RawServer server;
  const std::string peer_name = "127.0.0.1:" + std::to_string(server.port());
  const auto failure = [&](std::string_view answer, bool reset = false) {
    auto sent =
        loop.start(pool.send(ClientRequest("GET", server.url("/?key=secret"), {{"K", "secret"}}), soon()));
    auto peer = server.accept();
    peer.read_until("\r\n\r\n");
    peer.send(answer);
    if (reset)
      peer.reset();
    else
      peer.close();
    const auto result = sent.get();
    REQUIRE(result.has_error());
    CHECK(result.error().code == Errc::broker_unavailable);
    CHECK(result.error().message.find("secret") == std::string::npos);
    return result.error();
  };
  SECTION("refused") {
    server.close();
    const auto result = loop.run(pool.send(ClientRequest("GET", server.url("/?key=secret")), soon()));
    REQUIRE(result.has_error());
    CHECK(result.error().message == "the connection to " + peer_name + " was refused");
    CHECK(result.error().retryable);
  }
  SECTION("closed") {
    const auto error = failure("");
    CHECK(error.message == peer_name + " closed the connection without an answer");
    CHECK(error.retryable);
  }
  SECTION("reset") {
    const auto error = failure("", true);
    CHECK(error.message == "the connection to " + peer_name + " was reset");
    CHECK(error.retryable);
  }
  SECTION("truncated body") {
    const auto error = failure("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nsecret");
    CHECK(error.message == "the answer of " + peer_name + " was cut off");
    CHECK(error.retryable);
  }
  SECTION("truncated chunk") {
    CHECK(failure("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab").message ==
          "the answer of " + peer_name + " was cut off");
  }
  SECTION("not HTTP") {
    CHECK(failure("secret nonsense\r\n\r\n").message ==
          "the answer of " + peer_name + " is not well-formed HTTP");
  }
}

TEST_CASE("an answer larger than allowed is refused") {
  RawServer server;
  ClientLoop loop;
  ClientPoolConfig config;
  config.max_response_bytes = 100;
  ClientPool pool(config);
  auto sent = loop.start(pool.send(ClientRequest("GET", server.url()), soon()));
  auto peer = server.accept();
  peer.read_until("\r\n\r\n");
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n");
  const auto result = sent.get();
  REQUIRE(result.has_error());
  CHECK(result.error().message.find("larger than the 100 bytes") != std::string::npos);
  CHECK_FALSE(result.error().retryable);
}

TEST_CASE("an answer that does not come meets the deadline") {
  RawServer server;
  ClientLoop loop;
  ClientPool pool;
  auto sent = loop.start(pool.send(ClientRequest("GET", server.url("/?key=secret")), soon(50ms)));
  auto peer = server.accept();
  const auto result = sent.get();
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::timeout);
  CHECK(result.error().message ==
        "127.0.0.1:" + std::to_string(server.port()) + " did not answer in time (waiting for the answer)");
  CHECK(result.error().retryable);
  peer.read_until("\r\n\r\n");
  CHECK(peer.at_end());
  CHECK(loop.run(pool.send(ClientRequest("GET", server.url()), soon(-1s))).error().code == Errc::timeout);
}

TEST_CASE("a stop request ends a request that is under way") {
  RawServer server;
  ClientLoop loop;
  ClientPool pool;
  std::stop_source stop;
  auto sent = loop.start(pool.send(ClientRequest("GET", server.url()), soon(), stop.get_token()));
  auto peer = server.accept();
  peer.read_until("\r\n\r\n");
  stop.request_stop();
  const auto result = sent.get();
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::cancelled);
  CHECK(peer.at_end());
  CHECK(loop.run(pool.send(ClientRequest("GET", server.url()), soon(), stop.get_token())).error().code ==
        Errc::cancelled);
}

TEST_CASE("requests beyond the host's limit wait for their turn") {
  RawServer server;
  ClientLoop loop;
  ClientPoolConfig config;
  config.max_connections_per_host = 1;
  ClientPool pool(config);
  auto first = loop.start(pool.send(ClientRequest("GET", server.url("/1")), soon()));
  auto peer = server.accept();
  CHECK(peer.read_until("\r\n\r\n").find("GET /1 ") == 0);
  auto second = loop.start(pool.send(ClientRequest("GET", server.url("/2")), soon()));
  auto impatient = loop.start(pool.send(ClientRequest("GET", server.url("/3")), soon(30ms)));
  const auto late = impatient.get();
  REQUIRE(late.has_error());
  CHECK(late.error().message.find("(waiting for a free connection)") != std::string::npos);
  CHECK_FALSE(server.waiting(0ms));
  SECTION("the connection is passed on") {
    peer.send(ok_answer);
    CHECK(peer.read_until("\r\n\r\n").find("GET /2 ") == 0);
    peer.send(ok_answer);
  }
  SECTION("a failure makes room for a new connection") {
    peer.close();
    auto fresh = server.accept();
    CHECK(fresh.read_until("\r\n\r\n").find("GET /1 ") != 0);
    fresh.send(ok_answer);
  }
  first.wait();
  CHECK(second.get().has_value());
}

TEST_CASE("a pool outlives the event loops it was used on and they outlive it") {
  test::TestServer server({{"*", "/echo", echo}});
  const auto before = test::open_descriptors();
  {
    ClientPool pool;
    for (int i = 0; i < 3; ++i)
      CHECK(test::run(pool.send(ClientRequest("GET", server.url("/echo")), soon())).has_value());
  }
  ClientLoop loop;
  {
    ClientPool pool;
    CHECK(loop.run(pool.send(ClientRequest("GET", server.url("/echo")), soon())).has_value());
  }
  CHECK(test::wait_for([&] { return server.server().connections() == 0; }));
  // The loop itself holds an epoll, an event and a timer descriptor.
  CHECK(test::open_descriptors() <= before + 3);
}

TEST_CASE("several loops share a pool") {
  test::TestServer server({{"*", "/echo", echo}}, {}, nullptr, 2);
  ClientPoolConfig config;
  config.max_connections_per_host = 3;
  ClientPool pool(config);
  ClientLoop loops[2];
  std::vector<std::future<Result<ClientResponse>>> sent;
  for (int i = 0; i < 100; ++i)
    sent.push_back(loops[i % 2].start(
        pool.send(ClientRequest("POST", server.url("/echo"), {}, std::to_string(i)), soon())));
  for (std::size_t i = 0; i < sent.size(); ++i) {
    const auto result = sent[i].get();
    REQUIRE(result.has_value());
    CHECK(result->body == "POST /echo  " + std::to_string(i));
  }
  CHECK(server.server().connections() <= 3);
}

TEST_CASE("a request that would break its own framing is refused") {
  ClientLoop loop;
  ClientPool pool;
  const auto refused = [&](ClientRequest request) {
    return loop.run(pool.send(std::move(request), soon())).error().code == Errc::invalid_argument;
  };
  CHECK(refused(ClientRequest("GET", "ftp://host/")));
  CHECK(refused(ClientRequest("GET /x", "http://127.0.0.1:1/")));
  CHECK(refused(ClientRequest("GET", "http://127.0.0.1:1/", {{"X", "a\r\nY: b"}})));
  CHECK(refused(ClientRequest("GET", "http://127.0.0.1:1/", {{"X Y", "a"}})));
}
