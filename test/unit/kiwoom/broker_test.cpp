// Which environment answers what, and the operations that take more than one call.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kiwoom;
using broker::Environment;
using kbroker::test::header_of;
using kbroker::test::run;

TEST_CASE("Kiwoom quotations go to the real host when both are configured, the account where it is told") {
  Bench bench("real");
  bench.config.paper = Bench::endpoint("paper", "8765432111");
  const auto broker = bench.open();
  bench.token();
  bench.reply(sample::quote);
  CHECK(bench.quote(broker)->environment == Environment::real);
  bench.token();
  bench.reply(sample::balance);
  bench.reply(sample::deposit);
  const auto account = run(broker->account(bench.within()));
  REQUIRE(account.has_value());
  CHECK(account->environment == Environment::paper);
  CHECK(account->value.account_no == "8765432111");
  CHECK(bench.transport->requests().back().url == "https://paper.test/api/dostk/acnt");
  CHECK(header_of(bench.transport->requests().back(), "api-id") == "kt00001");
}

TEST_CASE("an account number that is not configured is asked for once") {
  Bench bench("paper");
  bench.config.paper->account.clear();
  bench.token();
  for (const auto body :
       {sample::balance, sample::deposit, sample::account_number, sample::balance, sample::deposit})
    bench.reply(body);
  const auto broker = bench.open();
  CHECK(run(broker->account(bench.within()))->value.account_no == "1234567811");
  CHECK(run(broker->account(bench.within()))->value.account_no == "1234567811");
  CHECK(bench.transport->unanswered() == 0);
  CHECK(broker->status().front().account_masked == "******7811");
}

TEST_CASE("an account is shown even when its number cannot be asked") {
  Bench bench("paper");
  bench.config.paper->account.clear();
  bench.token();
  bench.reply(sample::balance);
  bench.reply(sample::deposit);
  bench.reply(sample::refusal(3, "[8104:모의투자 미제공]"));
  const auto account = run(bench.open()->account(bench.within()));
  REQUIRE(account.has_value());
  CHECK(account->value.account_no.empty());
}

TEST_CASE("a Kiwoom balance of several pages is read to its end") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::balance, {{"cont-yn", "Y"}, {"next-key", "K1"}});
  auto second = std::string(sample::balance);
  second.replace(second.find("A005930"), 7, "A035420");
  bench.reply(second, {{"cont-yn", "N"}, {"next-key", ""}});
  bench.reply(sample::deposit);
  const auto account = run(bench.open()->account(bench.within()));
  REQUIRE(account.has_value());
  REQUIRE(account->value.holdings.size() == 2);
  CHECK(account->value.holdings[1].code == "035420");
  const auto& second_call = bench.transport->requests()[2];
  CHECK(header_of(second_call, "cont-yn") == "Y");
  CHECK(header_of(second_call, "next-key") == "K1");
  CHECK(second_call.body == R"({"qry_tp":"1","dmst_stex_tp":"KRX"})");
}

TEST_CASE("a Kiwoom balance longer than the page cap fails instead of losing holdings") {
  Bench bench("paper");
  bench.config.max_pages = 1;
  bench.token();
  bench.reply(sample::balance, {{"cont-yn", "Y"}, {"next-key", "K1"}});
  CHECK(run(bench.open()->account(bench.within())).error().code == Errc::broker_error);
}

TEST_CASE("facts of an instrument stand without the price call") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::stock_info);
  bench.reply(sample::refusal(1, "[1902:종목]"));
  const auto info = run(bench.open()->stock_info("005930", bench.within()));
  REQUIRE(info.has_value());
  CHECK(info->value.name == "삼성전자");
  CHECK_FALSE(info->value.market_cap);
}

TEST_CASE("Kiwoom has no calendar and says where one is") {
  Bench bench("real");
  const auto result = run(bench.open()->calendar(*parse_date("2026-11-21"), bench.within()));
  CHECK(result.error().code == Errc::not_configured);
  CHECK(result.error().hint.find("KIS") != std::string::npos);
  CHECK(bench.transport->requests().empty());
}

TEST_CASE("the basis becomes a suffix of the code") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::quote);
  const auto quote = run(bench.open()->quote("005930", broker::Basis::combined, bench.within()));
  CHECK(quote->value.code == "005930");
  CHECK(quote->value.basis == broker::Basis::combined);
  CHECK(bench.transport->requests().back().body == R"({"stk_cd":"005930_AL"})");
}

TEST_CASE("unknown and impossible codes are told apart") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::blank_quote);
  const auto broker = bench.open();
  CHECK(run(broker->quote("999999", broker::Basis::krx, bench.within())).error().code ==
        Errc::unknown_symbol);
  CHECK(run(broker->quote("5930", broker::Basis::krx, bench.within())).error().code ==
        Errc::invalid_argument);
  CHECK(run(broker->quote("005930_AL", broker::Basis::krx, bench.within())).error().code ==
        Errc::invalid_argument);
}

TEST_CASE("nothing configured at Kiwoom is told without a call") {
  Bench bench;
  const auto broker = bench.open();
  CHECK(bench.quote(broker).error().code == Errc::not_configured);
  CHECK(run(broker->account(bench.within())).error().code == Errc::not_configured);
  CHECK(run(broker->authenticate(Environment::paper, bench.within())).error().code == Errc::not_configured);
}

TEST_CASE("the simulator stands in for Kiwoom") {
  Bench bench;
  bench.config.simulated = Bench::endpoint("simulated", "1234567811");
  bench.token();
  bench.reply(sample::quote);
  const auto broker = bench.open();
  CHECK(bench.quote(broker)->environment == Environment::simulated);
  CHECK(broker->status().front().token_state == "valid");
}
