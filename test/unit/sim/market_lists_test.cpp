// Lists, indices, orders and overseas prices of the simulator agree with its other answers.
#include <catch2/catch_test_macros.hpp>

#include "investors.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "ledger.hpp"
#include "market_index.hpp"
#include "overseas_market.hpp"
#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;

namespace {

const auto friday_noon = kst("20261120", "120000");
const auto friday_evening = kst("20261120", "180000");

Ledger ledger_of(const Market& market) {
  return {market.exchange, market.account.instruments()};
}

}  // namespace

TEST_CASE("net purchases of a day add up to nothing and differ from day to day") {
  const Market market;
  const auto samsung = *market.exchange.find("005930");
  std::int64_t last = 0;
  for (const auto* day : {"20261118", "20261119", "20261120"}) {
    const auto net = net_purchases(samsung, market.exchange.day(samsung, *parse_date(day)).candle());
    CHECK(net.individual + net.foreign + net.institution == 0);
    CHECK(net.foreign != last);
    last = net.foreign;
  }
}

TEST_CASE("an index lies between its low and high and ends where its shares end") {
  // The listed instruments are those of the shipped master.
  const Exchange exchange(
      42, 1,
      std::make_shared<const catalog::SymbolMaster>(
          catalog::parse_master(catalog::Market::kospi, catalog::sample_master_file(catalog::Market::kospi))
              ->symbols));
  const auto kospi = MarketIndex::find("0001");
  REQUIRE(kospi);
  const auto noon = kospi->now(exchange, friday_noon);
  CHECK(noon.low <= noon.close);
  CHECK(noon.close <= noon.high);
  CHECK(noon.advancing + noon.declining + noon.unchanged > 20);
  const auto evening = kospi->now(exchange, friday_evening);
  CHECK(evening.close == kospi->on(exchange, *parse_date("20261120")).close);
  CHECK(evening.previous_close == kospi->on(exchange, *parse_date("20261119")).close);
  CHECK_FALSE(MarketIndex::find("9999"));
}

TEST_CASE("the ledger trades at prices of its day and leaves the holdings alone") {
  const Market market;
  const auto ledger = ledger_of(market);
  const auto from = *parse_date("20261001"), to = *parse_date("20261120");
  const auto trades = ledger.trades(from, to, friday_noon);
  REQUIRE(trades.size() >= 6);
  std::int64_t bought = 0, sold = 0;
  for (const auto& order : ledger.orders(from, to, friday_noon)) {
    if (order.filled == 0) continue;
    const auto day = market.exchange.day(order.instrument, order.date).candle();
    CHECK(order.fill_price >= day.low);
    CHECK(order.fill_price <= day.high);
    (order.buy ? bought : sold) += order.filled * order.fill_price;
  }
  std::int64_t profit = 0, costs = 0;
  for (const auto& trade : trades) {
    profit += trade.profit();
    costs += trade.fee + trade.tax;
  }
  CHECK(profit == sold - bought - costs);
  CHECK(ledger.orders(from, to, friday_noon).front().date == to);  // newest first
}

TEST_CASE("one order waits through the session, holds cash back and is gone after it") {
  const Market market;
  const auto ledger = ledger_of(market);
  const auto day = *parse_date("20261120");
  const auto waiting = ledger.orders(day, day, friday_noon);
  REQUIRE(waiting.size() == 1);
  CHECK(waiting[0].remaining() == 5);
  CHECK(waiting[0].price < market.exchange.day(waiting[0].instrument, day).candle().low);
  CHECK(ledger.reserved(friday_noon) == 5 * waiting[0].price);
  const auto over = ledger.orders(day, day, friday_evening);
  CHECK(over.at(0).remaining() == 0);
  CHECK(over.at(0).number == waiting[0].number);
  CHECK(ledger.reserved(friday_evening) == 0);
  CHECK(ledger.orders(day, day, kst("20261120", "090000")).empty());
}

TEST_CASE("every sector has an index of its own shares of the shipped master") {
  ManualClock clock(friday_noon);
  const Exchange exchange(42, 1, catalog::MasterLoader({}, clock, {}).current());
  for (const auto code : {"0002", "0005", "0008", "0009", "0011", "0012", "0013", "0015", "0016", "0017",
                          "0018", "0019", "0020", "0021", "0024", "0025", "1024", "1028"}) {
    INFO(code);
    const auto index = MarketIndex::find(code);
    REQUIRE(index);
    const auto day = index->now(exchange, friday_noon);
    CHECK(day.close > Decimal());
    CHECK(day.low <= day.close);
    CHECK(day.close <= day.high);
  }
  CHECK(MarketIndex::find("0013")->holds(*exchange.find("005930")));
  CHECK_FALSE(MarketIndex::find("0013")->holds(*exchange.find("005380")));
  CHECK_FALSE(MarketIndex::find("0099"));
}

TEST_CASE("overseas shares of the shipped list trade on their own exchange alone, others nowhere") {
  CHECK(OverseasStock::find("NAS", "AAPL", 42)->name() == "Apple Inc.");
  CHECK_FALSE(OverseasStock::find("NYS", "AAPL", 42));
  CHECK(OverseasStock::find("TSE", "7203", 42)->currency() == "JPY");
  for (const auto symbol : {"ABCD", "KOSPI", "BRK.B", "애플", ""})
    CHECK_FALSE(OverseasStock::find("NAS", symbol, 42));
}
