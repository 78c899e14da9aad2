// Prices: repeatable, on the grid, inside the band, moving in the session and still outside it.
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sim_world.hpp"
#include "trading_calendar.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;

namespace {

std::vector<std::int64_t> prices(std::uint64_t seed, double speed = 1) {
  const Exchange exchange(seed, speed, master());
  std::vector<std::int64_t> out;
  for (const auto code : {"005930", "000660", "069500"})
    for (int minute = 0; minute < 380; minute += 10)
      out.push_back(
          exchange.quote(*exchange.find(code), kst("20261120", "090000") + std::chrono::minutes(minute))
              .price());
  return out;
}

}  // namespace

TEST_CASE("the same seed gives the same prices and another seed others") {
  CHECK(prices(42) == prices(42));
  CHECK(prices(42) != prices(43));
}

TEST_CASE("speed changes the way between opening and close but neither of them") {
  CHECK(prices(42, 1) != prices(42, 20));
  const Exchange slow(42, 1, master()), fast(42, 20, master());
  const auto at = kst("20261120", "160000");
  const auto a = slow.quote(*slow.find("005930"), at).today, b = fast.quote(*fast.find("005930"), at).today;
  CHECK(a.open == b.open);
  CHECK(a.high == b.high);
  CHECK(a.low == b.low);
  CHECK(a.close == b.close);
  CHECK(a.volume == b.volume);
}

TEST_CASE("prices move during the session and stand still outside it") {
  const Exchange exchange(42, 1, master());
  const auto samsung = *exchange.find("005930");
  std::set<std::int64_t> seen;
  for (int second = 0; second < 3600; second += 3)
    seen.insert(exchange.quote(samsung, kst("20261120", "100000") + std::chrono::seconds(second)).price());
  CHECK(seen.size() > 5);

  const auto close = exchange.quote(samsung, kst("20261120", "153000"));
  for (const auto& [day, time] : {std::pair{"20261120", "235959"},
                                  {"20261121", "101530"},
                                  {"20261122", "120000"},
                                  {"20261123", "085959"}}) {
    const auto later = exchange.quote(samsung, kst(day, time));
    CHECK(later.price() == close.price());
    CHECK(later.today.volume == close.today.volume);
    CHECK(later.base == close.base);
  }
  CHECK(exchange.quote(samsung, kst("20261123", "090000")).base == close.price());
}

TEST_CASE("every price of a day is on the grid and inside the band") {
  const Exchange exchange(7, 1, master());
  for (const auto code : {"005930", "000660", "035720", "069500", "247540", "112190", "900000", "900059"}) {
    const auto instrument = *exchange.find(code);
    Date date{std::chrono::year{2024}, std::chrono::January, std::chrono::day{2}};
    for (int days = 0; days < 700; ++days, date = trading_day_on_or_after(add_days(date, 1))) {
      const auto day = exchange.day(instrument, date);
      const auto candle = day.candle();
      INFO(code << " " << to_iso(date));
      REQUIRE(candle.low >= day.band().lower);
      REQUIRE(candle.high <= day.band().upper);
      REQUIRE(candle.low <= std::min(candle.open, candle.close));
      REQUIRE(candle.high >= std::max(candle.open, candle.close));
      for (const auto price : {candle.open, candle.high, candle.low, candle.close})
        REQUIRE(price % tick_size(price, instrument.fund) == 0);
      REQUIRE(candle.volume > 0);
    }
  }
}

TEST_CASE("the range so far widens, the volume and the traded value grow, until they are the day's") {
  const Exchange exchange(42, 1, master());
  const auto code = GENERATE("005930", "000660", "069500", "900031");
  const auto day = exchange.day(*exchange.find(code),
                                Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{20}});
  Candle before = day.candle_at(session_open);
  for (int second = session_open + 60; second <= session_close; second += 60) {
    const Candle now = day.candle_at(second);
    INFO(code << " " << second);
    REQUIRE(now.open == before.open);
    REQUIRE(now.high >= before.high);
    REQUIRE(now.low <= before.low);
    REQUIRE(now.high >= now.close);
    REQUIRE(now.low <= now.close);
    REQUIRE(now.volume >= before.volume);
    REQUIRE(now.value >= before.value);
    REQUIRE(now.value >= now.low * now.volume);
    REQUIRE(now.value <= now.high * now.volume);
    before = now;
  }
  const Candle whole_day = day.candle();
  CHECK(before.high == whole_day.high);
  CHECK(before.low == whole_day.low);
  CHECK(before.volume == whole_day.volume);
  CHECK(before.close == whole_day.close);
}

TEST_CASE("ticks and bands follow the rules of KRX") {
  CHECK(tick_size(1'999, false) == 1);
  CHECK(tick_size(2'000, false) == 5);
  CHECK(tick_size(97'200, false) == 100);
  CHECK(tick_size(500'000, false) == 1'000);
  CHECK(tick_size(38'120, true) == 5);
  CHECK(price_band(98'000, 30, false).upper == 127'400);
  CHECK(price_band(98'000, 30, false).lower == 68'600);
  CHECK(tick_below(200'000, false) == 199'900);
  CHECK(tick_above(199'900, false) == 200'000);
}

TEST_CASE("the exchange rests on weekends and fixed holidays") {
  const auto day = [](std::string_view text) { return *parse_date(text); };
  CHECK(is_trading_day(day("20261120")));
  CHECK_FALSE(is_trading_day(day("20261121")));
  CHECK_FALSE(is_trading_day(day("20261225")));
  CHECK_FALSE(is_trading_day(day("20261231")));
  CHECK(session_day(kst("20261123", "085959")) == day("20261120"));
  CHECK(session_day(kst("20261123", "090000")) == day("20261123"));
}

TEST_CASE("the order book stands around the last price and inside the band") {
  const Exchange exchange(42, 1, master());
  const auto now = kst("20261120", "101530");
  for (const auto code : {"005930", "069500", "112190"}) {
    const auto instrument = *exchange.find(code);
    const auto quote = exchange.quote(instrument, now);
    const auto book = exchange.order_book(instrument, now);
    CHECK(book.bids[0].price < book.asks[0].price);
    CHECK((book.asks[0].price == quote.price() || book.bids[0].price == quote.price()));
    std::int64_t asks = 0, bids = 0;
    for (std::size_t i = 0; i < 10; ++i) {
      asks += book.asks[i].size;
      bids += book.bids[i].size;
      CHECK(book.asks[i].price <= quote.band.upper);
      CHECK(book.bids[i].price >= quote.band.lower);
      if (i > 0) CHECK(book.asks[i].price > book.asks[i - 1].price);
    }
    CHECK(asks == book.total_ask);
    CHECK(bids == book.total_bid);
  }
}

TEST_CASE("an account is worth its holdings at the quoted prices and its cash") {
  const Market market;
  const auto now = kst("20261120", "143000");
  const auto valuation = market.account.valuation(now);
  REQUIRE(valuation.positions.size() == 5);
  std::int64_t value = 0, cost = 0;
  for (const auto& position : valuation.positions) {
    CHECK(position.price == market.exchange.quote(position.instrument, now).price());
    value += position.price * position.quantity;
    cost += position.cost;
  }
  CHECK(valuation.value == value);
  CHECK(valuation.cost == cost);
  CHECK(valuation.assets() == value + Account::demo_cash);
  CHECK(valuation.profit() == value - cost);
}
