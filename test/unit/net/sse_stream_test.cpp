#include <atomic>
#include <mutex>

#include <catch2/catch_test_macros.hpp>

#include "kbroker/net/sse_stream.hpp"
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

/// A server that answers GET /events with streams a test can reach.
struct StreamServer {
  std::mutex mutex;
  std::vector<std::shared_ptr<SseStream>> opened;
  std::atomic<int> ended{0};
  SseLimits limits;
  TestServer server;

  explicit StreamServer(ServerConfig config = {}, SseLimits limits_ = {}, std::size_t threads = 1)
      : limits(limits_), server(routes(), config, nullptr, threads) {}

  std::vector<Route> routes() {
    const auto events = [this](Request&) { return open(); };
    return {{"GET", "/events", events}, {"GET", "/hello", hello}};
  }
  asio::awaitable<Response> open() {
    Response response;
    response.stream = SseStream::create(limits);
    response.stream->on_closed([this] { ++ended; });
    response.headers.emplace_back("Mcp-Session-Id", "abc");
    std::lock_guard lock(mutex);
    opened.push_back(response.stream);
    co_return response;
  }
  static asio::awaitable<Response> hello(Request&) { co_return Response::text(200, "hello"); }
  std::shared_ptr<SseStream> stream(std::size_t index = 0) {
    test::wait_for([&] {
      std::lock_guard lock(mutex);
      return opened.size() > index;
    });
    std::lock_guard lock(mutex);
    return opened.at(index);
  }
};

}  // namespace

TEST_CASE("an event is framed line by line") {
  CHECK(format_sse_event("one") == "data: one\n\n");
  CHECK(format_sse_event("one\ntwo\r\nthree\rfour", "message", "7") ==
        "event: message\nid: 7\ndata: one\ndata: two\ndata: three\ndata: four\n\n");
  CHECK(format_sse_event("") == "data: \n\n");
  CHECK(format_sse_event("x\n") == "data: x\ndata: \n\n");
  CHECK(format_sse_event("x", "a\ndata: forged", std::string_view("1\r\n2\0", 5)) ==
        "event: adata: forged\nid: 12\ndata: x\n\n");
}

TEST_CASE("a stream that nobody reads has a bounded queue and tells once that it ended") {
  SseLimits limits;
  limits.queue_events = 3;
  const auto stream = SseStream::create(limits);
  int ended = 0;
  stream->on_closed([&] { ++ended; });
  CHECK(stream->send("1"));
  CHECK(stream->send("2"));
  CHECK(stream->send_retry(1s));
  CHECK_FALSE(stream->closed());
  CHECK_FALSE(stream->send("4"));
  CHECK(stream->closed());
  CHECK(ended == 1);
  stream->close();
  CHECK_FALSE(stream->send("5"));
  CHECK(ended == 1);
  stream->on_closed([&] { ended += 10; });
  CHECK(ended == 11);
}

TEST_CASE("the queue is bounded in bytes but takes one large event") {
  SseLimits limits;
  limits.queue_bytes = 100;
  const auto stream = SseStream::create(limits);
  CHECK(stream->send(std::string(5000, 'x')));
  CHECK_FALSE(stream->send("y"));
  CHECK(stream->closed());
}

TEST_CASE("events arrive as they are sent, then the end, then the next request") {
  StreamServer streams;
  RawClient client(streams.server.port());
  client.get("/events");
  const auto head = client.read_head();
  CHECK(head.status == 200);
  CHECK(head.fields.at("content-type") == "text/event-stream");
  CHECK(head.fields.at("cache-control") == "no-cache, no-transform");
  CHECK(head.fields.at("x-accel-buffering") == "no");
  CHECK(head.fields.at("mcp-session-id") == "abc");
  CHECK(head.fields.at("transfer-encoding") == "chunked");
  CHECK_FALSE(head.has("content-length"));
  const auto stream = streams.stream();
  CHECK(stream->send("first", "message", "1"));
  CHECK(client.read_chunk() == "event: message\nid: 1\ndata: first\n\n");
  CHECK(stream->send("second"));
  CHECK(client.read_chunk() == "data: second\n\n");
  stream->send("last");
  stream->close();
  CHECK(streams.ended == 1);
  CHECK(client.read_chunk() == "data: last\n\n");
  CHECK(client.read_chunk().empty());
  client.get("/hello");
  CHECK(client.read_response().body == "hello");
}

TEST_CASE("HTTP/1.0 gets a stream without chunks that ends with the connection") {
  StreamServer streams;
  RawClient client(streams.server.port());
  client.send("GET /events HTTP/1.0\r\n\r\n");
  const auto head = client.read_head();
  CHECK_FALSE(head.has("transfer-encoding"));
  const auto stream = streams.stream();
  stream->send("only");
  stream->close();
  CHECK(client.read_to_end() == "data: only\n\n");
}

TEST_CASE("HEAD of a stream answers the head and ends the stream") {
  StreamServer streams;
  RawClient client(streams.server.port());
  client.send("HEAD /events HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(client.read_response(false).fields.at("content-type") == "text/event-stream");
  client.get("/hello");
  CHECK(client.read_response().body == "hello");
  CHECK(streams.ended == 1);
}

TEST_CASE("a silent stream has a heartbeat") {
  ServerConfig config;
  config.sse_heartbeat = 20ms;
  StreamServer streams(config);
  RawClient client(streams.server.port());
  client.get("/events");
  client.read_head();
  CHECK(client.read_chunk() == ": keepalive\n\n");
  CHECK(client.read_chunk() == ": keepalive\n\n");
}

TEST_CASE("a reader that goes ends the stream at once") {
  StreamServer streams;
  RawClient client(streams.server.port());
  client.get("/events");
  client.read_head();
  const auto stream = streams.stream();
  SECTION("by closing") {
    client.close();
  }
  SECTION("by a reset") {
    client.reset();
  }
  SECTION("by closing behind bytes nobody reads") {
    client.send("GET /hello");
    client.close();
  }
  CHECK(test::wait_for([&] { return stream->closed(); }));
  CHECK(streams.ended == 1);
  CHECK(test::wait_for([&] { return streams.server.server().connections() == 0; }));
}

TEST_CASE("a reader that does not read is cut when its queue is full") {
  SseLimits limits;
  limits.queue_bytes = 64 * 1024;
  StreamServer streams({}, limits);
  RawClient client(streams.server.port());
  client.set_receive_buffer(4 * 1024);
  client.get("/events");
  client.read_head();
  const auto stream = streams.stream();
  const std::string event(16 * 1024, 'x');
  std::size_t sent = 0;
  // The kernel's buffers take some megabytes before the queue begins to fill.
  CHECK(test::wait_for([&] { return ++sent > 4'000 || !stream->send(event); }));
  CHECK(stream->closed());
  CHECK(streams.ended == 1);
  CHECK(test::wait_for([&] { return streams.server.server().connections() == 0; }));
}

TEST_CASE("many threads send to many readers") {
  StreamServer streams({}, {}, 2);
  constexpr std::size_t readers = 8;
  constexpr int events = 50;
  std::vector<RawClient> clients;
  for (std::size_t i = 0; i < readers; ++i) {
    clients.emplace_back(streams.server.port());
    clients.back().get("/events");
    clients.back().read_head();
  }
  std::vector<std::shared_ptr<SseStream>> all;
  for (std::size_t i = 0; i < readers; ++i) all.push_back(streams.stream(i));
  std::vector<std::thread> senders;
  for (int t = 0; t < 2; ++t)
    senders.emplace_back([&] {
      for (int e = 0; e < events; ++e)
        for (auto& stream : all) stream->send("tick");
    });
  for (auto& thread : senders) thread.join();
  for (auto& stream : all) stream->close();
  for (auto& client : clients) {
    std::string text;
    for (std::string chunk; !(chunk = client.read_chunk()).empty();) text += chunk;
    CHECK(text.size() == 2 * events * std::string_view("data: tick\n\n").size());
  }
}
