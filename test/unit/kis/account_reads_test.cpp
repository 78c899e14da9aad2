// Orders, buying power and realised profit: what is asked, and what is read from the answer.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "market_samples.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::OrdersRequest;
using broker::Side;
using kbroker::test::header_of;
using kbroker::test::run;

namespace {

OrdersRequest days(std::string_view from, std::string_view to) {
  OrdersRequest request;
  request.from = *parse_date(from);
  request.to = *parse_date(to);
  return request;
}

}  // namespace

TEST_CASE("orders gather over pages, newest first") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::orders, {{"tr_cont", "F"}});
  bench.reply(sample::more_orders, {{"tr_cont", "E"}});
  const auto request = days("20261120", "20261120");
  const auto list = run(bench.open()->account_reads().orders(request, bench.within()));
  REQUIRE(list.has_value());
  REQUIRE(list->value.orders.size() == 2);
  const auto& open = list->value.orders[0];
  CHECK(open.number == "0000117057");
  CHECK(open.side == Side::buy);
  CHECK(open.open());
  CHECK(open.remaining == Decimal(6));
  CHECK(open.price == Decimal(97'000));
  CHECK(to_rfc3339_kst(open.time) == "2026-11-20T10:16:12+09:00");
  const auto& done = list->value.orders[1];
  CHECK(done.side == Side::sell);
  CHECK_FALSE(done.open());
  CHECK_FALSE(done.price);  // at the market
  CHECK(done.original_number.empty());
  CHECK(done.filled_amount == Decimal(765'000));
  CHECK_FALSE(list->value.more);
  const auto& second = bench.transport->requests().back();
  CHECK(header_of(second, "tr_id") == "TTTC0081R");
  CHECK(header_of(second, "tr_cont") == "N");
  CHECK(second.url.find("EXCG_ID_DVSN_CD=ALL") != std::string::npos);
  // The context goes back as it came, blanks included.
  CHECK(second.url.ends_with("CTX_AREA_NK100=117057%20%20%20"));
}

TEST_CASE("orders older than three months are a call of their own") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::more_orders);
  bench.reply(sample::more_orders);
  const auto request = days("20260701", "20261120");
  REQUIRE(run(bench.open()->account_reads().orders(request, bench.within())).has_value());
  const auto requests = bench.transport->requests();
  REQUIRE(requests.size() == 3);
  CHECK(header_of(requests[1], "tr_id") == "VTTC0081R");
  CHECK(requests[1].url.find("INQR_STRT_DT=20260820&INQR_END_DT=20261120") != std::string::npos);
  CHECK(requests[1].url.find("EXCG_ID_DVSN_CD=KRX") != std::string::npos);
  CHECK(header_of(requests[2], "tr_id") == "VTSC9215R");
  CHECK(requests[2].url.find("INQR_STRT_DT=20260701&INQR_END_DT=20260819") != std::string::npos);
}

TEST_CASE("an answer without the list of orders is a failure, not an empty list") {
  Bench bench("real");
  bench.token();
  for (int i = 0; i < 3; ++i) bench.reply(R"({"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})");
  const auto request = days("20261120", "20261120");
  CHECK(run(bench.open()->account_reads().orders(request, bench.within())).error().code ==
        Errc::broker_error);
}

TEST_CASE("buying power is asked with the margin rate at the market and with the price at a limit") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::buying_power);
  broker::BuyingPowerRequest request;
  request.code = "005930";
  std::string expected = "ORD_UNPR=&ORD_DVSN=01";
  SECTION("at the market") {}
  SECTION("at a limit") {
    request.price = Decimal(97'000);
    expected = "ORD_UNPR=97000&ORD_DVSN=00";
  }
  const auto power = run(bench.open()->account_reads().buying_power(request, bench.within()));
  REQUIRE(power.has_value());
  CHECK(power->value.cash == Decimal(4'147'980));
  CHECK(power->value.quantity == Decimal(32));
  CHECK(power->value.max_quantity == Decimal(81));
  CHECK(power->value.price == Decimal(127'400));
  CHECK(bench.transport->requests().back().url.find(expected) != std::string::npos);
}

TEST_CASE("realised profit is of sales, totals of the whole period") {
  Bench bench("real");
  bench.config.account_environment = broker::Environment::real;
  bench.token();
  bench.reply(sample::realized);
  const auto profit = run(bench.open()->account_reads().realized_profit(
      broker::Section::domestic, *parse_date("20261101"), *parse_date("20261120"), bench.within()));
  REQUIRE(profit.has_value());
  CHECK(profit->value.profit == Decimal(265'530));
  CHECK(profit->value.taxes == Decimal(1'832));
  REQUIRE(profit->value.trades.size() == 1);
  CHECK(profit->value.trades[0].code == "005930");
  CHECK(profit->value.trades[0].profit_rate == Decimal(3'726, 2));
}

TEST_CASE("a paper account has no realised profit and says so without a call") {
  Bench bench("paper");
  const auto profit = run(bench.open()->account_reads().realized_profit(
      broker::Section::domestic, *parse_date("20261101"), *parse_date("20261120"), bench.within()));
  CHECK(profit.error().code == Errc::not_on_paper);
  CHECK(bench.transport->requests().empty());
}
