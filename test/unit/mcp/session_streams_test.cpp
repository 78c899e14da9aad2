#include <catch2/catch_test_macros.hpp>

#include "mcp_harness.hpp"
#include "session_streams.hpp"

using namespace kbroker;
using namespace kbroker::mcp;
using namespace std::chrono_literals;
using net::http::SseStream;
using test::queued;

namespace {

const SteadyTime now{};

struct Streams {
  explicit Streams(std::size_t limit = 1000, std::size_t total = 1000)
      : budget(std::make_shared<ReplayBudget>(total)), streams(limit, budget) {}
  std::shared_ptr<ReplayBudget> budget;
  SessionStreams streams;
};

std::string event(std::string_view id, std::string_view data) {
  return "event: message\nid: " + std::string(id) + "\ndata: " + std::string(data) + "\n\n";
}

}  // namespace

TEST_CASE("event ids are read back and nothing else is") {
  CHECK(to_text({3, 14}) == "3_14");
  CHECK(parse_event_id("3_14") == EventId{3, 14});
  CHECK(parse_event_id("0_0") == EventId{});
  CHECK(parse_event_id("18446744073709551615_1"));
  for (const auto* text :
       {"", "_", "3", "3_", "_1", "03_1", "3_1 ", "3_-1", "+3_1", "3_1_1", "18446744073709551616_1"})
    CHECK_FALSE(parse_event_id(text));
}

TEST_CASE("a stream that is taken up again repeats what was missed and goes on") {
  Streams s;
  const auto first = SseStream::create();
  const auto number = s.streams.open(first);
  CHECK(s.streams.send(number, "a"));
  CHECK(s.streams.send(number, "b"));
  CHECK(queued(first) == event("1_1", "a") + event("1_2", "b"));
  first->close();  // the client is gone
  CHECK(s.streams.send(number, "c"));
  const auto second = SseStream::create();
  CHECK(s.streams.resume({number, 1}, second));
  CHECK(s.streams.send(number, "d"));
  CHECK(queued(second) == event("1_2", "b") + event("1_3", "c") + event("1_4", "d"));
  // A client that comes back while we still believe in its old connection.
  const auto third = SseStream::create();
  CHECK(s.streams.resume({number, 4}, third));
  CHECK(second->closed());
  s.streams.finish(number, now);
  CHECK(third->closed());
  CHECK_FALSE(s.streams.send(number, "e"));
  const auto late = SseStream::create();
  CHECK(s.streams.resume({number, 3}, late));
  CHECK(queued(late) == event("1_4", "d"));
  CHECK(late->closed());
}

TEST_CASE("only what was sent can be resumed after, and each stream by itself") {
  Streams s;
  const auto a = s.streams.open(SseStream::create());
  const auto b = s.streams.open(SseStream::create());
  s.streams.send(a, "for a");
  s.streams.send(b, "for b");
  CHECK_FALSE(s.streams.resume({a, 2}, SseStream::create()));
  CHECK_FALSE(s.streams.resume({9, 0}, SseStream::create()));
  CHECK_FALSE(s.streams.resume({SessionStreams::standalone, 0}, SseStream::create()));
  const auto again = SseStream::create();
  CHECK(s.streams.resume({b, 0}, again));
  CHECK(queued(again) == event("2_1", "for b"));
}

TEST_CASE("the standalone stream is there once it was opened, and a new reader replaces the old one") {
  Streams s;
  CHECK_FALSE(s.streams.send(SessionStreams::standalone, "nobody hears"));
  const auto first = SseStream::create();
  s.streams.open_standalone(first);
  CHECK(s.streams.open());
  const auto second = SseStream::create();
  s.streams.open_standalone(second);
  CHECK(first->closed());
  CHECK(s.streams.send(SessionStreams::standalone, "a"));
  CHECK(queued(second) == event("0_1", "a"));
  second->close();
  CHECK_FALSE(s.streams.open());
  CHECK(s.streams.send(SessionStreams::standalone, "b"));
  const auto fresh = SseStream::create();
  s.streams.open_standalone(fresh);
  CHECK(queued(fresh).empty());  // it did not ask for a replay
  const auto back = SseStream::create();
  CHECK(s.streams.resume({SessionStreams::standalone, 1}, back));
  CHECK(queued(back) == event("0_2", "b"));
}

TEST_CASE("priming gives an id before there is anything to say, releasing a time to come back") {
  Streams s;
  s.streams.prime();
  const auto first = SseStream::create();
  const auto number = s.streams.open(first);
  CHECK(queued(first) == "id: 1_0\ndata: \n\n");
  s.streams.release(number, 500ms);
  CHECK(queued(first) == "retry: 500\n\n");
  CHECK(first->closed());
  CHECK(s.streams.send(number, "result"));
  s.streams.finish(number, now);
  const auto second = SseStream::create();
  CHECK(s.streams.resume({number, 0}, second));
  CHECK(queued(second) == event("1_1", "result"));
}

TEST_CASE("what is kept stays within the bounds of the session") {
  Streams s(10, 1000);
  const auto old = s.streams.open(SseStream::create());
  s.streams.send(old, "12345");
  s.streams.finish(old, now);
  const auto number = s.streams.open(SseStream::create());
  for (const auto* text : {"aaaa", "bbbb", "cccc"}) s.streams.send(number, text);
  CHECK(s.budget->used() == 8);
  CHECK_FALSE(s.streams.resume({old, 0}, SseStream::create()));  // finished streams go first
  const auto again = SseStream::create();
  CHECK(s.streams.resume({number, 0}, again));
  CHECK(queued(again) == event("2_2", "bbbb") + event("2_3", "cccc"));
  s.streams.send(number, "larger than everything");
  CHECK(s.budget->used() == 8);
  s.streams.close();
  CHECK(s.budget->used() == 0);
}

TEST_CASE("what all sessions keep stays within the budget they share") {
  const auto budget = std::make_shared<ReplayBudget>(8);
  SessionStreams one(100, budget);
  SessionStreams two(100, budget);
  const auto a = one.open(SseStream::create());
  const auto b = two.open(SseStream::create());
  one.send(a, "aaaaa");
  two.send(b, "bbbbb");  // no room, and nothing of its own to give up
  CHECK(budget->used() == 5);
  const auto again = SseStream::create();
  CHECK(two.resume({b, 0}, again));
  CHECK(queued(again).empty());
  one.close();
  two.send(b, "ccccc");
  CHECK(budget->used() == 5);
}

TEST_CASE("finished streams are forgotten after their time and when there are too many") {
  Streams s;
  const auto first = s.streams.open(SseStream::create());
  s.streams.finish(first, now);
  s.streams.forget(now);
  CHECK(s.streams.resume({first, 0}, SseStream::create()));
  s.streams.forget(now + 1s);
  CHECK_FALSE(s.streams.resume({first, 0}, SseStream::create()));
  std::uint64_t oldest = 0;
  for (int i = 0; i < 65; ++i) {
    const auto number = s.streams.open(SseStream::create());
    if (!oldest) oldest = number;
    s.streams.finish(number, now);
  }
  CHECK_FALSE(s.streams.resume({oldest, 0}, SseStream::create()));
  CHECK(s.streams.resume({oldest + 1, 0}, SseStream::create()));
}
