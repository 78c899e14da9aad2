// The exchange calendar behind the gateway: asked seldom, kept on disk.
#include <catch2/catch_test_macros.hpp>

#include <fstream>
#include <sstream>

#include <sys/stat.h>

#include "fake_broker.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/gateway.hpp"
#include "run.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;
namespace asio = boost::asio;

namespace {

const auto saturday = *parse_date("20261121");

struct Fixture {
  asio::io_context context;
  ManualClock clock{*parse_kst("20261121", "080000")};
  test::TemporaryDirectory folder;
  std::shared_ptr<test::FakeBroker> kis = std::make_shared<test::FakeBroker>(clock);
  std::unique_ptr<Gateway> gateway;

  Fixture() {
    for (int i = 0; i < 25; ++i)
      kis->days.push_back(CalendarDay{add_days(saturday, i),
                                      !is_weekend(add_days(saturday, i)),
                                      {{"bass_dt", to_yyyymmdd(add_days(saturday, i))}}});
    restart();
  }
  std::string file() const { return std::string(folder.path()) + "/state/calendar.json"; }
  void restart() {
    GatewayConfig config;
    config.calendar_file = file();
    gateway = std::make_unique<Gateway>(context.get_executor(), config,
                                        std::vector<std::shared_ptr<Broker>>{kis}, clock);
  }
  Result<Sourced<std::vector<CalendarDay>>> ask(Date from = saturday) {
    CallOptions options(Deadline::after(clock, 30s));
    return test::run(context, gateway->calendar(std::nullopt, from, options));
  }
};

}  // namespace

TEST_CASE("the calendar is asked for once a day, across restarts and later starting days") {
  Fixture f;
  const auto live = f.ask().value();
  CHECK(live.provenance.source == Source::live);
  CHECK(live.value().size() == 25);
  f.restart();
  f.clock.advance(1h);
  const auto kept = f.ask().value();
  CHECK(kept.provenance.source == Source::cache);
  CHECK(kept.provenance.age == 1h);
  CHECK(kept.value().size() == 25);
  CHECK_FALSE(kept.value().front().open);
  CHECK(kept.value()[2].open);
  CHECK(kept.value()[2].raw.at("bass_dt").as_string() == "20261123");
  CHECK(f.ask(add_days(saturday, 3)).value().value().size() == 22);
  CHECK(f.kis->calls == 1);

  f.clock.advance(23h);
  CHECK(f.ask().value().provenance.source == Source::live);
  CHECK(f.kis->calls == 2);
  // Even for days that the answer did not cover.
  const auto spent = f.ask(add_days(saturday, 100)).error();
  CHECK(spent.code == Errc::rate_limited);
  CHECK(spent.message.find("2026-11-21 to 2026-12-15") != std::string::npos);
  CHECK(spent.hint.find("2026-11-23T08:00:00+09:00") != std::string::npos);
  CHECK(f.kis->calls == 2);
}

TEST_CASE("the calendar file belongs to this user alone") {
  Fixture f;
  (void)f.ask();
  struct stat status{};
  REQUIRE(::stat(f.file().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a damaged calendar file is ignored and replaced") {
  Fixture f;
  (void)f.ask();
  for (const auto* contents :
       {"{", "[]", R"({"kis":[{"date":"20261399","open":true}]})",
        R"({"kis":[{"date":"20261121","open":"yes","environment":"real","fetched":1e300}]})",
        R"({"kis":"text"})"}) {
    std::ofstream(f.file()) << contents;
    f.restart();
    const auto before = f.kis->calls.load();
    CHECK(f.ask().value().provenance.source == Source::live);
    CHECK(f.kis->calls == before + 1);
  }
}

TEST_CASE("the simulator's days are not kept beyond this run") {
  Fixture f;
  f.kis->environment = Environment::simulated;
  CHECK(f.ask().value().provenance.source == Source::simulated);
  CHECK(f.ask().value().provenance.age);
  CHECK(f.kis->calls == 1);
  f.restart();
  f.kis->environment = Environment::real;
  CHECK(f.ask().value().provenance.source == Source::live);
}

TEST_CASE("a broker without a calendar says so, and nothing is invented") {
  Fixture f;
  f.kis->failure = Error(Errc::not_on_paper, "paper has no calendar");
  CHECK(f.ask().error().code == Errc::not_on_paper);
  f.kis->failure = Error(Errc::broker_unavailable, "down", {}, true);
  CHECK(f.ask().error().code == Errc::broker_unavailable);
}
