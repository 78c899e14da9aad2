// Whole charts from KIS: paging, limits, adjustment, minutes.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::HistoryRequest;
using broker::Interval;
using kbroker::test::run;

namespace {

/// A page of `count` days ending on `newest`, weekends included for simplicity.
std::string day_page(std::string_view newest, int count, int price = 100) {
  std::string rows;
  auto day = *parse_date(newest);
  for (int i = 0; i < count; ++i, day = add_days(day, -1)) {
    if (i > 0) rows += ",";
    rows += R"({"stck_bsop_date":")" + to_yyyymmdd(day) + R"(","stck_clpr":")" + std::to_string(price) +
            R"(","stck_oprc":"1","stck_hgpr":"1","stck_lwpr":"1","acml_vol":"1"})";
  }
  return R"({"output1":{"hts_kor_isnm":"삼성전자"},"output2":[)" + rows + R"(],"rt_cd":"0"})";
}

/// A page of `count` minutes ending at `newest` minutes after midnight.
std::string minute_page(std::string_view day, int newest, int count) {
  std::string rows;
  for (int i = 0; i < count; ++i) {
    const int minute = newest - i;
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    if (i > 0) rows += ",";
    rows += R"({"stck_bsop_date":")" + std::string(day) + R"(","stck_cntg_hour":")" + two(minute / 60) +
            two(minute % 60) + R"(00","stck_prpr":"100","cntg_vol":"1"})";
  }
  return R"({"output1":{"hts_kor_isnm":"삼성전자"},"output2":[)" + rows + R"(],"rt_cd":"0"})";
}

HistoryRequest days(std::size_t count) {
  HistoryRequest request;
  request.code = "005930";
  request.count = count;
  return request;
}

bool asked(const net::http::ClientRequest& request, std::string_view part) {
  return request.url.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a chart pages backwards by date and comes oldest first") {
  Bench bench("real");
  bench.token();
  bench.reply(day_page("20261120", 100));
  bench.reply(day_page("20260812", 100, 50));
  const auto history = run(bench.open()->history(days(150), bench.within()));
  REQUIRE(history.has_value());
  const auto& candles = history->value.candles;
  REQUIRE(candles.size() == 150);
  CHECK(candles.back().time == *parse_kst("20261120", ""));
  CHECK(candles.front().time < candles[1].time);
  CHECK(candles.front().close == Decimal(50));
  CHECK(history->value.name == "삼성전자");
  CHECK(history->value.more);
  const auto& requests = bench.transport->requests();
  CHECK(asked(requests[1], "FID_INPUT_DATE_2=20261120"));
  CHECK(asked(requests[2], "FID_INPUT_DATE_2=20260812"));
}

TEST_CASE("a chart ends where KIS has no more rows") {
  Bench bench("real");
  bench.token();
  bench.reply(day_page("20261120", 30));
  const auto history = run(bench.open()->history(days(100), bench.within()));
  CHECK(history->value.candles.size() == 30);
  CHECK_FALSE(history->value.more);
}

TEST_CASE("the page cap ends a chart and says that there is more") {
  Bench bench("real");
  bench.config.max_pages = 1;
  bench.token();
  bench.reply(day_page("20261120", 100));
  const auto history = run(bench.open()->history(days(500), bench.within()));
  CHECK(history->value.candles.size() == 100);
  CHECK(history->value.more);
}

TEST_CASE("adjusted prices are asked for with the inverted flag of this call") {
  Bench bench("real");
  bench.token();
  bench.reply(day_page("20261120", 1));
  bench.reply(day_page("20261120", 1));
  const auto broker = bench.open();
  auto request = days(1);
  CHECK(run(broker->history(request, bench.within()))->value.adjusted);
  CHECK(asked(bench.transport->requests().back(), "FID_ORG_ADJ_PRC=0"));
  request.adjusted = false;
  CHECK_FALSE(run(broker->history(request, bench.within()))->value.adjusted);
  CHECK(asked(bench.transport->requests().back(), "FID_ORG_ADJ_PRC=1"));
}

TEST_CASE("intervals and days are asked for as given") {
  Bench bench("real");
  bench.token();
  const auto broker = bench.open();
  auto request = days(10);
  request.from = parse_date("2026-11-02");
  request.to = parse_date("2026-11-13");
  for (const auto& [interval, code] : {std::pair{Interval::day, "=D&"},
                                       {Interval::week, "=W&"},
                                       {Interval::month, "=M&"},
                                       {Interval::year, "=Y&"}}) {
    bench.reply(day_page("20261113", 5));
    request.interval = interval;
    const auto history = run(broker->history(request, bench.within()));
    REQUIRE(history.has_value());
    CHECK(history->value.interval == interval);
    const auto& call = bench.transport->requests().back();
    CHECK(asked(call, "FID_INPUT_DATE_1=20261102&FID_INPUT_DATE_2=20261113"));
    CHECK(asked(call, std::string("FID_PERIOD_DIV_CODE") + code));
  }
}

TEST_CASE("a chart that begins after it ends is an invalid argument") {
  Bench bench("real");
  auto request = days(10);
  request.from = parse_date("2026-11-13");
  request.to = parse_date("2026-11-02");
  CHECK(run(bench.open()->history(request, bench.within())).error().code == Errc::invalid_argument);
}

TEST_CASE("a chart without rows and name belongs to an unknown code; with a name it is empty") {
  Bench bench("real");
  bench.token();
  bench.reply(R"({"output1":{"hts_kor_isnm":""},"output2":[{}],"rt_cd":"0"})");
  bench.reply(R"({"output1":{"hts_kor_isnm":"삼성전자"},"output2":[{}],"rt_cd":"0"})");
  const auto broker = bench.open();
  CHECK(run(broker->history(days(5), bench.within())).error().code == Errc::unknown_symbol);
  CHECK(run(broker->history(days(5), bench.within()))->value.candles.empty());
}

TEST_CASE("minute bars page backwards from now") {
  Bench bench("real");
  bench.token();
  bench.reply(minute_page("20261120", 10 * 60 + 15, 30));
  bench.reply(minute_page("20261120", 9 * 60 + 45, 30));
  auto request = days(40);
  request.interval = Interval::minute;
  const auto history = run(bench.open()->history(request, bench.within()));
  REQUIRE(history.has_value());
  const auto& candles = history->value.candles;
  REQUIRE(candles.size() == 40);
  CHECK(candles.back().time == *parse_kst("20261120", "101500"));
  CHECK_FALSE(candles.back().final);
  CHECK(candles[38].final);
  CHECK_FALSE(history->value.adjusted);
  CHECK(history->value.more);
  CHECK(asked(bench.transport->requests()[1], "FID_INPUT_HOUR_1=101530"));
  CHECK(asked(bench.transport->requests()[2], "FID_INPUT_HOUR_1=094500"));
}

TEST_CASE("minute bars end when a page brings nothing older") {
  Bench bench("real");
  bench.token();
  bench.reply(minute_page("20261120", 9 * 60 + 10, 10));
  bench.reply(minute_page("20261120", 9 * 60 + 10, 10));
  auto request = days(100);
  request.interval = Interval::minute;
  const auto history = run(bench.open()->history(request, bench.within()));
  CHECK(history->value.candles.size() == 10);
  CHECK_FALSE(history->value.more);
}

TEST_CASE("on a day without trading the minute bars are those of the whole last trading day") {
  Bench bench("real");
  bench.clock.advance(*parse_kst("20261122", "001259") - bench.clock.wall());  // a Sunday
  bench.token();
  bench.reply(R"({"output1":{"hts_kor_isnm":"삼성전자"},"output2":[],"rt_cd":"0"})");
  bench.reply(minute_page("20261120", 15 * 60 + 30, 30));
  bench.reply(minute_page("20261120", 15 * 60, 30));
  auto request = days(40);
  request.interval = Interval::minute;
  const auto history = run(bench.open()->history(request, bench.within()));
  REQUIRE(history.has_value());
  const auto& candles = history->value.candles;
  REQUIRE(candles.size() == 40);
  CHECK(candles.back().time == *parse_kst("20261120", "153000"));
  CHECK(asked(bench.transport->requests()[1], "FID_INPUT_HOUR_1=001259"));
  CHECK(asked(bench.transport->requests()[2], "FID_INPUT_HOUR_1=153000"));
  CHECK(asked(bench.transport->requests()[3], "FID_INPUT_HOUR_1=150000"));
}

TEST_CASE("before the first trade of a day the minute bars are those of the whole day before") {
  Bench bench("real");
  bench.clock.advance(*parse_kst("20261123", "083000") - bench.clock.wall());
  bench.token();
  bench.reply(minute_page("20261120", 8 * 60 + 30, 1));
  bench.reply(minute_page("20261120", 15 * 60 + 30, 30));
  auto request = days(10);
  request.interval = Interval::minute;
  const auto history = run(bench.open()->history(request, bench.within()));
  REQUIRE(history.has_value());
  CHECK(history->value.candles.size() == 10);
  CHECK(history->value.candles.back().time == *parse_kst("20261120", "153000"));
}

TEST_CASE("minute bars of an earlier day need the real host") {
  auto request = days(10);
  request.interval = Interval::minute;
  request.to = parse_date("2026-11-18");
  Bench paper("paper");
  CHECK(run(paper.open()->history(request, paper.within())).error().code == Errc::not_on_paper);

  Bench bench("real");
  bench.token();
  bench.reply(minute_page("20261118", 15 * 60 + 30, 120));
  const auto history = run(bench.open()->history(request, bench.within()));
  REQUIRE(history->value.candles.size() == 10);
  CHECK(history->value.candles.back().time == *parse_kst("20261118", "153000"));
  const auto& call = bench.transport->requests().back();
  CHECK(asked(call, "inquire-time-dailychartprice?"));
  CHECK(asked(call, "FID_INPUT_HOUR_1=153000"));
  CHECK(asked(call, "FID_INPUT_DATE_1=20261118"));
  CHECK(test::header_of(call, "tr_id") == "FHKST03010230");
}
