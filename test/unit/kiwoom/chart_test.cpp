// Whole charts from Kiwoom: continuation pages, limits, adjustment.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kiwoom;
using broker::HistoryRequest;
using broker::Interval;
using kbroker::test::header_of;
using kbroker::test::run;

namespace {

std::string day_page(std::string_view newest, int count) {
  std::string rows;
  auto day = *parse_date(newest);
  for (int i = 0; i < count; ++i, day = add_days(day, -1))
    rows += std::string(i > 0 ? "," : "") + R"({"cur_prc":"+100","trde_qty":"1","dt":")" + to_yyyymmdd(day) +
            R"("})";
  return R"({"stk_dt_pole_chart_qry":[)" + rows + R"(],"return_code":0})";
}

HistoryRequest days(std::size_t count) {
  HistoryRequest request;
  request.code = "005930";
  request.count = count;
  return request;
}

const net::http::Headers more{{"cont-yn", "Y"}, {"next-key", "A0001"}};

}  // namespace

TEST_CASE("a Kiwoom chart follows its continuation and comes oldest first") {
  Bench bench("real");
  bench.token();
  bench.reply(day_page("20261120", 60), more);
  bench.reply(day_page("20260922", 60), more);
  const auto history = run(bench.open()->history(days(100), bench.within()));
  REQUIRE(history.has_value());
  const auto& candles = history->value.candles;
  REQUIRE(candles.size() == 100);
  // The second page repeats a day of the first, which is kept once.
  for (std::size_t i = 1; i < candles.size(); ++i) CHECK(candles[i - 1].time < candles[i].time);
  CHECK(candles.back().time == *parse_kst("20261120", ""));
  CHECK(history->value.more);
  const auto& requests = bench.transport->requests();
  CHECK(requests[1].body == R"({"stk_cd":"005930","base_dt":"20261120","upd_stkpc_tp":"1"})");
  CHECK(header_of(requests[1], "next-key").empty());
  CHECK(header_of(requests[2], "next-key") == "A0001");
}

TEST_CASE("a Kiwoom chart ends at its first day or with the last page") {
  Bench bench("real");
  bench.token();
  const auto broker = bench.open();
  bench.reply(day_page("20261120", 30), more);
  auto request = days(100);
  request.from = parse_date("2026-11-10");
  const auto limited = run(broker->history(request, bench.within()));
  CHECK(limited->value.candles.size() == 11);
  CHECK_FALSE(limited->value.more);
  bench.reply(day_page("20261120", 30));
  const auto whole = run(broker->history(days(100), bench.within()));
  CHECK(whole->value.candles.size() == 30);
  CHECK_FALSE(whole->value.more);
}

TEST_CASE("the page cap ends a Kiwoom chart and says that there is more") {
  Bench bench("real");
  bench.config.max_pages = 1;
  bench.token();
  bench.reply(day_page("20261120", 30), more);
  const auto history = run(bench.open()->history(days(100), bench.within()));
  CHECK(history->value.candles.size() == 30);
  CHECK(history->value.more);
}

TEST_CASE("minute bars and raw prices are asked for as Kiwoom wants them") {
  Bench bench("real");
  bench.token();
  bench.reply(
      R"({"stk_min_pole_chart_qry":[{"cur_prc":"-97200","trde_qty":"12","cntr_tm":"20261120101500"}],"return_code":0})");
  auto request = days(1);
  request.interval = Interval::minute;
  request.adjusted = false;
  request.basis = broker::Basis::nxt;
  const auto history = run(bench.open()->history(request, bench.within()));
  REQUIRE(history->value.candles.size() == 1);
  CHECK(history->value.basis == broker::Basis::nxt);
  CHECK(bench.transport->requests().back().body ==
        R"({"stk_cd":"005930_NX","tic_scope":"1","upd_stkpc_tp":"0"})");
  CHECK(header_of(bench.transport->requests().back(), "api-id") == "ka10080");
}

TEST_CASE("a Kiwoom chart without rows belongs to an unknown code") {
  Bench bench("real");
  bench.token();
  bench.reply(R"({"stk_dt_pole_chart_qry":[{"cur_prc":"","dt":""}],"return_code":0})");
  CHECK(run(bench.open()->history(days(5), bench.within())).error().code == Errc::unknown_symbol);
}
