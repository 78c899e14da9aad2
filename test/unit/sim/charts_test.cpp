// Charts: days, longer periods and minutes agree with one another and with the quote.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "candles.hpp"
#include "sim_world.hpp"
#include "trading_calendar.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;

namespace {

Date day(std::string_view text) {
  return *parse_date(text);
}

}  // namespace

TEST_CASE("the newest day is the quote and the day before closed at its base price") {
  const Exchange exchange(42, 1, master());
  const auto time = GENERATE("090000", "090001", "101530", "152500", "153000", "200000");
  const auto now = kst("20261120", time);
  const auto venue = GENERATE(Venue::krx, Venue::nxt, Venue::combined);
  const auto samsung = *exchange.find("005930");
  const auto quote = exchange.quote(samsung, now, venue);
  const auto rows = chart(exchange, samsung, Period::day, day("20260101"), day("20261120"), 100, now, venue);
  REQUIRE(rows.size() == 100);
  CHECK(rows[0].candle.date == day("20261120"));
  CHECK(rows[0].candle.close == quote.price());
  CHECK(rows[0].candle.high == quote.today.high);
  CHECK(rows[0].candle.volume == quote.today.volume);
  CHECK(rows[0].previous_close == quote.base);
  CHECK(rows[1].candle.close == quote.base);
  CHECK(rows[1].candle.volume == quote.yesterday.volume);
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    CHECK(rows[i].previous_close == rows[i + 1].candle.close);
    CHECK(rows[i].candle.date > rows[i + 1].candle.date);
  }
}

TEST_CASE("weeks, months and years are made of their days") {
  const Exchange exchange(42, 1, master());
  const auto now = kst("20261120", "101530");
  const auto samsung = *exchange.find("005930");
  const auto period = GENERATE(Period::week, Period::month, Period::year);
  const auto days = chart(exchange, samsung, Period::day, first_listed_day, day("20261120"), 10'000, now);
  const auto rows = chart(exchange, samsung, period, first_listed_day, day("20261120"), 10'000, now);
  std::size_t next = 0;
  for (const auto& row : rows) {
    REQUIRE(next < days.size());
    CHECK(row.candle.close == days[next].candle.close);
    std::int64_t high = 0, low = days[next].candle.low, volume = 0;
    Date first{};
    for (; next < days.size() && days[next].candle.date >= row.candle.date; ++next) {
      high = std::max(high, days[next].candle.high);
      low = std::min(low, days[next].candle.low);
      volume += days[next].candle.volume;
      first = days[next].candle.date;
    }
    CHECK(row.candle.date == first);
    CHECK(row.candle.high == high);
    CHECK(row.candle.low == low);
    CHECK(row.candle.volume == volume);
    CHECK(row.candle.open == days[next - 1].candle.open);
  }
  CHECK(next == days.size());
}

TEST_CASE("a range that ends inside a period shows the whole period once and pages go on before it") {
  const Exchange exchange(42, 1, master());
  const auto now = kst("20261120", "160000");
  const auto samsung = *exchange.find("005930");
  const auto all = chart(exchange, samsung, Period::month, day("20250101"), day("20261120"), 100, now);
  const auto inside = chart(exchange, samsung, Period::month, day("20250101"), day("20260915"), 100, now);
  REQUIRE(inside.size() == 21);
  CHECK(inside[0].candle.date == day("20260901"));
  CHECK(inside[0].candle.close == all[2].candle.close);
  CHECK(inside[0].candle.volume == all[2].candle.volume);
  const auto before =
      chart(exchange, samsung, Period::month, day("20250101"), add_days(inside[0].candle.date, -1), 100, now);
  CHECK(before[0].candle.date == inside[1].candle.date);
}

TEST_CASE("no chart reaches before the first listed day or into the future") {
  const Exchange exchange(42, 1, master());
  const auto now = kst("20261120", "101530");
  const auto samsung = *exchange.find("005930");
  CHECK(chart(exchange, samsung, Period::day, day("19000101"), day("20091231"), 100, now).empty());
  const auto rows = chart(exchange, samsung, Period::day, day("20261119"), day("20300101"), 100, now);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].candle.date == day("20261120"));
}

TEST_CASE("the minutes of a day add up to it") {
  const Exchange exchange(42, 1, master());
  const auto time = GENERATE("093017", "151959", "152500", "153000", "180000");
  const auto venue = GENERATE(Venue::krx, Venue::combined);
  const auto minutes = GENERATE(1, 5, 60);
  const auto now = kst("20261120", time);
  const auto samsung = *exchange.find("005930");
  const auto quote = exchange.quote(samsung, now, venue);
  const auto bars =
      minute_bars(exchange, samsung, minutes, {day("20261120"), session_close}, 1'000, now, true, venue);
  REQUIRE_FALSE(bars.empty());
  std::int64_t volume = 0, high = 0, low = bars[0].candle.low;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    volume += bars[i].candle.volume;
    high = std::max(high, bars[i].candle.high);
    low = std::min(low, bars[i].candle.low);
    if (i > 0) CHECK(bars[i].begin < bars[i - 1].begin);
  }
  CHECK(bars.back().begin == session_open);
  CHECK(bars.front().candle.close == quote.price());
  CHECK(bars.front().candle.value == quote.today.value);
  CHECK(high == quote.today.high);
  CHECK(low == quote.today.low);
  // Each bar of a venue's share is rounded down on its own.
  CHECK(volume <= quote.today.volume);
  CHECK(quote.today.volume - volume <= static_cast<std::int64_t>(venue == Venue::krx ? 0 : bars.size()));
}

TEST_CASE("minutes of the days before follow unless one day is wanted") {
  const Exchange exchange(42, 1, master());
  const auto now = kst("20261120", "090230");
  const auto samsung = *exchange.find("005930");
  CHECK(minute_bars(exchange, samsung, 1, {day("20261120"), session_close}, 10, now, true).size() == 3);
  const auto bars = minute_bars(exchange, samsung, 1, {day("20261120"), session_close}, 10, now, false);
  REQUIRE(bars.size() == 10);
  CHECK(bars[3].candle.date == day("20261119"));
  CHECK(bars[3].begin == session_close);
  CHECK(bars[4].begin == continuous_end - 60);
}
