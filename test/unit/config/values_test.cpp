// Durations, sizes, numbers and placeholders as people write them.
#include "values.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace kbroker::config;
using namespace std::chrono_literals;

TEST_CASE("a duration needs a unit") {
  CHECK(parse_duration("250ms") == 250ms);
  CHECK(parse_duration("300s") == 300s);
  CHECK(parse_duration("15m") == 15min);
  CHECK(parse_duration(" 4 h ") == 4h);
  CHECK(parse_duration("2d") == 48h);
  const auto wrong = GENERATE("", "300", "s", "-5s", "1.5s", "5 minutes", "99999999999999999999s",
                              "9223372036854775807h", "5S");
  CHECK_FALSE(parse_duration(wrong));
}

TEST_CASE("a duration is shown with its largest whole unit and reads back the same") {
  CHECK(print_duration(300s) == "5m");
  CHECK(print_duration(75s) == "75s");
  CHECK(print_duration(0ms) == "0s");
  const auto value = GENERATE(0ms, 1ms, 999ms, 1000ms, 90'000ms, 3'600'000ms, 86'400'000ms, 86'400'001ms);
  CHECK(parse_duration(print_duration(value)) == value);
}

TEST_CASE("a size is bytes or has a binary unit") {
  CHECK(parse_size("4MiB") == 4u * 1024 * 1024);
  CHECK(parse_size("16 KiB") == 16u * 1024);
  CHECK(parse_size("512") == 512u);
  CHECK(parse_size("1GiB") == 1024u * 1024 * 1024);
  CHECK(print_size(4 * 1024 * 1024) == "4MiB");
  CHECK(print_size(1000) == "1000B");
  const auto wrong =
      GENERATE("", "4MB", "MiB", "-1", "1e6", "99999999999999999999GiB", "9223372036854775807GiB");
  CHECK_FALSE(parse_size(wrong));
}

TEST_CASE("numbers are decimal and finite") {
  CHECK(parse_number("0.5") == 0.5);
  CHECK(parse_number("20") == 20.0);
  const auto wrong = GENERATE("", "nan", "inf", "0x10", "1,5", "1.5s");
  CHECK_FALSE(parse_number(wrong));
}

TEST_CASE("booleans are words or digits in any case") {
  CHECK(parse_boolean("True") == true);
  CHECK(parse_boolean("on") == true);
  CHECK(parse_boolean("0") == false);
  CHECK(parse_boolean("No") == false);
  CHECK_FALSE(parse_boolean("maybe"));
  CHECK_FALSE(parse_boolean(""));
}

TEST_CASE("a value in a message is short and on one line") {
  CHECK(shown("a\nb") == R"("a\nb")");
  CHECK(shown(std::string(500, 'x')).size() < 60);
}
