// What a code names, by its form.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/broker/instrument.hpp"

using namespace kbroker::broker;

TEST_CASE("the form of a code tells what it names") {
  const auto kind = [](const char* code) { return kind_of_code(code); };
  for (const char* code :
       {"005930", "0001A0", "Q500001", "069500", "590018", "KR7005930003", "", "1", "삼성전자"})
    CHECK(kind(code) == InstrumentKind::share);
  for (const char* code : {"57LA50", "52K123"}) CHECK(kind(code) == InstrumentKind::elw);
  for (const char* code : {"KR103502GA34", "KR2033022D33", "KR6000001234"})
    CHECK(kind(code) == InstrumentKind::bond);
  for (const char* code : {"101W09", "A01612", "111W09", "175W09"})
    CHECK(kind(code) == InstrumentKind::future);
  for (const char* code : {"201W09300", "301W09300", "B01612300", "C01612300"})
    CHECK(kind(code) == InstrumentKind::option);
  for (const char* code : {"NASDAQ:AAPL", "US:AAPL"}) CHECK(kind(code) == InstrumentKind::overseas);
}

TEST_CASE("product digits tell what a contract is written on") {
  CHECK(underlying_of("101W09") == Underlying::index);
  CHECK(underlying_of("A05612") == Underlying::index);
  CHECK(underlying_of("B09FCW945") == Underlying::index);
  CHECK(underlying_of("BAFBZW970") == Underlying::index);
  CHECK(underlying_of("111W09") == Underlying::stock);
  CHECK(underlying_of("165W09") == Underlying::commodity);
  CHECK(underlying_of("175W09") == Underlying::commodity);
  CHECK(underlying_of("188W09") == Underlying::commodity);
}

TEST_CASE("a code leads to the section of the account that holds it") {
  CHECK(section_of("005930") == Section::domestic);
  CHECK(section_of("57LA50") == Section::domestic);
  CHECK(section_of("HKEX:00700") == Section::overseas);
  CHECK(section_of("KR103502GA34") == Section::bonds);
  CHECK(section_of("201W09300") == Section::derivatives);
}
