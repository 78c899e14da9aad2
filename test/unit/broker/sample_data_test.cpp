#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/sample_data.hpp"

using namespace kbroker;
using namespace kbroker::broker;
using namespace std::chrono_literals;

namespace {

const auto friday = *parse_kst("20261120", "103015");

History history(Interval interval, std::size_t count) {
  HistoryRequest request;
  request.code = "005930";
  request.interval = interval;
  request.count = count;
  return sample_history(request, friday);
}

}  // namespace

TEST_CASE("the same code gives the same figures all day, other codes and days give others") {
  const auto quote = sample_quote("005930", Basis::krx, friday);
  const auto later = sample_quote("005930", Basis::krx, friday + 3h);
  CHECK(quote.price == later.price);
  CHECK(quote.volume == later.volume);
  CHECK(sample_quote("000660", Basis::krx, friday).price != quote.price);
  bool changes = false;
  for (int day = 1; day <= 4; ++day)
    changes = changes || sample_quote("005930", Basis::krx, friday - day * 24h).price != quote.price;
  CHECK(changes);
}

TEST_CASE("a sample quote fits together") {
  for (const auto* code : {"005930", "000660", "0156T0", "A", "Q530031"}) {
    const auto quote = sample_quote(code, Basis::combined, friday);
    CHECK(quote.code == code);
    CHECK(quote.basis == Basis::combined);
    CHECK(quote.price > Decimal(0));
    CHECK(quote.price - *quote.previous_close == quote.change);
    CHECK(*quote.low <= quote.price);
    CHECK(quote.price <= *quote.high);
    CHECK(quote.change_rate.abs() < Decimal(30));
  }
}

TEST_CASE("the newest day of the chart is the quote") {
  const auto quote = sample_quote("005930", Basis::krx, friday);
  const auto chart = history(Interval::day, 30);
  REQUIRE(chart.candles.size() == 30);
  CHECK(chart.candles.back().close == quote.price);
  CHECK(chart.candles.back().time == start_of_day_kst(date_kst(friday)));
  CHECK_FALSE(chart.candles.back().final);
  CHECK(chart.candles.front().final);
}

TEST_CASE("charts are oldest first, without weekends, in every interval") {
  for (const auto interval :
       {Interval::minute, Interval::day, Interval::week, Interval::month, Interval::year}) {
    INFO(to_string(interval));
    const auto chart = history(interval, 40);
    REQUIRE(chart.candles.size() == 40);
    for (std::size_t i = 1; i < chart.candles.size(); ++i)
      CHECK(chart.candles[i - 1].time < chart.candles[i].time);
    for (const auto& candle : chart.candles) {
      CHECK(candle.low <= candle.open);
      CHECK(candle.close <= candle.high);
      if (interval == Interval::day || interval == Interval::minute)
        CHECK_FALSE(is_weekend(date_kst(candle.time)));
    }
  }
}

TEST_CASE("a range is kept, and an absurd one ends") {
  HistoryRequest request;
  request.code = "005930";
  request.from = *parse_date("20261109");
  request.to = *parse_date("20261113");
  CHECK(sample_history(request, friday).candles.size() == 5);
  request.to = std::chrono::year{1500} / std::chrono::January / 1;
  request.from.reset();
  CHECK(sample_history(request, friday).candles.empty());
  request.to.reset();
  request.interval = Interval::year;
  request.count = 1'000'000;
  CHECK(sample_history(request, friday).candles.size() < 100);
}
