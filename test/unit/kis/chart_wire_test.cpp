// Chart pages of KIS into candles, and when a candle is final.
#include "chart_wire.hpp"

#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/wire_fields.hpp"
#include "samples.hpp"

using kbroker::Decimal;
using kbroker::parse_kst;
using kbroker::broker::Basis;
using kbroker::broker::Interval;
using namespace kbroker::kis;
using namespace std::chrono;
namespace wire = kbroker::broker::wire;

TEST_CASE("a day page has candles newest first, the name, and no row without a date") {
  const auto page = *decode_period_page(*wire::parse_object(sample::day_chart), Interval::day, Basis::krx,
                                        *parse_kst("20261120", "170000"));
  CHECK(page.name == "삼성전자");
  CHECK(page.rows == 2);
  REQUIRE(page.candles.size() == 2);
  const auto& newest = page.candles[0];
  CHECK(newest.time == *parse_kst("20261120", ""));
  CHECK(newest.open == Decimal(98'900));
  CHECK(newest.high == Decimal(99'200));
  CHECK(newest.low == Decimal(97'600));
  CHECK(newest.close == Decimal(98'000));
  CHECK(newest.volume == 18'499'871);
  CHECK(newest.turnover == Decimal(1'815'100'233'900));
  CHECK_FALSE(newest.final);
  CHECK(page.candles[1].final);
}

TEST_CASE("a day without a trade is flat, not zero") {
  const auto page = *decode_period_page(*wire::parse_object(sample::day_chart), Interval::day, Basis::krx,
                                        *parse_kst("20261121", "170000"));
  const auto& halted = page.candles[1];
  CHECK(halted.open == Decimal(99'100));
  CHECK(halted.low == Decimal(99'100));
  CHECK(halted.volume == 0);
}

TEST_CASE("minute bars leave the day's turnover out and the running minute open") {
  const auto body = *wire::parse_object(
      R"({"output1":{"hts_kor_isnm":"삼성전자"},"output2":[{"stck_bsop_date":"20261120","stck_cntg_hour":"101530","stck_prpr":"97200","stck_oprc":"97300","stck_hgpr":"97300","stck_lwpr":"97200","cntg_vol":"21043","acml_tr_pbmn":"1284650312400"},{"stck_bsop_date":"20261120","stck_cntg_hour":"101400","stck_prpr":"97100","cntg_vol":"5"},{"stck_bsop_date":"20261120","stck_cntg_hour":"","stck_prpr":"97100"},{"stck_bsop_date":"","stck_cntg_hour":"101300"}]})");
  const auto page = *decode_minute_page(body, *parse_kst("20261120", "101540"));
  REQUIRE(page.candles.size() == 2);
  CHECK(page.candles[0].time == *parse_kst("20261120", "101500"));
  CHECK(page.candles[0].volume == 21'043);
  CHECK_FALSE(page.candles[0].turnover);
  CHECK_FALSE(page.candles[0].final);
  CHECK(page.candles[1].open == Decimal(97'100));
  CHECK(page.candles[1].final);
}

TEST_CASE("a chart answer without its rows is damaged") {
  const auto body = *wire::parse_object(R"({"rt_cd":"0","output1":{"hts_kor_isnm":"삼성전자"}})");
  const auto now = *parse_kst("20261120", "170000");
  CHECK(decode_period_page(body, Interval::day, Basis::krx, now).error().code == kbroker::Errc::broker_error);
  CHECK(decode_minute_page(body, now).error().retryable);
}
