// The ways people write an overseas instrument.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/broker/overseas.hpp"

using namespace kbroker::broker;

TEST_CASE("one spelling for each overseas instrument") {
  for (const auto& [written, code] :
       {std::pair("NASDAQ:AAPL", "NASDAQ:AAPL"), std::pair("nasdaq:aapl", "NASDAQ:AAPL"),
        std::pair("NAS:AAPL", "NASDAQ:AAPL"), std::pair("AAPL.O", "NASDAQ:AAPL"),
        std::pair(" AAPL.US ", "US:AAPL"), std::pair("US:BRK.B", "US:BRK/B"), std::pair("BRK.A", "US:BRK/A"),
        std::pair("brk-b", "US:BRK/B"), std::pair("BRK/B", "US:BRK/B"), std::pair("NYSE:BRK.B", "NYSE:BRK/B"),
        std::pair("HEI.A", "US:HEI/A"), std::pair("7203.T", "TSE:7203"), std::pair("TYO:7203", "TSE:7203"),
        std::pair("00700.HK", "HKEX:00700"), std::pair("700.HK", "HKEX:00700"),
        std::pair("600519.SS", "SSE:600519"), std::pair("300750.SZ", "SZSE:300750"),
        std::pair("VNM.VN", "HOSE:VNM"), std::pair("SHS.HN", "HNX:SHS")}) {
    INFO(written);
    const auto parsed = parse_overseas(written);
    REQUIRE(parsed);
    CHECK(parsed->text() == code);
    CHECK(is_overseas(parsed->text()));
    CHECK(parse_overseas(parsed->text())->text() == code);
  }
}

TEST_CASE("what names no overseas exchange is left to others") {
  for (const auto* text :
       {"", "AAPL", "005930", "삼성전자", "KOSPI:005930", "NASDAQ:", "NASDAQ:AA PL", ".T",
        "NASDAQ:AAPL&EXCD=NYS", "BRK.BX", "S-OIL", "005930.KS", "A.1", "NASDAQ:ABCDEFGHIJKLM"}) {
    INFO(text);
    CHECK_FALSE(parse_overseas(text));
  }
}

TEST_CASE("a ticker without its exchange means the one of any exchange of the United States") {
  CHECK(is_meant("NASDAQ:AAPL", ""));
  CHECK(is_meant("NASDAQ:AAPL", "NASDAQ:AAPL"));
  CHECK(is_meant("NASDAQ:AAPL", "US:AAPL"));
  CHECK_FALSE(is_meant("NASDAQ:AAPL", "NYSE:AAPL"));
  CHECK_FALSE(is_meant("TSE:7203", "US:7203"));
  CHECK_FALSE(is_meant("005930", "US:AAPL"));
}
