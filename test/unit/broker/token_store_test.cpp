#include <catch2/catch_test_macros.hpp>

#include <filesystem>
#include <fstream>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/detached.hpp>

#include "kbroker/base/hash.hpp"
#include "kbroker/base/log.hpp"
#include "kbroker/base/task_group.hpp"
#include "kbroker/broker/token_store.hpp"
#include "run.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;
namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace {

const std::string app_key = "PSxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

/// A brokerage that issues "token-1", "token-2", … for 24 hours.
struct Issuer {
  Clock& clock;
  int issued = 0;
  std::vector<Error> failures;  // answered first
  std::vector<WallTime> times;

  asio::awaitable<Result<Token>> issue(CallOptions) {
    times.push_back(clock.wall());
    co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
    if (!failures.empty()) {
      auto error = failures.front();
      failures.erase(failures.begin());
      co_return error;
    }
    co_return Token(Secret("token-" + std::to_string(++issued)), clock.wall() + 24h, clock.wall());
  }
};

struct Fixture {
  test::TemporaryDirectory folder;
  ManualClock clock;
  Issuer issuer{clock, 0, {}, {}};

  std::string root() const { return std::string(folder.path()); }
  TokenStoreConfig config() const {
    TokenStoreConfig settings;
    settings.directory = root() + "/tokens";
    settings.label = "kis-paper";
    return settings;
  }
  std::string file() const {
    return root() + "/tokens/kis-paper-" + sha256_hex(app_key).substr(0, 16) + ".json";
  }
  std::unique_ptr<TokenStore> open(TokenStoreConfig settings) {
    return std::make_unique<TokenStore>(std::move(settings), app_key, clock,
                                        [this](CallOptions options) { return issuer.issue(options); });
  }
  std::unique_ptr<TokenStore> open() { return open(config()); }

  Result<Token> get(TokenStore& store, Duration limit = 30s, std::stop_token stop = {}) {
    CallOptions options(Deadline::after(clock, limit), stop);
    return test::run(store.get(options));
  }
  std::string text(TokenStore& store, Duration limit = 30s) {
    const auto token = get(store, limit);
    return token ? token->text.reveal() : "error: " + std::string(to_string(token.error().code));
  }
};

unsigned mode_of(const std::string& path) {
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

}  // namespace

TEST_CASE("a token is issued once and kept on disk for this user alone") {
  Fixture f;
  const auto store = f.open();
  CHECK(store->state() == "none");
  CHECK(f.text(*store) == "token-1");
  CHECK(f.text(*store) == "token-1");
  CHECK(f.issuer.issued == 1);
  CHECK(store->state() == "valid");
  CHECK(store->expires() == f.clock.wall() + 24h);
  CHECK(mode_of(f.file()) == 0600);
  CHECK(mode_of(f.root() + "/tokens") == 0700);
  for (const auto& entry : fs::directory_iterator(f.root() + "/tokens"))
    CHECK(entry.path().string().starts_with(f.file()));  // no temporary file stays behind
}

TEST_CASE("the next run takes the token from disk") {
  Fixture f;
  CHECK(f.text(*f.open()) == "token-1");
  const auto next = f.open();
  CHECK(next->state() == "valid");
  CHECK(f.text(*next) == "token-1");
  CHECK(f.issuer.issued == 1);
}

TEST_CASE("keys and labels do not share tokens") {
  Fixture f;
  CHECK(f.text(*f.open()) == "token-1");
  auto real = f.config();
  real.label = "kis-real";
  CHECK(f.text(*f.open(real)) == "token-2");
  TokenStore other(f.config(), "another key", f.clock,
                   [&f](CallOptions options) { return f.issuer.issue(options); });
  CHECK(f.text(other) == "token-3");
}

TEST_CASE("a token is renewed before it expires") {
  Fixture f;
  const auto store = f.open();
  CHECK(f.text(*store) == "token-1");
  f.clock.advance(24h - 301s);
  CHECK(f.text(*store) == "token-1");
  f.clock.advance(2s);
  CHECK(f.text(*store) == "token-2");
}

TEST_CASE("a token near its end keeps serving while the broker cannot issue another") {
  Fixture f;
  const auto store = f.open();
  CHECK(f.text(*store) == "token-1");
  f.clock.advance(24h - 200s);
  f.issuer.failures = {Error(Errc::rate_limited, "once a minute", {}, true),
                       Error(Errc::broker_error, "maintenance", {}, true)};
  CHECK(f.text(*store) == "token-1");
  CHECK(f.text(*store) == "token-1");
  CHECK(f.issuer.times.size() == 2);  // the first token and the refusal
  f.clock.advance(62s);
  CHECK(f.text(*store) == "token-1");
  CHECK(f.issuer.times.size() == 3);
  f.clock.advance(62s);
  CHECK(f.text(*store) == "token-2");
}

TEST_CASE("a refused token is dropped everywhere, and another is not asked for within a minute") {
  Fixture f;
  const auto store = f.open();
  const auto token = f.get(*store).value();
  f.clock.advance(10s);
  store->invalidate(token);
  CHECK(store->state() == "refused");
  CHECK_FALSE(store->expires());

  const auto soon = f.get(*store, 30s);
  REQUIRE(soon.has_error());
  CHECK(soon.error().code == Errc::auth_failed);
  CHECK(soon.error().retry_after == 51'000ms);
  CHECK(soon.error().retryable);
  CHECK(f.issuer.issued == 1);
  // The pause and the refusal outlive the run.
  CHECK(f.text(*f.open()) == "error: auth_failed");

  CHECK(f.text(*store, 60s) == "token-2");
  CHECK(f.clock.slept() == std::vector<Duration>{51s});
}

TEST_CASE("an old token that is refused is replaced at once") {
  Fixture f;
  const auto store = f.open();
  const auto token = f.get(*store).value();
  f.clock.advance(2h);
  store->invalidate(token);
  CHECK(f.text(*store) == "token-2");
  store->invalidate(token);  // somebody late: not the current one any more
  CHECK(f.text(*store) == "token-2");
  CHECK(f.clock.slept().empty());
}

TEST_CASE("a token another process issued is taken over instead of issuing") {
  Fixture f;
  const auto ours = f.open();
  const auto theirs = f.open();
  const auto token = f.get(*ours).value();
  CHECK(f.text(*theirs) == "token-1");
  f.clock.advance(2h);
  theirs->invalidate(token);
  CHECK(f.text(*theirs) == "token-2");
  ours->invalidate(token);
  CHECK(f.text(*ours) == "token-2");
  CHECK(f.issuer.issued == 2);
}

TEST_CASE("a refusal for pacing is waited out when the deadline allows, and remembered when not") {
  Fixture f;
  f.issuer.failures = {Error(Errc::rate_limited, "once a minute (EGW00133)", {}, true)};
  const auto store = f.open();
  SECTION("long deadline") {
    CHECK(f.text(*store, 90s) == "token-1");
    CHECK(f.clock.slept() == std::vector<Duration>{61s});
  }
  SECTION("short deadline") {
    const auto refused = f.get(*store, 30s);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == Errc::auth_failed);
    CHECK(refused.error().retry_after == 61'000ms);
    CHECK(refused.error().message.find("EGW00133") != std::string::npos);
    f.clock.advance(60s);
    CHECK(f.text(*store, 500ms) == "error: auth_failed");
    CHECK(f.issuer.times.size() == 1);
    f.clock.advance(1s);
    CHECK(f.text(*store) == "token-1");
  }
}

TEST_CASE("issuances are never closer than a minute, whatever happens") {
  Fixture f;
  f.issuer.failures.assign(5, Error(Errc::auth_failed, "wrong secret"));
  const auto store = f.open();
  for (int second = 0; second < 300; ++second) {
    (void)f.get(*store, 500ms);
    f.clock.advance(1s);
  }
  CHECK(store->state() == "refused");
  REQUIRE(f.issuer.times.size() > 3);
  for (std::size_t i = 1; i < f.issuer.times.size(); ++i)
    CHECK(f.issuer.times[i] - f.issuer.times[i - 1] >= 61s);
}

TEST_CASE("a broker that was never reached does not cost a minute") {
  Fixture f;
  f.issuer.failures = {Error(Errc::broker_unavailable, "connection refused", {}, true)};
  const auto store = f.open();
  CHECK(f.text(*store) == "error: broker_unavailable");
  CHECK(f.text(*store) == "token-1");
}

TEST_CASE("a refusal for calls per second costs the pause it asks for, not a minute") {
  Fixture f;
  Error refusal(Errc::rate_limited, "calls per second (EGW00201)", {}, true);
  refusal.retry_after = 1'000ms;
  f.issuer.failures = {refusal};
  const auto store = f.open();
  const auto refused = f.get(*store).error();
  CHECK(refused.code == Errc::rate_limited);
  CHECK(refused.message == refusal.message);
  CHECK(f.text(*store, 500ms) == "error: auth_failed");  // too soon
  CHECK(f.issuer.times.size() == 1);
  CHECK(f.text(*store) == "token-1");
  CHECK(f.clock.slept() == std::vector<Duration>{1s});
}

TEST_CASE("an issuance whose answer was lost counts as one") {
  Fixture f;
  f.issuer.failures = {Error(Errc::timeout, "no answer", {}, true)};
  const auto store = f.open();
  CHECK(f.get(*store).error().code == Errc::timeout);
  CHECK(f.get(*store).error().retry_after == 61'000ms);
  CHECK(f.issuer.times.size() == 1);
  f.clock.advance(61s);
  CHECK(f.text(*store) == "token-1");
}

TEST_CASE("a damaged cache file is ignored with a warning") {
  Fixture f;
  fs::create_directories(f.root() + "/tokens");
  std::string contents;
  SECTION("not JSON") {
    contents = "{\"token\":";
  }
  SECTION("no times") {
    contents = R"({"token":"x"})";
  }
  SECTION("times beyond reason") {
    contents = R"({"token":"x","expires":99999999999999,"issued":1})";
  }
  SECTION("a token that would break a header") {
    contents = "{\"token\":\"x\\r\\ny\",\"expires\":1800086400,\"issued\":1800000000}";
  }
  std::ofstream(f.file()) << contents;

  static int warnings;
  warnings = 0;
  log::set_sink([](const log::Event& event) { warnings += event.name == "token.cache"; },
                log::Level::warning);
  const auto store = f.open();
  log::set_sink({}, log::Level::error);
  CHECK(warnings == 1);
  CHECK(store->state() == "none");
  CHECK(f.text(*store) == "token-1");
}

TEST_CASE("without a folder everything stays in memory, and an unusable folder does not stop the work") {
  Fixture f;
  auto settings = f.config();
  SECTION("no folder") {
    settings.directory.clear();
  }
  SECTION("a file where the folder should be") {
    settings.directory = f.root() + "/file";
    std::ofstream(settings.directory) << "x";
  }
  const auto store = f.open(settings);
  CHECK(f.text(*store) == "token-1");
  CHECK(f.text(*store) == "token-1");
  CHECK(f.issuer.issued == 1);
}

TEST_CASE("concurrent callers share one issuance") {
  Fixture f;
  const auto store = f.open();
  asio::io_context context;
  std::vector<std::string> got;
  const auto caller = [&]() -> asio::awaitable<void> {
    const auto token = co_await store->get(CallOptions(Deadline::after(f.clock, 30s)));
    got.push_back(token ? token->text.reveal() : "error");
  };
  for (int i = 0; i < 50; ++i) asio::co_spawn(context, caller(), asio::detached);
  context.run();
  CHECK(got == std::vector<std::string>(50, "token-1"));
  CHECK(f.issuer.times.size() == 1);
}

TEST_CASE("concurrent callers share the error of an issuance") {
  Fixture f;
  f.issuer.failures = {Error(Errc::broker_error, "unknown app key")};
  const auto store = f.open();
  asio::io_context context;
  int failed = 0;
  const auto caller = [&]() -> asio::awaitable<void> {
    const auto token = co_await store->get(CallOptions(Deadline::after(f.clock, 30s)));
    failed += token.has_error() && token.error().message == "unknown app key";
  };
  for (int i = 0; i < 20; ++i) asio::co_spawn(context, caller(), asio::detached);
  context.run();
  CHECK(failed == 20);
  CHECK(f.issuer.times.size() == 1);
}

TEST_CASE("when the caller that issues is torn down another takes over") {
  test::TemporaryDirectory folder;
  SystemClock clock;
  asio::io_context context;
  TaskGroup group(context.get_executor());
  int calls = 0;
  TokenStoreConfig config;
  config.label = "kis-paper";
  config.least_between_issues = 0s;
  TokenStore store(config, app_key, clock, [&](CallOptions) -> asio::awaitable<Result<Token>> {
    if (++calls == 1) {
      asio::steady_timer never(co_await asio::this_coro::executor, 1h);
      co_await never.async_wait(asio::use_awaitable);
    }
    co_return Token(Secret("second"), clock.wall() + 24h, clock.wall());
  });
  const auto first = [&]() -> asio::awaitable<void> {
    (void)co_await store.get(CallOptions(Deadline::after(clock, 30s)));
  };
  std::string got;
  const auto second = [&]() -> asio::awaitable<void> {
    const auto token = co_await store.get(CallOptions(Deadline::after(clock, 30s)));
    if (token) got = token->text.reveal();
  };
  group.spawn("first", first());
  while (calls == 0) context.run_one();
  asio::co_spawn(context, second(), asio::detached);
  context.poll();
  CHECK(got.empty());
  group.stop();
  test::run(context, group.join());
  context.restart();
  context.run();
  CHECK(got == "second");
}

TEST_CASE("a lock that another process holds is waited for until the deadline, without blocking the loop") {
  Fixture f;
  fs::create_directories(f.root() + "/tokens");
  const int descriptor = ::open((f.file() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  REQUIRE(descriptor >= 0);
  REQUIRE(::flock(descriptor, LOCK_EX) == 0);
  const auto store = f.open();
  const auto blocked = f.get(*store, 2s);
  CHECK(blocked.error().code == Errc::timeout);
  CHECK(f.clock.slept().size() > 10);
  std::stop_source stop;
  stop.request_stop();
  CHECK(f.get(*store, 2s, stop.get_token()).error().code == Errc::cancelled);
  ::close(descriptor);
  CHECK(f.text(*store) == "token-1");
}

TEST_CASE("two stores of one key in several threads issue once") {
  test::TemporaryDirectory folder;
  SystemClock clock;
  std::atomic<int> issued{0};
  const TokenStore::Issue issue = [&](CallOptions) -> asio::awaitable<Result<Token>> {
    const auto number = ++issued;
    co_await clock.sleep(20ms);
    co_return Token(Secret("token-" + std::to_string(number)), clock.wall() + 24h, clock.wall());
  };
  TokenStoreConfig config;
  config.directory = std::string(folder.path());
  config.label = "kis-real";
  TokenStore one(config, app_key, clock, issue), two(config, app_key, clock, issue);
  std::atomic<int> good{0};
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 6; ++i)
      threads.emplace_back([&, i] {
        auto& store = i % 2 ? one : two;
        const auto token = test::run(store.get(CallOptions(Deadline::after(clock, 30s))));
        good += token && token->text.reveal() == "token-1";
      });
  }
  CHECK(issued == 1);
  CHECK(good == 6);
}
