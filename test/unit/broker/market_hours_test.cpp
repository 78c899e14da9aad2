#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/market_hours.hpp"

using namespace kbroker;
using namespace kbroker::broker;

namespace {

SessionState at(Basis venue, std::string_view hhmmss, bool trading_day = true) {
  return session_at(venue, parse_kst("20261120", hhmmss).value(), trading_day);
}

struct Moment {
  Basis venue;
  std::string_view time, phase;
  bool open;
  std::string_view next;  // empty: none
};

}  // namespace

TEST_CASE("each venue is where its timetable says") {
  const Moment moments[] = {
      {Basis::krx, "082959", "closed", false, "083000"},
      {Basis::krx, "083000", "pre_open_auction", false, "090000"},
      {Basis::krx, "090000", "regular", true, "152000"},
      {Basis::krx, "151959", "regular", true, "152000"},
      {Basis::krx, "152000", "closing_auction", true, "153000"},
      {Basis::krx, "153000", "break", false, "154000"},
      {Basis::krx, "154000", "after_hours_close", true, "160000"},
      {Basis::krx, "160000", "after_hours_single_price", true, "180000"},
      {Basis::krx, "180000", "closed", false, ""},
      {Basis::nxt, "075959", "closed", false, "080000"},
      {Basis::nxt, "080000", "pre_market", true, "085000"},
      {Basis::nxt, "085000", "break", false, "090030"},
      {Basis::nxt, "090029", "break", false, "090030"},
      {Basis::nxt, "090030", "regular", true, "152000"},
      {Basis::nxt, "152000", "break", false, "154000"},
      {Basis::nxt, "154000", "after_market", true, "200000"},
      {Basis::nxt, "200000", "closed", false, ""},
      {Basis::combined, "080000", "pre_market", true, "085000"},
      {Basis::combined, "085500", "pre_open_auction", false, "090000"},
      {Basis::combined, "090000", "regular", true, "152000"},
      {Basis::combined, "153500", "break", false, "154000"},
      {Basis::combined, "195959", "after_market", true, "200000"},
  };
  for (const auto& moment : moments) {
    INFO(to_string(moment.venue) << " " << moment.time);
    const auto state = at(moment.venue, moment.time);
    CHECK(state.venue == moment.venue);
    CHECK(state.phase == moment.phase);
    CHECK(state.open == moment.open);
    CHECK_FALSE(state.label_ko.empty());
    CHECK_FALSE(state.label_en.empty());
    if (moment.next.empty())
      CHECK_FALSE(state.next_change);
    else
      CHECK(state.next_change == parse_kst("20261120", moment.next));
  }
}

TEST_CASE("nothing is open on a day without trading") {
  const auto state = at(Basis::krx, "100000", false);
  CHECK(state.phase == "closed");
  CHECK_FALSE(state.open);
  CHECK_FALSE(state.next_change);
}

TEST_CASE("weekends and fixed holidays are closed for certain, weekdays are probably open") {
  for (const auto* day : {"20260101", "20270301", "20260501", "20260505", "20250606", "20250815", "20251003",
                          "20261009", "20261225", "20261231", "20261121", "20261122"}) {
    INFO(day);
    const auto verdict = judge_day(*parse_date(day), std::nullopt);
    CHECK_FALSE(verdict.open);
    CHECK(verdict.certain);
    CHECK(verdict.reason.find(" / ") != std::string::npos);
  }
  const auto friday = judge_day(*parse_date("20261120"), std::nullopt);
  CHECK(friday.open);
  CHECK_FALSE(friday.certain);
  CHECK(friday.reason.find(" / ") != std::string::npos);
}

TEST_CASE("the broker's word wins") {
  const auto election = judge_day(*parse_date("20260603"), false);
  CHECK_FALSE(election.open);
  CHECK(election.certain);
  const auto special = judge_day(*parse_date("20261121"), true);
  CHECK(special.open);
  CHECK(special.certain);
  CHECK(judge_day(*parse_date("20261225"), false).reason.find("Christmas") != std::string::npos);
}

TEST_CASE("a period is over after the last trading day it can have") {
  using namespace std::chrono;
  const auto friday = 2026y / November / 20;
  CHECK_FALSE(period_is_over(Interval::day, friday, Basis::krx, *parse_kst("20261120", "175959")));
  CHECK(period_is_over(Interval::day, friday, Basis::krx, *parse_kst("20261120", "180000")));
  CHECK_FALSE(period_is_over(Interval::day, friday, Basis::combined, *parse_kst("20261120", "193000")));
  const auto monday = 2026y / November / 16;
  CHECK_FALSE(period_is_over(Interval::week, monday, Basis::krx, *parse_kst("20261120", "100000")));
  CHECK(period_is_over(Interval::week, monday, Basis::krx, *parse_kst("20261121", "000000")));
  CHECK_FALSE(period_is_over(Interval::month, friday, Basis::krx, *parse_kst("20261130", "120000")));
  CHECK(period_is_over(Interval::month, friday, Basis::krx, *parse_kst("20261201", "000000")));
  CHECK_FALSE(period_is_over(Interval::year, friday, Basis::krx, *parse_kst("20261231", "120000")));
  CHECK(period_is_over(Interval::year, 2025y / January / 2, Basis::krx, *parse_kst("20261120", "120000")));
}
