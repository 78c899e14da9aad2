// Bodies of KIS into quotes, facts, accounts and calendar days.
#include "wire.hpp"

#include <catch2/catch_test_macros.hpp>

#include "answers.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"
#include "samples.hpp"

using kbroker::Decimal;
using kbroker::Errc;
using kbroker::broker::Basis;
using namespace kbroker::kis;
using kbroker::test::object;

namespace {

const auto now = *kbroker::parse_kst("20261121", "101530");

}  // namespace

TEST_CASE("a KIS quote has price, signed change and units as documented") {
  const auto quote = decode_quote(object(sample::quote), "005930", Basis::krx, now);
  REQUIRE(quote.has_value());
  CHECK(quote->code == "005930");
  CHECK(quote->price == Decimal(97'200));
  CHECK(quote->change == Decimal(-800));
  CHECK(quote->change_rate == Decimal(-82, 2));
  CHECK(quote->open == Decimal(98'100));
  CHECK(quote->high == Decimal(98'500));
  CHECK(quote->low == Decimal(96'900));
  CHECK(quote->previous_close == Decimal(98'000));
  CHECK(quote->upper_limit == Decimal(127'400));
  CHECK(quote->lower_limit == Decimal(68'600));
  CHECK(quote->turnover == Decimal(1'284'650'312'400));
  CHECK(quote->market_cap == Decimal(575'388'800'000'000));
  CHECK(quote->per == Decimal(1'964, 2));
  CHECK(quote->volume == 13'190'422);
  CHECK(quote->sector == "전기·전자");
  CHECK(quote->market == "KOSPI200");
  CHECK(quote->basis == Basis::krx);
  CHECK(quote->time == now);
  CHECK(quote->raw.at("stck_prpr") == "97200");
}

TEST_CASE("a code that KIS answers with zeros is unknown") {
  CHECK(decode_quote(object(sample::unknown_quote), "999999", Basis::krx, now).error().code ==
        Errc::unknown_symbol);
}

TEST_CASE("an answer without its price field is damaged, which says nothing about the code") {
  for (const auto* body : {R"({"rt_cd":"0","output":""})", R"({"rt_cd":"0","output":[]})", R"({"rt_cd":"0"})",
                           R"({"rt_cd":"0","output":null})", R"({"rt_cd":"0","output":{}})",
                           R"({"output":{"prdy_vrss":"1"}})"}) {
    CAPTURE(body);
    const auto error = decode_quote(object(body), "005930", Basis::krx, now).error();
    CHECK(error.code == Errc::broker_error);
    CHECK(error.retryable);
    CHECK(decode_stock_info(object(body), "005930", now).error().code == Errc::broker_error);
    kbroker::broker::StockInfo info;
    CHECK(add_price_facts(info, object(body)).error().code == Errc::broker_error);
  }
}

TEST_CASE("only a missing price fails a KIS quote") {
  const auto bare =
      decode_quote(object(R"({"Output":[{"stck_prpr":" 0000097200 "}]})"), "005930", Basis::nxt, now);
  REQUIRE(bare.has_value());
  CHECK(bare->price == Decimal(97'200));
  CHECK(bare->change == Decimal());
  CHECK_FALSE(bare->open);
  CHECK(bare->sector.empty());
  const auto no_price =
      decode_quote(object(R"({"output":{"rprs_mrkt_kor_name":"KOSPI","stck_prpr":"","stck_sdpr":"98000"}})"),
                   "005930", Basis::krx, now);
  CHECK(no_price.error().code == Errc::broker_error);
}

TEST_CASE("an unsigned fall gets its sign from the sign code") {
  const auto quote = decode_quote(
      object(R"({"output":{"stck_prpr":"100","prdy_vrss":"700","prdy_vrss_sign":"5","prdy_ctrt":"0.39"}})"),
      "005930", Basis::krx, now);
  CHECK(quote->change == Decimal(-700));
  CHECK(quote->change_rate == Decimal(-39, 2));
}

TEST_CASE("a market value beyond all reason is left out, not overflowed") {
  const auto quote = decode_quote(object(R"({"output":{"stck_prpr":"100","hts_avls":"999999999999999999"}})"),
                                  "005930", Basis::krx, now);
  REQUIRE(quote.has_value());
  CHECK_FALSE(quote->market_cap);
}

TEST_CASE("facts of an instrument come from the register") {
  const auto info = decode_stock_info(object(sample::stock_info), "005930", now);
  REQUIRE(info.has_value());
  CHECK(info->code == "005930");
  CHECK(info->name == "삼성전자");
  CHECK(info->english_name == "SamsungElec");
  CHECK(info->market == "KOSPI");
  CHECK(info->isin == "KR7005930003");
  CHECK(info->kind == "stock");
  CHECK(info->listed_shares == 5'919'637'922);
  CHECK(info->capital == Decimal(897'514'000'000));
  CHECK(info->face_value == Decimal(100));
  CHECK(kbroker::to_iso(*info->listed_on) == "1975-06-11");
  CHECK(info->trading_halted == false);
  CHECK(info->nxt_tradable == true);
  CHECK_FALSE(info->market_cap);
}

TEST_CASE("a KOSDAQ share has its own listing date and a halted NXT is not tradable there") {
  const auto info = decode_stock_info(
      object(
          R"({"output":{"prdt_abrv_name":"가","mket_id_cd":"KSQ","scty_grp_id_cd":"EF","scts_mket_lstg_dt":"20000101","kosdaq_mket_lstg_dt":"20100102","tr_stop_yn":"Y","cptt_trad_tr_psbl_yn":"Y","nxt_tr_stop_yn":"Y"}})"),
      "000001", now);
  CHECK(info->market == "KOSDAQ");
  CHECK(info->kind == "etf");
  CHECK(kbroker::to_iso(*info->listed_on) == "2010-01-02");
  CHECK(info->trading_halted == true);
  CHECK(info->nxt_tradable == false);
}

TEST_CASE("a register answer without names is an unknown code") {
  CHECK(decode_stock_info(object(R"({"output":{"pdno":"00000A999999","prdt_abrv_name":"","prdt_name":""}})"),
                          "999999", now)
            .error()
            .code == Errc::unknown_symbol);
}

TEST_CASE("price and chart answers fill what the register left open") {
  kbroker::broker::StockInfo info;
  info.code = "005930";
  REQUIRE(add_price_facts(info, object(sample::quote)).has_value());
  add_chart_facts(info, object(sample::day_chart));
  CHECK(info.name == "삼성전자");
  CHECK(info.sector == "전기·전자");
  CHECK(info.market == "KOSPI200");
  CHECK(info.market_cap == Decimal(575'388'800'000'000));
  CHECK(info.capital == Decimal(897'500'000'000));
  CHECK(info.eps == Decimal(4'950));
  CHECK(info.trading_halted == false);
  CHECK(add_price_facts(info, object(sample::unknown_quote)).error().code == Errc::unknown_symbol);
}

TEST_CASE("a balance drops sold positions and computes the rate KIS does not give") {
  kbroker::broker::Account account;
  const auto body = object(sample::balance);
  add_holdings(account, body);
  REQUIRE(read_totals(account, body).has_value());
  REQUIRE(account.holdings.size() == 1);
  const auto& holding = account.holdings.front();
  CHECK(holding.code == "005930");
  CHECK(holding.quantity == Decimal(120));
  CHECK(holding.sellable == Decimal(110));
  CHECK(holding.average_cost == Decimal(712'508'333, 4));
  CHECK(holding.value == Decimal(11'664'000));
  CHECK(holding.profit_loss_rate == Decimal(3'642, 2));
  CHECK(account.balance == Decimal(4'147'980));
  CHECK(account.cash_today == Decimal(5'120'340));
  CHECK(account.total_value == Decimal(15'811'980));
  CHECK(account.profit_loss == Decimal(3'113'900));
  CHECK(account.profit_loss_rate == Decimal(3'642, 2));
  CHECK(kbroker::to_json_text(account.raw).find("12345678") == std::string::npos);
}

TEST_CASE("a balance without totals is an error, never an empty account") {
  for (const auto* body :
       {R"({"output1":[],"output2":[]})", R"({"output1":[],"output2":[{"tot_evlu_amt":"1"}]})",
        R"({"output1":[]})", R"({"output2":""})"}) {
    CAPTURE(body);
    kbroker::broker::Account account;
    CHECK(read_totals(account, object(body)).error().code == Errc::broker_error);
  }
}

TEST_CASE("an account without cost has no rate") {
  kbroker::broker::Account account;
  REQUIRE(read_totals(
              account,
              object(R"({"output2":{"prvs_rcdl_excc_amt":"1","tot_evlu_amt":"1","pchs_amt_smtl_amt":"0"}})"))
              .has_value());
  CHECK_FALSE(account.profit_loss_rate);
  REQUIRE(
      read_totals(
          account,
          object(
              R"({"output2":{"prvs_rcdl_excc_amt":"1","tot_evlu_amt":"1","pchs_amt_smtl_amt":"0.1","evlu_pfls_smtl_amt":"999999999999999999"}})"))
          .has_value());
  CHECK_FALSE(account.profit_loss_rate);
}

TEST_CASE("the calendar follows opnd_yn, in order, from the day asked for") {
  using namespace std::chrono;
  const auto days = decode_calendar(object(sample::calendar), 2026y / November / 21);
  REQUIRE(days.has_value());
  REQUIRE(days->size() == 2);
  CHECK(days->front().date == 2026y / November / 21);
  CHECK_FALSE(days->front().open);
  CHECK(days->back().open);
  CHECK(decode_calendar(object(sample::calendar), 2026y / November / 22)->size() == 1);
  CHECK(decode_calendar(object(R"({"output":[]})"), 2026y / November / 21).has_error());
}
