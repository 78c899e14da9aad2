#include <atomic>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch_test_macros.hpp>

#include "raw_client.hpp"
#include "test_server.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::net::http;
using namespace std::chrono_literals;
using test::RawClient;
using test::TestServer;
namespace asio = boost::asio;

namespace {

/// GET /slow waits until the test lets it go; GET /watch until its client has gone.
struct SlowServer {
  std::atomic<bool> let_go{false};
  std::atomic<int> running{0};
  std::atomic<int> unwound{0};
  std::atomic<int> gone{0};
  std::shared_ptr<SseStream> stream = SseStream::create();
  TestServer server;

  explicit SlowServer(ServerConfig config = {}) : server(routes(), config) {}

  std::vector<Route> routes() {
    return {{"GET", "/slow", [this](Request&) { return slow(); }},
            {"GET", "/watch", [this](Request& request) { return watch(request); }},
            {"GET", "/quick", [this](Request& request) { return quick(request); }},
            {"GET", "/events", [this](Request&) { return events(); }}};
  }
  struct Running {
    SlowServer& owner;
    explicit Running(SlowServer& o) : owner(o) { ++owner.running; }
    ~Running() { ++owner.unwound; }
  };
  asio::awaitable<Response> slow() {
    const Running mark(*this);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    while (!let_go) {
      timer.expires_after(1ms);
      co_await timer.async_wait(asio::use_awaitable);
    }
    co_return Response::text(200, "done");
  }
  asio::awaitable<Response> watch(Request& request) {
    const Running mark(*this);
    asio::steady_timer timer(co_await asio::this_coro::executor, 1h);
    request.peer().on_gone([this, &timer] {
      ++gone;
      timer.cancel();
    });
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    co_return Response::text(200, request.peer().gone() ? "gone" : "there");
  }
  asio::awaitable<Response> quick(Request& request) {
    request.peer().on_gone([this] { ++gone; });
    co_return Response::text(200, "quick");
  }
  asio::awaitable<Response> events() {
    Response response;
    response.stream = stream;
    co_return response;
  }
};

}  // namespace

TEST_CASE("a client that goes in the middle of a call is noticed") {
  SlowServer slow;
  RawClient client(slow.server.port());
  client.get("/watch");
  REQUIRE(test::wait_for([&] { return slow.running == 1; }));
  SECTION("by closing") {
    client.close();
  }
  SECTION("by a reset") {
    client.reset();
  }
  SECTION("by closing behind a pipelined request") {
    client.get("/quick");
    client.close();
  }
  CHECK(test::wait_for([&] { return slow.gone == 1; }));
  CHECK(test::wait_for([&] { return slow.unwound == 1; }));
}

TEST_CASE("a half-closed client counts as gone and still gets its answer") {
  SlowServer slow;
  RawClient client(slow.server.port());
  client.get("/watch");
  client.shut_down_sending();
  CHECK(client.read_response().body == "gone");
  CHECK(slow.gone == 1);
}

TEST_CASE("watching the peer loses no pipelined request, and a finished answer is not watched") {
  SlowServer slow;
  RawClient client(slow.server.port());
  for (int i = 0; i < 3; ++i) client.get("/quick");
  for (int i = 0; i < 3; ++i) CHECK(client.read_response().body == "quick");
  client.get("/quick");
  CHECK(client.read_response().body == "quick");
  client.close();
  CHECK(test::wait_for([&] { return slow.server.server().connections() == 0; }));
  CHECK(slow.gone == 0);
}

TEST_CASE("drain closes idle connections, ends streams and lets a running request finish") {
  SlowServer slow;
  RawClient idle(slow.server.port());
  idle.get("/quick");
  CHECK(idle.read_response().body == "quick");
  RawClient reader(slow.server.port());
  reader.get("/events");
  reader.read_head();
  RawClient busy(slow.server.port());
  busy.get("/slow");
  REQUIRE(test::wait_for([&] { return slow.running == 1; }));

  auto drained = slow.server.start(slow.server.server().drain(10s));
  CHECK(idle.at_end());
  CHECK(reader.read_chunk().empty());
  CHECK(slow.stream->closed());
  CHECK_THROWS(RawClient(slow.server.port()));
  CHECK(drained.wait_for(0s) == std::future_status::timeout);
  slow.let_go = true;
  const auto response = busy.read_response();
  CHECK(response.body == "done");
  CHECK(response.fields.at("connection") == "close");
  busy.close();
  reader.close();
  drained.get();
  CHECK(slow.server.server().connections() == 0);
}

TEST_CASE("drain cuts what is not done when the grace is over") {
  SlowServer slow;
  RawClient busy(slow.server.port());
  busy.get("/slow");
  RawClient watcher(slow.server.port());
  watcher.get("/watch");
  REQUIRE(test::wait_for([&] { return slow.running == 2; }));
  slow.server.run(slow.server.server().drain(20ms));
  CHECK(slow.unwound == 2);
  CHECK(slow.gone == 1);
  CHECK(slow.server.server().connections() == 0);
  CHECK(busy.at_end());
  CHECK(watcher.at_end());
}
