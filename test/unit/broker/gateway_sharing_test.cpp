// Many callers at once: shared upstream calls, callers who leave, threads.
#include <catch2/catch_test_macros.hpp>

#include <thread>

#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>

#include "fake_broker.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/broker/gateway.hpp"
#include "run.hpp"
#include "wait_for.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

/// Upstream calls wait until the test opens the gate.
class Gate {
 public:
  void attach(test::FakeBroker& broker) {
    broker.before = [this](CallOptions options) -> asio::awaitable<void> {
      deadline = options.deadline;
      while (!open) {
        asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
        co_await timer.async_wait(asio::use_awaitable);
      }
    };
  }
  std::atomic<bool> open{false};
  Deadline deadline;
};

struct Fixture {
  asio::io_context context;
  SystemClock clock;
  std::shared_ptr<test::FakeBroker> kis = std::make_shared<test::FakeBroker>(clock);
  Gate gate;
  GatewayConfig config;
  std::unique_ptr<Gateway> gateway;

  Fixture() {
    config.sample = false;
    gate.attach(*kis);
    gateway = std::make_unique<Gateway>(context.get_executor(), config,
                                        std::vector<std::shared_ptr<Broker>>{kis}, clock);
  }

  using Answer = std::optional<Result<Sourced<Quote>>>;
  std::shared_ptr<Answer> ask(Duration limit = 30s, std::stop_token stop = {}) {
    auto answer = std::make_shared<Answer>();
    asio::co_spawn(
        context,
        gateway->quote(std::nullopt, "005930", Basis::krx, CallOptions(Deadline::after(clock, limit), stop)),
        [answer](std::exception_ptr failure, Result<Sourced<Quote>> result) {
          if (!failure) *answer = std::move(result);
        });
    return answer;
  }
  template <class Condition>
  bool run_until(Condition condition) {
    const auto end = clock.steady() + 10s;
    while (!condition() && clock.steady() < end) context.run_one_for(10ms);
    return condition();
  }
};

}  // namespace

TEST_CASE("a hundred equal reads at once make one upstream call") {
  Fixture f;
  std::vector<std::shared_ptr<Fixture::Answer>> answers;
  for (int i = 0; i < 100; ++i) answers.push_back(f.ask());
  REQUIRE(f.run_until([&] { return f.kis->calls == 1; }));
  f.gate.open = true;
  f.context.run();
  CHECK(f.kis->calls == 1);
  for (const auto& answer : answers) {
    REQUIRE(*answer);
    CHECK((*answer)->value().provenance.source == Source::live);
  }
  CHECK(f.gateway->cache_stats().misses == 100);
}

TEST_CASE("a caller who cancels leaves at once, and the others get their answer") {
  Fixture f;
  std::stop_source stop;
  // The one who started the call leaves.
  const auto leaver = f.ask(30s, stop.get_token());
  const auto stayer = f.ask();
  REQUIRE(f.run_until([&] { return f.kis->calls == 1; }));
  std::jthread([&] { stop.request_stop(); }).join();
  REQUIRE(f.run_until([&] { return leaver->has_value(); }));
  CHECK((*leaver)->error().code == Errc::cancelled);
  CHECK_FALSE(stayer->has_value());
  f.gate.open = true;
  f.context.run();
  CHECK((*stayer)->has_value());
  CHECK(f.kis->calls == 1);
}

TEST_CASE("a caller whose time is up leaves, and the late answer fills the cache") {
  Fixture f;
  const auto answer = f.ask(20ms);
  REQUIRE(f.run_until([&] { return answer->has_value(); }));
  CHECK((*answer)->error().code == Errc::timeout);
  // The upstream call has its own thirty seconds.
  CHECK(f.gate.deadline.remaining(f.clock) > 20s);
  f.gate.open = true;
  f.context.run();
  f.context.restart();
  const auto next = f.ask();
  f.context.run();
  CHECK((*next)->value().provenance.source == Source::cache);
  CHECK(f.kis->calls == 1);
}

TEST_CASE("a waiting task that is torn down does not disturb the others") {
  Fixture f;
  TaskGroup group(f.context.get_executor());
  const auto leaver = [&]() -> asio::awaitable<void> {
    (void)co_await f.gateway->quote(std::nullopt, "005930", Basis::krx,
                                    CallOptions(Deadline::after(f.clock, 30s)));
  };
  group.spawn("leaver", leaver());
  REQUIRE(f.run_until([&] { return f.kis->calls == 1; }));
  const auto stayer = f.ask();
  group.stop();
  REQUIRE(f.run_until([&] { return group.size() == 0; }));
  f.gate.open = true;
  f.context.run();
  CHECK((*stayer)->has_value());
}

TEST_CASE("an error is shared as well, and the next read asks again") {
  Fixture f;
  f.gate.open = true;
  f.kis->failure = Error(Errc::broker_error, "no");
  const auto one = f.ask(), two = f.ask();
  f.context.run();
  CHECK((*one)->error().message == "no");
  CHECK((*two)->error().message == "no");
  CHECK(f.kis->calls == 1);
  f.kis->failure.reset();
  f.context.restart();
  const auto three = f.ask();
  f.context.run();
  CHECK((*three)->has_value());
  CHECK(f.kis->calls == 2);
}

TEST_CASE("shutdown ends upstream calls and answers who waits for them") {
  Fixture f;
  const auto waiting = f.ask();
  REQUIRE(f.run_until([&] { return f.kis->calls == 1; }));
  test::run(f.context, f.gateway->shutdown());
  REQUIRE(waiting->has_value());
  CHECK((*waiting)->error().code == Errc::cancelled);
  // A read that comes too late is answered as well, at once.
  f.context.restart();
  const auto late = f.ask();
  f.context.run();
  REQUIRE(late->has_value());
  CHECK((*late)->error().code == Errc::cancelled);
}

TEST_CASE("threads share one gateway: every read is answered, consistently and seldom upstream") {
  SystemClock clock;
  auto kis = std::make_shared<test::FakeBroker>(clock);
  asio::io_context upstream;
  auto work = asio::make_work_guard(upstream);
  std::jthread upstream_thread([&] { upstream.run(); });
  GatewayConfig config;
  config.sample = false;
  config.max_entries = 8;
  config.ttl.quote = 2ms;
  Gateway gateway(upstream.get_executor(), config, {kis}, clock);

  constexpr int threads = 4, rounds = 1'000;
  std::atomic<int> good{0};
  const auto reader = [&](int seed) -> asio::awaitable<void> {
    for (int i = 0; i < rounds; ++i) {
      const auto code = std::to_string((seed + i * 7) % 12);
      const auto answer =
          co_await gateway.quote(std::nullopt, code, Basis::krx, CallOptions(Deadline::after(clock, 30s)));
      if (answer.has_value() && answer->value().code == code) ++good;
    }
  };
  {
    std::vector<std::jthread> readers;
    for (int i = 0; i < threads; ++i)
      readers.emplace_back([&, i] {
        asio::io_context own;
        for (int task = 0; task < 4; ++task) asio::co_spawn(own, reader(i * 4 + task), asio::detached);
        own.run();
      });
    // Status and statistics are read meanwhile, as a metrics endpoint would.
    CHECK(test::wait_for(
        [&] {
          (void)gateway.status();
          return gateway.cache_stats().misses > 0;
        },
        30s));
  }
  CHECK(good == threads * 4 * rounds);
  const auto stats = gateway.cache_stats();
  CHECK(stats.hits + stats.misses == static_cast<std::uint64_t>(threads * 4 * rounds));
  CHECK(static_cast<std::uint64_t>(kis->calls.load()) <= stats.misses);
  test::run(gateway.shutdown());
  work.reset();
}
