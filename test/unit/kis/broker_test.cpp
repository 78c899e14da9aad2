// Which environment answers what, and the operations that take more than one call.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "kbroker/base/json_text.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::Environment;
using kbroker::test::header_of;
using kbroker::test::run;

TEST_CASE("quotations go to the real host when both are configured, the account where it is told") {
  Bench bench("real");
  bench.config.paper = Bench::endpoint("paper", "87654321");
  const auto broker = bench.open();
  bench.token();
  bench.reply(sample::quote);
  const auto quote = bench.quote(broker);
  REQUIRE(quote.has_value());
  CHECK(quote->environment == Environment::real);
  bench.token();
  bench.reply(sample::balance);
  const auto account = run(broker->account(bench.within()));
  REQUIRE(account.has_value());
  CHECK(account->environment == Environment::paper);
  CHECK(account->value.account_no == "87654321-01");
  const auto& call = bench.transport->requests().back();
  CHECK(call.url.starts_with(
      "https://paper.test/uapi/domestic-stock/v1/trading/inquire-balance?CANO=87654321&"));
  CHECK(header_of(call, "tr_id") == "VTTC8434R");
  CHECK(header_of(call, "appkey") == "paper-app-key");
  CHECK(broker->status().size() == 2);
}

TEST_CASE("the account goes to the real host when configured so, with its own transaction id") {
  Bench bench("real");
  bench.config.paper = Bench::endpoint("paper", "12345678");
  bench.config.account_environment = Environment::real;
  bench.token();
  bench.reply(sample::balance);
  const auto account = run(bench.open()->account(bench.within()));
  REQUIRE(account.has_value());
  CHECK(account->environment == Environment::real);
  CHECK(header_of(bench.transport->requests().back(), "tr_id") == "TTTC8434R");
}

TEST_CASE("paper alone answers quotations it offers") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::quote);
  CHECK(bench.quote(bench.open())->environment == Environment::paper);
}

TEST_CASE("paper alone tells an instrument's facts from price and chart") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::quote);
  bench.reply(sample::day_chart);
  const auto info = run(bench.open()->stock_info("005930", bench.within()));
  REQUIRE(info.has_value());
  CHECK(info->environment == Environment::paper);
  CHECK(info->value.name == "삼성전자");
  CHECK(info->value.sector == "전기·전자");
  CHECK(info->value.market == "KOSPI200");
  CHECK(bench.transport->count("search-stock-info") == 0);
}

TEST_CASE("the real register is completed by the price answer, and stands without it") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::stock_info);
  SECTION("with") {
    bench.reply(sample::quote);
    const auto info = run(bench.open()->stock_info("005930", bench.within()));
    CHECK(info->value.isin == "KR7005930003");
    CHECK(info->value.market_cap == Decimal(575'388'800'000'000));
  }
  SECTION("without") {
    bench.refuse("OPSQ2001", 200);
    const auto info = run(bench.open()->stock_info("005930", bench.within()));
    CHECK(info->value.name == "삼성전자");
    CHECK_FALSE(info->value.market_cap);
  }
}

TEST_CASE("the calendar needs the real host and says so") {
  Bench bench("paper");
  const auto refused = run(bench.open()->calendar(*parse_date("2026-11-21"), bench.within()));
  CHECK(refused.error().code == Errc::not_on_paper);
  CHECK(refused.error().hint.find("real app key") != std::string::npos);
  CHECK(bench.transport->requests().empty());

  Bench real("real");
  real.token();
  real.reply(sample::calendar);
  const auto days = run(real.open()->calendar(*parse_date("2026-11-21"), real.within()));
  REQUIRE(days.has_value());
  CHECK(days->value.size() == 2);
  CHECK(real.transport->requests().back().url.find("BASS_DT=20261121") != std::string::npos);
}

TEST_CASE("the simulator answers everything with real transaction ids") {
  Bench bench;
  bench.config.simulated = Bench::endpoint("simulated", "12345678");
  bench.config.account_environment = Environment::paper;
  bench.token();
  bench.reply(sample::calendar);
  bench.reply(sample::balance);
  const auto broker = bench.open();
  CHECK(run(broker->calendar(*parse_date("2026-11-21"), bench.within()))->environment ==
        Environment::simulated);
  CHECK(run(broker->account(bench.within()))->environment == Environment::simulated);
  CHECK(header_of(bench.transport->requests().back(), "tr_id") == "TTTC8434R");
}

TEST_CASE("nothing configured is told without a call") {
  Bench bench;
  const auto broker = bench.open();
  CHECK(bench.quote(broker).error().code == Errc::not_configured);
  CHECK(run(broker->account(bench.within())).error().code == Errc::not_configured);
  CHECK(run(broker->stock_info("005930", bench.within())).error().code == Errc::not_configured);
  CHECK(run(broker->authenticate(Environment::real, bench.within())).error().code == Errc::not_configured);
  CHECK(broker->status().empty());
}

TEST_CASE("an account call without an account number names what to set") {
  Bench bench("real");
  bench.config.real->account.clear();
  const auto result = run(bench.open()->account(bench.within()));
  CHECK(result.error().code == Errc::not_configured);
  CHECK(result.error().hint.find("KIS_ACCT_STOCK") != std::string::npos);
}

TEST_CASE("a key of the other environment is explained") {
  Bench bench("real");
  bench.token();
  bench.refuse("EGW02004");
  const auto error = bench.quote(bench.open()).error();
  CHECK(error.code == Errc::auth_failed);
  CHECK(error.hint.find("separate pairs") != std::string::npos);
}

TEST_CASE("an unknown code is reported as such") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::unknown_quote);
  CHECK(run(bench.open()->quote("999999", broker::Basis::krx, bench.within())).error().code ==
        Errc::unknown_symbol);
}

TEST_CASE("a code that cannot be one never reaches KIS") {
  Bench bench("real");
  const auto broker = bench.open();
  for (const auto* code : {"", "12345", "00593?", "005930&X=1", "삼성", "0059301234"})
    CHECK(run(broker->quote(code, broker::Basis::krx, bench.within())).error().code ==
          Errc::invalid_argument);
  CHECK(bench.transport->requests().empty());
}

TEST_CASE("each basis has its market code and letters in codes go out in upper case") {
  Bench bench("real");
  bench.token();
  const auto broker = bench.open();
  for (const auto& [basis, text] :
       {std::pair{broker::Basis::nxt, "=NX&"}, {broker::Basis::combined, "=UN&"}}) {
    bench.reply(sample::quote);
    const auto quote = run(broker->quote("0156t0", basis, bench.within()));
    CHECK(quote->value.basis == basis);
    CHECK(quote->value.code == "0156T0");
    CHECK(bench.transport->requests().back().url.find(text) != std::string::npos);
    CHECK(bench.transport->requests().back().url.ends_with("0156T0"));
  }
}

TEST_CASE("a balance of several pages is read to its end with the context as it came") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::balance, {{"tr_cont", "M"}});
  auto second = std::string(sample::balance);
  second.replace(second.find("005930"), 6, "035420");
  second.replace(second.find("15811980"), 8, "99999999");
  bench.reply(second, {{"tr_cont", "D"}});
  const auto account = run(bench.open()->account(bench.within()));
  REQUIRE(account.has_value());
  REQUIRE(account->value.holdings.size() == 2);
  CHECK(account->value.holdings[1].code == "035420");
  CHECK(account->value.total_value == Decimal(99'999'999));
  const auto& requests = bench.transport->requests();
  CHECK(header_of(requests[1], "tr_cont").empty());
  CHECK(header_of(requests[2], "tr_cont") == "N");
  CHECK(requests[2].url.find("CTX_AREA_FK100=12345678%5E01%5EN%5EN%5E02%5E01%5EN%5E%20%20%20%20%20%20") !=
        std::string::npos);
  CHECK(to_json_text(account->value.raw).find("12345678") == std::string::npos);
}

TEST_CASE("a balance longer than the page cap fails instead of losing holdings") {
  Bench bench("real");
  bench.config.max_pages = 2;
  bench.token();
  for (int i = 0; i < 2; ++i) bench.reply(sample::balance, {{"tr_cont", "F"}});
  const auto result = run(bench.open()->account(bench.within()));
  CHECK(result.error().code == Errc::broker_error);
  CHECK(result.error().hint.find("Part of a balance") != std::string::npos);
}

TEST_CASE("authenticate gets a token and status shows it") {
  Bench bench("real");
  bench.token();
  const auto broker = bench.open();
  CHECK(broker->status().front().token_state == "none");
  REQUIRE(run(broker->authenticate(Environment::real, bench.within())).has_value());
  const auto status = broker->status().front();
  CHECK(status.token_state == "valid");
  CHECK(status.token_expires == bench.clock.wall() + std::chrono::hours{24});
  CHECK(status.base_url == "https://real.test");
}

TEST_CASE("a call that was given up before it began is not sent") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::quote);
  const auto broker = bench.open();
  REQUIRE(bench.quote(broker).has_value());
  std::stop_source stop;
  stop.request_stop();
  const broker::CallOptions options(Deadline::after(bench.clock, std::chrono::seconds{5}), stop.get_token());
  CHECK(run(broker->quote("005930", broker::Basis::krx, options)).error().code == Errc::cancelled);
  CHECK(bench.transport->requests().size() == 2);
}
