// The account on overseas exchanges: what is asked in each environment, and what is read from the answer.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "section_samples.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::Section;
using kbroker::test::header_of;
using kbroker::test::run;

namespace {

broker::OrdersRequest today() {
  broker::OrdersRequest request;
  request.section = Section::overseas;
  request.from = request.to = *parse_date("20261120");
  return request;
}

constexpr std::string_view price =
    R"({"output":{"rsym":"DNASAAPL","zdiv":"4","base":"281.2500","last":"283.1000","sign":"2","diff":"1.8500","rate":"+0.66","tvol":"39220110","tamt":"11087450021"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

}  // namespace

TEST_CASE("overseas holdings are in their currencies, totals in each and in won") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::present_balance);
  const auto read = run(bench.open()->account_reads().positions(Section::overseas, bench.within()));
  REQUIRE(read.has_value());
  const auto& positions = read->value;
  REQUIRE(positions.holdings.size() == 2);  // the padding row is none
  const auto& apple = positions.holdings[0];
  CHECK(apple.code == "NASDAQ:AAPL");
  CHECK(apple.currency == "USD");
  CHECK(apple.quantity == Decimal(10));
  CHECK(apple.average_cost == Decimal(25'205, 2));
  CHECK(apple.value == Decimal(2'831));
  CHECK(apple.profit_loss_rate == Decimal(1'231, 2));
  CHECK(positions.holdings[1].code == "TSE:7203");
  REQUIRE(positions.currencies.size() == 2);
  CHECK(positions.currencies[0].currency == "USD");
  CHECK(positions.currencies[0].cash == Decimal(51'233, 2));
  CHECK(positions.currencies[0].orderable == Decimal(500));
  CHECK(positions.currencies[0].profit_loss == Decimal(3'105, 1));
  CHECK(positions.currencies[1].currency == "JPY");
  CHECK(positions.currencies[1].value == Decimal(318'000));
  CHECK_FALSE(positions.currencies[1].cash);
  CHECK(positions.value == Decimal(7'015'177));
  CHECK(positions.profit_loss == Decimal(692'087));
  const auto& request = bench.transport->requests().back();
  CHECK(header_of(request, "tr_id") == "VTRP6504R");
  CHECK(request.url.ends_with("WCRC_FRCR_DVSN_CD=02&NATN_CD=000&TR_MKET_CD=00&INQR_DVSN_CD=00"));
}

TEST_CASE("overseas holdings never seem to be none by mistake") {
  Bench bench("real");
  bench.token();
  for (int i = 0; i < 3; ++i) bench.reply(R"({"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})");
  const auto read = run(bench.open()->account_reads().positions(Section::overseas, bench.within()));
  CHECK(read.error().code == Errc::broker_error);
}

TEST_CASE("overseas orders are those of the Korean day, whatever day the exchange counts") {
  Bench bench("real");
  bench.config.account_environment = broker::Environment::real;
  bench.token();
  bench.reply(sample::overseas_orders);
  const auto read = run(bench.open()->account_reads().orders(today(), bench.within()));
  REQUIRE(read.has_value());
  const auto& orders = read->value.orders;
  REQUIRE(orders.size() == 2);  // the refused one was yesterday's
  CHECK(orders[0].code == "NASDAQ:AAPL");
  CHECK(orders[0].open());
  CHECK(orders[0].original_number.empty());
  CHECK(to_rfc3339_kst(orders[0].time) == "2026-11-20T09:35:12+09:00");
  CHECK(orders[1].currency == "JPY");
  CHECK(orders[1].side == broker::Side::sell);
  CHECK(orders[1].filled_amount == Decimal(320'500));
  const auto& url = bench.transport->requests().back().url;
  CHECK(url.find("PDNO=%25&ORD_STRT_DT=20261119&ORD_END_DT=20261120") != std::string::npos);
  CHECK(url.find("OVRS_EXCG_CD=%25") != std::string::npos);
}

TEST_CASE("paper knows no wildcards: blanks ask for all, and fills are picked here") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::overseas_orders);
  auto request = today();
  request.from = *parse_date("20261119");
  request.filled = true;
  const auto read = run(bench.open()->account_reads().orders(request, bench.within()));
  REQUIRE(read.has_value());
  REQUIRE(read->value.orders.size() == 1);
  CHECK(read->value.orders[0].code == "TSE:7203");
  const auto& url = bench.transport->requests().back().url;
  CHECK(url.find("PDNO=&ORD_STRT_DT=20261118") != std::string::npos);
  CHECK(url.find("CCLD_NCCS_DVSN=00&OVRS_EXCG_CD=&") != std::string::npos);
}

TEST_CASE("a refused overseas order is told apart from a cancelled one") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::overseas_orders);
  auto request = today();
  request.from = *parse_date("20261119");
  const auto read = run(bench.open()->account_reads().orders(request, bench.within()));
  REQUIRE(read.has_value());
  REQUIRE(read->value.orders.size() == 3);
  CHECK(read->value.orders[2].rejected == Decimal(5));
  CHECK(read->value.orders[2].cancelled.is_zero());
}

TEST_CASE("overseas buying power needs a price: the present one without the caller's") {
  Bench bench("paper");
  bench.token();
  bench.reply(price);
  bench.reply(sample::overseas_power);
  broker::BuyingPowerRequest request;
  request.code = "US:AAPL";
  const auto read = run(bench.open()->account_reads().buying_power(request, bench.within()));
  REQUIRE(read.has_value());
  CHECK(read->value.code == "NASDAQ:AAPL");
  CHECK(read->value.currency == "USD");
  CHECK(read->value.cash == Decimal(51'233, 2));
  CHECK(read->value.quantity == Decimal(1));
  CHECK(read->value.max_quantity == Decimal(11));
  CHECK(read->value.price == Decimal(2'831, 1));
  const auto& url = bench.transport->requests().back().url;
  CHECK(url.ends_with("OVRS_EXCG_CD=NASD&OVRS_ORD_UNPR=283.1&ITEM_CD=AAPL"));
}

TEST_CASE("overseas profit is of each trade in its currency and in won altogether") {
  Bench bench("real");
  bench.config.account_environment = broker::Environment::real;
  bench.token();
  bench.reply(sample::overseas_profit);
  bench.reply(sample::overseas_profit_won);
  const auto read = run(bench.open()->account_reads().realized_profit(
      Section::overseas, *parse_date("20261101"), *parse_date("20261120"), bench.within()));
  REQUIRE(read.has_value());
  REQUIRE(read->value.trades.size() == 1);
  CHECK(read->value.trades[0].code == "NASDAQ:TSLA");
  CHECK(read->value.trades[0].currency == "USD");
  CHECK(read->value.trades[0].profit == Decimal(5'795, 2));
  CHECK(read->value.profit == Decimal(83'448));
  const auto requests = bench.transport->requests();
  CHECK(requests[1].url.find("WCRC_FRCR_DVSN_CD=01") != std::string::npos);
  CHECK(requests[2].url.find("WCRC_FRCR_DVSN_CD=02") != std::string::npos);
}

TEST_CASE("an overseas order book is in the currency of its exchange") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::overseas_order_book);
  const auto read = run(bench.open()->market().order_book("NASDAQ:AAPL", broker::Basis::krx, bench.within()));
  REQUIRE(read.has_value());
  CHECK(read->value.currency == "USD");
  REQUIRE(read->value.asks.size() == 2);
  CHECK(read->value.asks[0].price == Decimal(28'311, 2));
  CHECK(read->value.bids[0].size == 400);
  CHECK(read->value.total_bid == 900);
}
