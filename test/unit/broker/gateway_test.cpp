#include <catch2/catch_test_macros.hpp>

#include <map>

#include "fake_broker.hpp"
#include "kbroker/base/hash.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/gateway.hpp"
#include "run.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

using CacheEvent = GatewayObserver::CacheEvent;

struct Counter : GatewayObserver {
  std::map<CacheEvent, int> events;
  int good = 0, bad = 0;
  void cache_event(std::string_view, CacheEvent event) override { ++events[event]; }
  void call_done(BrokerId, std::string_view, bool ok, std::chrono::nanoseconds) override {
    ++(ok ? good : bad);
  }
};

const auto friday_10am = *parse_kst("20261120", "100000");

struct Fixture {
  asio::io_context context;
  ManualClock clock{friday_10am};
  std::shared_ptr<test::FakeBroker> kis = std::make_shared<test::FakeBroker>(clock);
  std::shared_ptr<Counter> counter = std::make_shared<Counter>();
  GatewayConfig config;
  std::vector<std::shared_ptr<Broker>> brokers{kis};
  std::unique_ptr<Gateway> gateway_;

  Gateway& gateway() {
    if (!gateway_)
      gateway_ = std::make_unique<Gateway>(context.get_executor(), config, brokers, clock, counter);
    return *gateway_;
  }
  CallOptions options() const { return CallOptions(Deadline::after(clock, 30s)); }

  Result<Sourced<Quote>> quote(const std::string& code = "005930", Basis basis = Basis::krx) {
    return test::run(context, gateway().quote(std::nullopt, code, basis, options()));
  }
  Result<Sourced<StockInfo>> info() {
    return test::run(context, gateway().stock_info(std::nullopt, "005930", options()));
  }
  Result<Sourced<History>> history(Interval interval = Interval::day) {
    HistoryRequest request;
    request.code = "005930";
    request.interval = interval;
    return history(request);
  }
  Result<Sourced<History>> history(const HistoryRequest& request) {
    return test::run(context, gateway().history(std::nullopt, request, options()));
  }
  Result<Sourced<Account>> account() {
    return test::run(context, gateway().account(std::nullopt, options()));
  }
  /// Calls the broker sees while `read` is repeated after `wait`.
  template <class Read>
  bool kept_for(Read read, Duration wait) {
    const auto before = kis->calls.load();
    (void)read();
    clock.advance(wait);
    (void)read();
    return kis->calls == before + 1;
  }
};

Error failure(Errc code, bool retryable = false) {
  return Error(code, "made to fail", {}, retryable);
}

}  // namespace

TEST_CASE("the cache key is the MD5 of the operation and its parameters sorted by name") {
  CHECK(cache_key("quote", {{"code", "005930"}, {"basis", "KRX"}}) == md5_hex("quote:basis=KRX&code=005930"));
  CHECK(cache_key("account", {}) == md5_hex("account:"));
}

TEST_CASE("a live answer says so, the cached one says how old it is") {
  Fixture f;
  const auto live = f.quote().value();
  CHECK(live.provenance.source == Source::live);
  CHECK(live.provenance.broker == BrokerId::kis);
  CHECK(live.provenance.environment == Environment::real);
  CHECK(live.provenance.as_of == friday_10am);
  CHECK_FALSE(live.provenance.age);
  CHECK(live.provenance.note.empty());
  CHECK(live.value().raw.at("stck_prpr") == "70000");

  f.clock.advance(400ms);
  const auto cached = f.quote().value();
  CHECK(cached.provenance.source == Source::cache);
  CHECK(cached.provenance.age == 400ms);
  CHECK(cached.provenance.as_of == friday_10am);
  CHECK(cached.value().price == live.value().price);
  CHECK(cached.value().raw == live.value().raw);
  CHECK(f.kis->calls == 1);
  CHECK(f.counter->good == 1);
}

TEST_CASE("a fresh cached value is answered without suspending") {
  Fixture f;
  (void)f.quote();
  std::optional<Result<Sourced<Quote>>> answer;
  asio::io_context other;
  asio::co_spawn(other, f.gateway().quote(std::nullopt, "005930", Basis::krx, f.options()),
                 [&](std::exception_ptr, Result<Sourced<Quote>> result) { answer = std::move(result); });
  CHECK(other.poll() <= 2);  // the start of the coroutine and its completion
  REQUIRE(answer);
  CHECK(answer->value().provenance.source == Source::cache);
}

TEST_CASE("what the cache has can be had at once, and never asks the broker") {
  Fixture f;
  CHECK_FALSE(f.gateway().cached_quote(std::nullopt, "005930", Basis::krx));
  CHECK(f.gateway().cache_stats().misses == 0);  // the call that follows counts it
  (void)f.quote();
  const auto kept = f.gateway().cached_quote(std::nullopt, "005930", Basis::krx);
  REQUIRE(kept);
  CHECK(kept->value().provenance.source == Source::cache);
  CHECK_FALSE(f.gateway().cached_quote(std::nullopt, "005930", Basis::nxt));
  CHECK_FALSE(f.gateway().cached_quote(std::nullopt, "00&930", Basis::krx));
  f.clock.advance(2s);
  CHECK_FALSE(f.gateway().cached_quote(std::nullopt, "005930", Basis::krx));
  CHECK(f.gateway().cache_stats().hits == 1);
  CHECK(f.gateway().cache_stats().misses == 1);
  CHECK(f.kis->calls == 1);
}

TEST_CASE("everyone who asks shares one value and what was made of it") {
  Fixture f;
  const auto first = f.quote().value();
  first.kept->companion.set(std::make_shared<const std::string>("written"));
  const auto second = f.quote().value();
  CHECK(second.kept == first.kept);
  CHECK(*second.kept->companion.get<std::string>() == "written");

  f.clock.advance(2s);
  const auto later = f.quote().value();
  CHECK(later.kept != first.kept);
  CHECK_FALSE(later.kept->companion.get<std::string>());
}

TEST_CASE("simulated answers are called simulated, from the cache as well") {
  Fixture f;
  f.kis->environment = Environment::simulated;
  const auto first = f.quote().value().provenance;
  CHECK(first.source == Source::simulated);
  CHECK(first.note == simulated_note);
  CHECK_FALSE(first.age);
  f.clock.advance(100ms);
  const auto second = f.quote().value().provenance;
  CHECK(second.source == Source::simulated);
  CHECK(second.note == simulated_note);
  CHECK(second.age == 100ms);
  f.clock.advance(2s);
  f.kis->failure = failure(Errc::timeout);
  const auto third = f.quote().value().provenance;
  CHECK(third.source == Source::simulated);
  CHECK(third.age == 2100ms);
}

TEST_CASE("each operation is kept for its own time") {
  Fixture f;
  const auto quote = [&] { return f.quote(); };
  CHECK(f.kept_for(quote, 999ms));
  f.clock.advance(1h);
  CHECK_FALSE(f.kept_for(quote, 1s));
  const auto info = [&] { return f.info(); };
  CHECK(f.kept_for(info, 299s));
  f.clock.advance(1h);
  CHECK_FALSE(f.kept_for(info, 300s));
  const auto account = [&] { return f.account(); };
  CHECK(f.kept_for(account, 999ms));
  f.clock.advance(1h);
  CHECK_FALSE(f.kept_for(account, 1s));
}

TEST_CASE("a chart is kept until its next bar can differ") {
  Fixture f;
  HistoryRequest request;
  request.code = "005930";
  const auto read = [&] { return f.history(request); };
  SECTION("minutes: until the minute ends") {
    request.interval = Interval::minute;
    f.clock.advance(20s);
    CHECK(f.kept_for(read, 39s));
    f.clock.advance(21s);
    CHECK_FALSE(f.kept_for(read, 40s));
  }
  SECTION("days while the session runs: a minute") {
    CHECK(f.kept_for(read, 59s));
    f.clock.advance(1h);
    CHECK_FALSE(f.kept_for(read, 60s));
  }
  SECTION("days on a weekend: five minutes") {
    f.clock.advance(24h);
    CHECK(f.kept_for(read, 299s));
    f.clock.advance(1h);
    CHECK_FALSE(f.kept_for(read, 300s));
  }
  SECTION("days that are over: five minutes") {
    request.to = *parse_date("20261119");
    CHECK(f.kept_for(read, 299s));
  }
}

TEST_CASE("requests that differ in anything do not share an answer") {
  Fixture f;
  (void)f.quote("005930", Basis::krx);
  (void)f.quote("005930", Basis::nxt);
  (void)f.quote("000660", Basis::krx);
  CHECK(f.kis->calls == 3);
  HistoryRequest request;
  request.code = "005930";
  (void)f.history(request);
  request.count = 50;
  (void)f.history(request);
  request.adjusted = false;
  (void)f.history(request);
  request.from = *parse_date("20261101");
  (void)f.history(request);
  CHECK(f.kis->calls == 7);
}

TEST_CASE("when the broker cannot be asked the last known good value stands in, with its age and reason") {
  Fixture f;
  f.config.sample = false;
  const auto good = f.quote().value();
  f.clock.advance(10min);
  f.kis->failure = failure(Errc::broker_unavailable, true);
  const auto stale = f.quote().value();
  CHECK(stale.provenance.source == Source::stale);
  CHECK(stale.provenance.age == 10min);
  CHECK(stale.provenance.as_of == friday_10am);
  CHECK(stale.provenance.note == std::string(stale_note) + ": made to fail");
  CHECK(stale.value().price == good.value().price);
  CHECK(f.gateway().cache_stats().stale == 1);
  CHECK(f.counter->events[CacheEvent::stale] == 1);
  CHECK(f.counter->bad == 1);

  f.clock.advance(6min);
  CHECK(f.quote().error().code == Errc::broker_unavailable);
}

TEST_CASE("samples come last, are labelled, and only where they are allowed") {
  Fixture f;
  f.kis->failure = failure(Errc::timeout, true);
  const auto sample = f.quote().value();
  CHECK(sample.provenance.source == Source::sample);
  CHECK(sample.provenance.note == sample_note);
  CHECK(sample.value().code == "005930");
  CHECK(sample.value().price > Decimal(0));
  CHECK(f.info().value().provenance.source == Source::sample);
  CHECK(f.history().value().provenance.source == Source::sample);
  CHECK(f.counter->events[CacheEvent::sample] == 3);
  // Never invented, and never kept as if it were an answer.
  CHECK(f.account().error().code == Errc::timeout);
  f.kis->failure.reset();
  CHECK(f.quote().value().provenance.source == Source::live);

  Fixture strict;
  strict.config.sample = false;
  strict.kis->failure = failure(Errc::timeout, true);
  CHECK(strict.quote().error().code == Errc::timeout);
}

TEST_CASE("only errors that mean the broker could not be asked are replaced") {
  const auto replaced = [](Error error) {
    Fixture f;
    f.kis->failure = std::move(error);
    return f.quote().has_value();
  };
  for (const auto code :
       {Errc::timeout, Errc::broker_unavailable, Errc::rate_limited, Errc::not_configured, Errc::auth_failed})
    CHECK(replaced(failure(code)));
  CHECK(replaced(failure(Errc::broker_error, true)));
  CHECK_FALSE(replaced(failure(Errc::broker_error, false)));
  for (const auto code :
       {Errc::unknown_symbol, Errc::invalid_argument, Errc::cancelled, Errc::not_on_paper, Errc::internal})
    CHECK_FALSE(replaced(failure(code, true)));
}

TEST_CASE("an account is never stale") {
  Fixture f;
  CHECK(f.account().value().provenance.source == Source::live);
  f.clock.advance(2s);
  f.kis->failure = failure(Errc::timeout, true);
  CHECK(f.account().error().code == Errc::timeout);
}

TEST_CASE("an unknown symbol is remembered for ten seconds") {
  Fixture f;
  f.kis->failure = failure(Errc::unknown_symbol);
  CHECK(f.quote("999999").error().code == Errc::unknown_symbol);
  f.clock.advance(9s);
  CHECK(f.quote("999999").error().code == Errc::unknown_symbol);
  CHECK(f.kis->calls == 1);
  f.clock.advance(1s);
  f.kis->failure.reset();
  CHECK(f.quote("999999").has_value());
  CHECK(f.kis->calls == 2);
}

TEST_CASE("a remembered refusal never stands in as a value") {
  Fixture f;
  f.config.sample = false;
  f.kis->failure = failure(Errc::unknown_symbol);
  CHECK(f.quote().has_error());
  f.clock.advance(20s);
  f.kis->failure = failure(Errc::timeout);
  CHECK(f.quote().error().code == Errc::timeout);
}

TEST_CASE("without the broker the error tells how to set it up") {
  Fixture f;
  CallOptions options = f.options();
  const auto missing =
      test::run(f.context, f.gateway().quote(BrokerId::kiwoom, "005930", Basis::krx, options)).error();
  CHECK(missing.code == Errc::not_configured);
  CHECK(missing.message == "The broker kiwoom is not configured.");
  CHECK(missing.hint.find("kbroker check") != std::string::npos);
  CHECK(missing.hint.find("docs/connect.md") != std::string::npos);

  Fixture empty;
  empty.brokers.clear();
  CHECK(empty.quote().error().code == Errc::not_configured);
  CHECK(empty.account().error().code == Errc::not_configured);
}

TEST_CASE("the broker asked for answers, otherwise the first one") {
  Fixture f;
  auto kiwoom = std::make_shared<test::FakeBroker>(f.clock, BrokerId::kiwoom);
  f.brokers.push_back(kiwoom);
  CHECK(f.gateway().brokers() == std::vector{BrokerId::kis, BrokerId::kiwoom});
  CHECK(f.gateway().status().size() == 2);
  CHECK(f.quote().value().provenance.broker == BrokerId::kis);
  CHECK(test::run(f.context, f.gateway().quote(BrokerId::kiwoom, "005930", Basis::krx, f.options()))
            .value()
            .provenance.broker == BrokerId::kiwoom);
  CHECK(kiwoom->calls == 1);
}

TEST_CASE("a code that could pass for other parameters is refused") {
  Fixture f;
  for (const auto* code : {"", "005930&count=5", "a=b", "00 5930", "005930\n"})
    CHECK(f.quote(code).error().code == Errc::invalid_argument);
  CHECK(f.kis->calls == 0);
}

TEST_CASE("the cache is bounded by entries, and the least recently used goes first") {
  Fixture f;
  f.config.max_entries = 2;
  f.config.ttl.quote = 1h;
  (void)f.quote("A");
  (void)f.quote("B");
  (void)f.quote("A");
  (void)f.quote("C");
  CHECK(f.gateway().cache_stats().entries == 2);
  CHECK(f.gateway().cache_stats().evictions == 1);
  CHECK(f.counter->events[CacheEvent::eviction] == 1);
  const auto before = f.kis->calls.load();
  (void)f.quote("A");
  CHECK(f.kis->calls == before);
  (void)f.quote("B");
  CHECK(f.kis->calls == before + 1);
}

TEST_CASE("the cache is bounded by bytes") {
  Fixture f;
  f.config.max_bytes = 8 * 1024;
  f.config.ttl.quote = 1h;
  for (int i = 0; i < 100; ++i) (void)f.quote(std::to_string(i));
  const auto stats = f.gateway().cache_stats();
  CHECK(stats.bytes <= 8 * 1024);
  CHECK(stats.entries > 1);
  CHECK(stats.entries + stats.evictions == 100);

  Fixture tiny;
  tiny.config.max_bytes = 100;
  (void)tiny.quote();
  CHECK(tiny.gateway().cache_stats().entries == 0);
}

TEST_CASE("hits and misses are counted") {
  Fixture f;
  for (int i = 0; i < 3; ++i) (void)f.quote();
  CHECK(f.gateway().cache_stats().hits == 2);
  CHECK(f.gateway().cache_stats().misses == 1);
  CHECK(f.counter->events[CacheEvent::hit] == 2);
  CHECK(f.counter->events[CacheEvent::miss] == 1);
}

TEST_CASE("a broker call that throws is an internal error, not the end") {
  Fixture f;
  f.kis->before = [](CallOptions) -> asio::awaitable<void> {
    throw std::runtime_error("a defect");
    co_return;
  };
  CHECK(f.quote().error().code == Errc::internal);
  f.kis->before = nullptr;
  CHECK(f.quote().has_value());
}

TEST_CASE("authenticate asks the broker and reports its answer") {
  Fixture f;
  const auto ask = [&](BrokerId id) {
    return test::run(f.context, f.gateway().authenticate(id, Environment::real, f.options()));
  };
  CHECK(ask(BrokerId::kis).has_value());
  CHECK(ask(BrokerId::kiwoom).error().code == Errc::not_configured);
  f.kis->failure = failure(Errc::auth_failed);
  CHECK(ask(BrokerId::kis).error().code == Errc::auth_failed);
}
