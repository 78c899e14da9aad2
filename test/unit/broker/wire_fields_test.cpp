#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/domain.hpp"
#include "kbroker/broker/wire_fields.hpp"

using namespace kbroker;
using namespace kbroker::broker;

namespace {

const auto row = *wire::parse_object(R"({
  "price": "-97200", "padded": "  0000000001 ", "rate": " 0.00", "plus": "+0.65", "comma": "20,190",
  "doubled": "--23722054", "blank": "   ", "empty": "", "nothing": null, "number": 86400, "word": "abc",
  "fraction": "10.00000000", "list": [1], "day": "20261120", "no_day": "00000000", "time": "101530",
  "stamp": "2026-11-22 08:12:44", "compact": "20261122081244", "yes": "Y", "no": "n", "other": "X"})");

}  // namespace

TEST_CASE("text is trimmed, and what is missing, null or a container is empty") {
  CHECK(wire::text(row, "padded") == "0000000001");
  CHECK(wire::text(row, "number") == "86400");
  for (const auto* name : {"blank", "empty", "nothing", "list", "absent"})
    CHECK(wire::text(row, name).empty());
  CHECK(wire::first_text(row, {"absent", "blank", "word", "price"}) == "abc");
  CHECK(wire::first_text(row, {"absent"}).empty());
}

TEST_CASE("numbers are read in all the brokers' spellings, and never guessed") {
  CHECK(wire::decimal(row, "price") == Decimal(-97200));
  CHECK(wire::magnitude(row, "price") == Decimal(97200));
  CHECK(wire::decimal(row, "rate") == Decimal(0));
  CHECK(wire::decimal(row, "plus") == Decimal(65, 2));
  CHECK(wire::decimal(row, "comma") == Decimal(20190));
  CHECK(wire::decimal(row, "doubled") == Decimal(-23722054));
  CHECK(wire::integer(row, "padded") == 1);
  CHECK(wire::integer(row, "fraction") == 10);
  CHECK(wire::integer(row, "number") == 86400);
  for (const auto* name : {"blank", "empty", "nothing", "list", "absent", "word"}) {
    CHECK_FALSE(wire::decimal(row, name));
    CHECK_FALSE(wire::magnitude(row, name));
    CHECK_FALSE(wire::integer(row, name));
    CHECK(wire::integer_or_zero(row, name) == 0);
  }
}

TEST_CASE("days and times are Korean, and days that do not exist are absent") {
  CHECK(to_iso(wire::date(row, "day").value()) == "2026-11-20");
  CHECK_FALSE(wire::date(row, "no_day"));
  CHECK(to_rfc3339_kst(wire::timestamp(row, "day", "time").value()) == "2026-11-20T10:15:30+09:00");
  CHECK(to_rfc3339_kst(wire::timestamp(row, "day", "absent").value()) == "2026-11-20T00:00:00+09:00");
  CHECK(wire::timestamp(row, "stamp") == wire::timestamp(row, "compact"));
  CHECK_FALSE(wire::timestamp(row, "word"));
}

TEST_CASE("flags are yes, no or absent") {
  CHECK(wire::flag(row, "yes") == true);
  CHECK(wire::flag(row, "no") == false);
  CHECK_FALSE(wire::flag(row, "other"));
  CHECK_FALSE(wire::flag(row, "empty"));
}

TEST_CASE("a container may be an object, an array, a blank or nothing, in either letter case") {
  const auto body = *wire::parse_object(
      R"({"Output1": {"a": "1"}, "output2": [{"a": "2"}, "stray", {"a": "3"}], "output3": "", "output4": null})");
  REQUIRE(wire::rows(body, "output1").size() == 1);
  CHECK(wire::text(*wire::first_row(body, "output1"), "a") == "1");
  REQUIRE(wire::rows(body, "output2").size() == 2);
  CHECK(wire::text(*wire::rows(body, "output2")[1], "a") == "3");
  for (const auto* name : {"output3", "output4", "output5"}) {
    CHECK(wire::rows(body, name).empty());
    CHECK(wire::first_row(body, name) == nullptr);
  }
}

TEST_CASE("a body that is not an object of sane depth is refused") {
  CHECK_FALSE(wire::parse_object(""));
  CHECK_FALSE(wire::parse_object("[]"));
  CHECK_FALSE(wire::parse_object("{\"a\":"));
  CHECK_FALSE(wire::parse_object("{\"a\":\"\xB0\xA1\"}"));
  CHECK_FALSE(wire::parse_object("{\"a\":" + std::string(100, '[') + std::string(100, ']') + "}"));
  CHECK(wire::parse_object("{}"));
}

TEST_CASE("names of brokers, venues and intervals read back as themselves") {
  for (const auto id : {BrokerId::kis, BrokerId::kiwoom}) CHECK(parse_broker_id(to_string(id)) == id);
  for (const auto basis : {Basis::krx, Basis::nxt, Basis::combined})
    CHECK(parse_basis(to_string(basis)) == basis);
  for (const auto interval :
       {Interval::minute, Interval::day, Interval::week, Interval::month, Interval::year})
    CHECK(parse_interval(to_string(interval)) == interval);
  CHECK(parse_basis("krx") == Basis::krx);
  CHECK_FALSE(parse_broker_id("nobody"));
  CHECK_FALSE(parse_interval(""));
}
