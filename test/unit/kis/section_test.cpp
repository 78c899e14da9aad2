// Bonds, futures, options and ELW: which call a code leads to, and what is read from the answer.
#include <boost/json/parse.hpp>
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "market_samples.hpp"
#include "section_samples.hpp"
#include "wire.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::Section;
using kbroker::test::header_of;
using kbroker::test::run;

namespace {

const std::string bond = "KR103502GA34";

broker::OrdersRequest orders_of(Section section) {
  broker::OrdersRequest request;
  request.section = section;
  request.from = request.to = *parse_date("20261120");
  return request;
}

}  // namespace

TEST_CASE("a bond is quoted by its twelve characters, with its yield") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::bond_price);
  const auto quote = run(bench.open()->quote(bond, broker::Basis::krx, bench.within()));
  REQUIRE(quote.has_value());
  CHECK(quote->value.price == Decimal(10'231));
  CHECK(quote->value.change == Decimal(-12));
  CHECK(quote->value.yield == Decimal(3'214, 3));
  CHECK_FALSE(quote->value.upper_limit);
  CHECK(header_of(bench.transport->requests().back(), "tr_id") == "FHKBJ773400C0");
  CHECK(bench.transport->requests().back().url.ends_with("FID_COND_MRKT_DIV_CODE=B&FID_INPUT_ISCD=" + bond));
}

TEST_CASE("a bond that nobody lists is unknown, and paper has none at all") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::bond_unknown);
  CHECK(run(bench.open()->quote("KR1000000000", broker::Basis::krx, bench.within())).error().code ==
        Errc::unknown_symbol);
  Bench paper("paper");
  CHECK(run(paper.open()->quote(bond, broker::Basis::krx, paper.within())).error().code ==
        Errc::not_on_paper);
  CHECK(run(paper.open()->account_reads().positions(Section::bonds, paper.within())).error().code ==
        Errc::not_on_paper);
}

TEST_CASE("order book, chart and facts of a bond") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::bond_order_book);
  bench.reply(sample::bond_chart);
  bench.reply(sample::bond_info);
  const auto kis = bench.open();
  const auto book = run(kis->market().order_book(bond, broker::Basis::krx, bench.within()));
  REQUIRE(book.has_value());
  REQUIRE(book->value.asks.size() == 2);
  CHECK(book->value.asks[0].price == Decimal(10'232));
  CHECK(book->value.total_bid == 5'000);
  broker::HistoryRequest request;
  request.code = bond;
  const auto history = run(kis->history(request, bench.within()));
  REQUIRE(history.has_value());
  REQUIRE(history->value.candles.size() == 2);  // oldest first
  CHECK(history->value.candles[0].open == Decimal(10'243));
  CHECK(history->value.candles[1].low == Decimal(10'228));
  const auto info = run(kis->stock_info(bond, bench.within()));
  REQUIRE(info.has_value());
  CHECK(info->value.kind == "bond");
  CHECK(info->value.sector == "국고채");
}

TEST_CASE("bonds that are held have a cost and no value") {
  Bench bench("real");
  bench.config.account_environment = broker::Environment::real;
  bench.token();
  bench.reply(sample::bond_balance);
  bench.reply(sample::bond_orders);
  const auto kis = bench.open();
  const auto held = run(kis->account_reads().positions(Section::bonds, bench.within()));
  REQUIRE(held.has_value());
  REQUIRE(held->value.holdings.size() == 1);
  CHECK(held->value.holdings[0].cost == Decimal(10'100'000));
  CHECK_FALSE(held->value.holdings[0].value);
  CHECK(held->value.cost == Decimal(10'100'000));
  const auto orders = run(kis->account_reads().orders(orders_of(Section::bonds), bench.within()));
  REQUIRE(orders.has_value());
  REQUIRE(orders->value.orders.size() == 1);
  CHECK(orders->value.orders[0].remaining == Decimal(600));
  CHECK(orders->value.orders[0].cancelled.is_zero());
}

TEST_CASE("orders of all bonds are asked with a blank code, and are read from either container") {
  for (const auto body : {sample::bond_orders, sample::bond_orders_first}) {
    INFO(body);
    Bench bench("real");
    bench.config.account_environment = broker::Environment::real;
    bench.token();
    bench.reply(body);
    const auto orders = run(bench.open()->account_reads().orders(orders_of(Section::bonds), bench.within()));
    REQUIRE(orders.has_value());
    REQUIRE(orders->value.orders.size() == 1);
    CHECK(orders->value.orders[0].code == bond);
    CHECK(bench.transport->requests().back().url.find("&PDNO=&") != std::string::npos);
  }
}

TEST_CASE("facts of a bond and of an ELW are their own") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::bond_facts);
  bench.reply(sample::elw_facts);
  const auto kis = bench.open();
  const auto facts = run(kis->stock_info(bond, bench.within()));
  REQUIRE(facts.has_value());
  CHECK(facts->value.name == "국고채권03500-3406");
  REQUIRE(facts->value.bond);
  CHECK(facts->value.bond->coupon == Decimal(35, 1));
  CHECK(facts->value.bond->issued_on == parse_date("20240610"));
  CHECK(facts->value.bond->matures_on == parse_date("20340610"));
  const auto elw = run(kis->stock_info("57LA50", bench.within()));
  REQUIRE(elw.has_value());
  CHECK(elw->value.kind == "elw");
  CHECK(elw->value.name == "한국LA50삼성전자콜");
  REQUIRE(elw->value.elw);
  CHECK(elw->value.elw->underlying == "삼성전자");
  CHECK(elw->value.elw->underlying_price == Decimal(97'200));
  CHECK(elw->value.elw->exercise_price == Decimal(100'000));
}

TEST_CASE("futures and options are asked in the division of what they are written on") {
  for (const auto& [code, division] :
       {std::pair("A01612", "F"), std::pair("101W09", "F"), std::pair("201W09300", "O"),
        std::pair("111W09", "JF"), std::pair("211W09070", "JO"), std::pair("175W09", "CF")}) {
    INFO(code);
    Bench bench("paper");
    bench.token();
    bench.reply(sample::future_price);
    const auto quote = run(bench.open()->quote(code, broker::Basis::krx, bench.within()));
    REQUIRE(quote.has_value());
    CHECK(quote->value.price == Decimal(5'412, 1));
    CHECK(quote->value.currency.empty());
    CHECK(quote->value.open_interest == 201'345);
    CHECK(bench.transport->requests().back().url.ends_with(std::string("FID_COND_MRKT_DIV_CODE=") + division +
                                                           "&FID_INPUT_ISCD=" + code));
  }
}

TEST_CASE("order book and chart of a future") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::future_order_book);
  bench.reply(sample::future_chart);
  const auto kis = bench.open();
  const auto book = run(kis->market().order_book("A01612", broker::Basis::krx, bench.within()));
  REQUIRE(book.has_value());
  CHECK(book->value.asks[0].price == Decimal(54'125, 2));
  CHECK(book->value.price == Decimal(5'412, 1));
  CHECK(book->value.currency.empty());
  broker::HistoryRequest request;
  request.code = "A01612";
  request.count = 2;
  const auto history = run(kis->history(request, bench.within()));
  REQUIRE(history.has_value());
  REQUIRE(history->value.candles.size() == 2);
  CHECK(history->value.currency.empty());
  CHECK(history->value.candles[1].close == Decimal(5'412, 1));
  CHECK(bench.transport->requests().back().url.find("FID_ORG_ADJ_PRC") == std::string::npos);
  request.interval = broker::Interval::minute;
  CHECK(run(kis->history(request, bench.within())).error().code == Errc::invalid_argument);
}

TEST_CASE("futures and options are held in an account of their own") {
  Bench bench("paper");
  const auto none = run(bench.open()->account_reads().positions(Section::derivatives, bench.within()));
  CHECK(none.error().code == Errc::not_configured);
  CHECK(none.error().hint.find("KIS_PAPER_FUTURE") != std::string::npos);

  bench.config.paper->derivatives_account = "87654321";
  bench.token();
  bench.reply(sample::future_balance);
  bench.reply(sample::future_orders);
  const auto kis = bench.open();
  const auto held = run(kis->account_reads().positions(Section::derivatives, bench.within()));
  REQUIRE(held.has_value());
  REQUIRE(held->value.holdings.size() == 1);
  CHECK(held->value.holdings[0].code == "A01612");
  CHECK(held->value.holdings[0].is_short);
  CHECK(held->value.holdings[0].profit_loss == Decimal(2'050'000));
  CHECK(held->value.cash == Decimal(31'000'000));
  CHECK(bench.transport->requests().back().url.find("CANO=87654321&ACNT_PRDT_CD=03") != std::string::npos);
  const auto orders = run(kis->account_reads().orders(orders_of(Section::derivatives), bench.within()));
  REQUIRE(orders.has_value());
  CHECK(orders->value.orders.at(0).average_fill_price == Decimal(54'530, 2));
}

TEST_CASE("an ELW has a price call of its own") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::elw_price);
  const auto quote = run(bench.open()->quote("57LA50", broker::Basis::krx, bench.within()));
  REQUIRE(quote.has_value());
  CHECK(quote->value.price == Decimal(155));
  CHECK(quote->value.change == Decimal(-5));
  CHECK(header_of(bench.transport->requests().back(), "tr_id") == "FHKEW15010000");
}

TEST_CASE("order book and chart of an ELW are those of shares in its own division, on KRX alone") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::order_book);
  bench.reply(sample::day_chart);
  const auto kis = bench.open();
  const auto book = run(kis->market().order_book("57LA50", broker::Basis::combined, bench.within()));
  REQUIRE(book.has_value());
  CHECK(book->value.basis == broker::Basis::krx);
  CHECK(book->value.asks.size() == 2);
  const auto& request = bench.transport->requests().back();
  CHECK(header_of(request, "tr_id") == "FHKST01010200");
  CHECK(request.url.ends_with("FID_COND_MRKT_DIV_CODE=W&FID_INPUT_ISCD=57LA50"));
  broker::HistoryRequest chart;
  chart.code = "57LA50";
  chart.count = 2;
  REQUIRE(run(kis->history(chart, bench.within())).has_value());
  CHECK(bench.transport->requests().back().url.find("FID_COND_MRKT_DIV_CODE=W&") != std::string::npos);
  chart.interval = broker::Interval::minute;
  CHECK(run(kis->history(chart, bench.within())).error().code == Errc::invalid_argument);
}

TEST_CASE("what an ETF holds comes with its facts, the heaviest first") {
  broker::FundFacts fund;
  add_fund_components(fund, boost::json::parse(sample::fund_components).as_object());
  REQUIRE(fund.held.size() == 2);
  CHECK(fund.held[0].code == "005930");
  CHECK(fund.held[0].weight == Decimal(2'430, 2));
}
