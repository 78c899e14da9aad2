// Orders, buying power and realised profit of Kiwoom: what is asked, and what is read from the answer.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "read_samples.hpp"

using namespace kbroker;
using namespace kbroker::kiwoom;
using broker::Section;
using kbroker::test::header_of;
using kbroker::test::run;

namespace {

broker::OrdersRequest days(std::string_view from, std::string_view to) {
  broker::OrdersRequest request;
  request.from = *parse_date(from);
  request.to = *parse_date(to);
  return request;
}

}  // namespace

TEST_CASE("orders are asked day by day; the side is in words") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::orders);
  bench.reply(sample::no_orders);
  const auto request = days("20261119", "20261120");
  const auto list = run(bench.open()->account_reads().orders(request, bench.within()));
  REQUIRE(list.has_value());
  const auto& orders = list->value.orders;
  REQUIRE(orders.size() == 3);
  CHECK(orders[0].code == "005930");
  CHECK(orders[0].open());
  CHECK(orders[0].price == Decimal(97'000));
  CHECK(orders[0].original_number.empty());
  CHECK(orders[0].filled_amount == Decimal(388'000));
  CHECK(to_rfc3339_kst(orders[0].time) == "2026-11-20T10:16:12+09:00");
  CHECK(orders[1].side == broker::Side::sell);
  CHECK_FALSE(orders[1].price);  // at the market
  CHECK(orders[2].rejected == Decimal(3));
  const auto requests = bench.transport->requests();
  REQUIRE(requests.size() == 3);
  CHECK(header_of(requests[1], "api-id") == "kt00007");
  CHECK(requests[1].body.find(R"("ord_dt":"20261120")") != std::string::npos);
  CHECK(requests[2].body.find(R"("ord_dt":"20261119")") != std::string::npos);
}

TEST_CASE("weekends are not asked for, and a long period says that there is more") {
  Bench bench("real");
  bench.token();
  for (int i = 0; i < 40; ++i) bench.reply(sample::no_orders);
  const auto kiwoom = bench.open();
  REQUIRE(run(kiwoom->account_reads().orders(days("20261114", "20261115"), bench.within())).has_value());
  CHECK(bench.transport->requests().empty());
  const auto year = run(kiwoom->account_reads().orders(days("20260101", "20261120"), bench.within()));
  REQUIRE(year.has_value());
  CHECK(year->value.more);
}

TEST_CASE("an answer without the list of orders is a failure, not an empty list") {
  Bench bench("real");
  bench.token();
  for (int i = 0; i < 3; ++i) bench.reply(R"({"return_code":0})");
  const auto request = days("20261120", "20261120");
  CHECK(run(bench.open()->account_reads().orders(request, bench.within())).error().code ==
        Errc::broker_error);
}

TEST_CASE("buying power needs a price: the present one without the caller's") {
  Bench bench("paper");
  bench.token();
  broker::BuyingPowerRequest request;
  request.code = "005930";
  SECTION("at the price now") {
    bench.reply(sample::quote);
  }
  SECTION("at a limit") {
    request.price = Decimal(97'200);
  }
  bench.reply(sample::buying_power);
  const auto power = run(bench.open()->account_reads().buying_power(request, bench.within()));
  REQUIRE(power.has_value());
  CHECK(power->value.cash == Decimal(4'147'980));
  CHECK(power->value.quantity == Decimal(42));
  CHECK(power->value.max_quantity == Decimal(212));
  CHECK(bench.transport->requests().back().body == R"({"stk_cd":"005930","trde_tp":"2","uv":"97200"})");
}

TEST_CASE("realised profit has totals of the period and the trades behind it") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::realized_days);
  bench.reply(sample::realized_trades);
  const auto profit = run(bench.open()->account_reads().realized_profit(
      Section::domestic, *parse_date("20261101"), *parse_date("20261120"), bench.within()));
  REQUIRE(profit.has_value());
  CHECK(profit->value.profit == Decimal(265'530));
  CHECK(profit->value.taxes == Decimal(1'832));
  REQUIRE(profit->value.trades.size() == 1);
  CHECK(profit->value.trades[0].sold == Decimal(980'000));
  CHECK(profit->value.trades[0].bought == Decimal(712'500));
}

TEST_CASE("Kiwoom keeps domestic shares only, and says so without a call") {
  Bench bench("real");
  const auto kiwoom = bench.open();
  CHECK(run(kiwoom->account_reads().positions(Section::overseas, bench.within())).error().code ==
        Errc::not_configured);
  auto request = days("20261120", "20261120");
  request.section = Section::overseas;
  CHECK(run(kiwoom->account_reads().orders(request, bench.within())).error().code == Errc::not_configured);
  CHECK(bench.transport->requests().empty());
}
