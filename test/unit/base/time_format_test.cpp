#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/calendar_date.hpp"
#include "kbroker/base/time_format.hpp"

using namespace kbroker;

TEST_CASE("Korean time is nine hours ahead all year") {
  const auto time = parse_kst("20261120", "101530");
  REQUIRE(time);
  CHECK(to_rfc3339_kst(*time) == "2026-11-20T10:15:30+09:00");
  CHECK(to_yyyymmdd_kst(*time) == "20261120");
  CHECK(to_hhmmss_kst(*time) == "101530");
  CHECK(std::chrono::system_clock::to_time_t(*time) == 1795137330);
  CHECK(parse_kst_timestamp("2026-11-22 08:12:44") == parse_kst_timestamp("20261122081244"));
}

TEST_CASE("impossible dates and times are refused") {
  CHECK_FALSE(parse_date("2026-02-30"));
  CHECK_FALSE(parse_date("20261301"));
  CHECK_FALSE(parse_date("2026-1-1"));
  CHECK_FALSE(parse_date("99991231"));
  CHECK_FALSE(parse_date("16000101"));
  CHECK_FALSE(parse_kst("20261120", "246060"));
  CHECK_FALSE(parse_kst_timestamp("yesterday"));
  CHECK(is_weekend(*parse_date("2026-11-21")));
  CHECK_FALSE(is_weekend(*parse_date("2026-11-20")));
  CHECK(to_iso(add_days(*parse_date("2026-12-31"), 1)) == "2027-01-01");
}
