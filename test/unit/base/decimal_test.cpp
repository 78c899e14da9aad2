#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/decimal.hpp"

using kbroker::Decimal;

TEST_CASE("decimals read what brokers send") {
  struct Row {
    const char* text;
    const char* expected;
  };
  for (const auto& row :
       {Row{"71250.8333", "71250.8333"}, Row{"-0.39", "-0.39"}, Row{"+0.65", "0.65"}, Row{" 0.00", "0"},
        Row{"0000000001", "1"}, Row{"20,190", "20190"}, Row{"-8700", "-8700"}, Row{"0.00000000", "0"},
        Row{"000000017598258", "17598258"}, Row{"-.5", "-0.5"}}) {
    INFO(row.text);
    REQUIRE(Decimal::parse(row.text));
    CHECK(Decimal::parse(row.text)->to_string() == row.expected);
  }
}

TEST_CASE("what is not a number is not read as one") {
  for (const char* text :
       {"", " ", "-", "+", ".", "1.2.3", "abc", "1e5", "--5", "12345678901234567890", ",1", "1 2"}) {
    INFO(text);
    CHECK_FALSE(Decimal::parse(text));
  }
}

TEST_CASE("decimal arithmetic is exact") {
  CHECK((Decimal(1, 1) + Decimal(2, 1)).to_string() == "0.3");
  CHECK((Decimal(100) - Decimal(1, 2)).to_string() == "99.99");
  CHECK((Decimal(15, 1) * Decimal(-4)).to_string() == "-6");
  CHECK(Decimal::divide(Decimal(1), Decimal(3), 4).to_string() == "0.3333");
  CHECK(Decimal::divide(Decimal(-3113900), Decimal(8550100), 4).to_string() == "-0.3642");
  CHECK(Decimal(125, 2).rounded(1).to_string() == "1.3");
  CHECK(Decimal(10, 1) == Decimal(1));
  CHECK(Decimal(-1) < Decimal(1, 3));
  CHECK_THROWS(Decimal(1'000'000'000'000'000'000) + Decimal(9'000'000'000'000'000'000));
}

TEST_CASE("thousands are separated") {
  CHECK(kbroker::with_thousands(Decimal(97200)) == "97,200");
  CHECK(kbroker::with_thousands(Decimal(-800)) == "-800");
  CHECK(kbroker::with_thousands(Decimal(-1234567)) == "-1,234,567");
  CHECK(kbroker::with_thousands(Decimal(12345, 1)) == "1,234.5");
  CHECK(kbroker::with_thousands(Decimal(0)) == "0");
}
