// What the tools of the account answer: holdings, orders, executions, buying power, profit. Never invented.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/json_text.hpp"
#include "tool_services.hpp"

using namespace kbroker;
using broker::Environment;
namespace json = boost::json;

namespace {

broker::Holding holding(std::string code, std::string name, std::int64_t value, std::int64_t rate) {
  broker::Holding made;
  made.code = std::move(code);
  made.name = std::move(name);
  made.quantity = Decimal(10);
  made.value = Decimal(value);
  made.profit_loss_rate = Decimal(rate);
  return made;
}

broker::Account account(WallTime time) {
  broker::Account made;
  made.profit_loss = Decimal(3'113'900);
  made.holdings = {holding("005930", "삼성전자", 972'000, 36),
                   holding("000660", "SK하이닉스", 2'550'000, -4)};
  made.time = time;
  return made;
}

broker::OrderRecord order(std::string number, std::int64_t quantity, std::int64_t filled,
                          std::int64_t remaining) {
  broker::OrderRecord made;
  made.number = std::move(number);
  made.code = "005930";
  made.name = "삼성전자";
  made.quantity = Decimal(quantity);
  made.filled = Decimal(filled);
  made.remaining = Decimal(remaining);
  made.price = Decimal(97'000);
  if (filled > 0) made.filled_amount = Decimal(filled * 97'000);
  return made;
}

std::string text(const json::value& value) {
  return std::string(value.as_string());
}

}  // namespace

TEST_CASE("holdings come sorted, all or one") {
  test::ToolServices world;
  world.broker->next_account =
      broker::Answer<broker::Account>(account(world.clock.wall()), Environment::paper);
  const auto tool = tools::make_get_holdings(world.services);
  const auto by_value = world.call(tool, {});
  CHECK(text(by_value.at("data").at("holdings").at(0).at("stock_code")) == "000660");
  CHECK(text(by_value.at("environment")) == "paper");
  const auto by_rate = world.call(tool, {{"sort", "rate"}});
  CHECK(text(by_rate.at("data").at("holdings").at(0).at("stock_code")) == "005930");
  const auto one = world.call(tool, {{"stock_code", "삼전"}});
  INFO(to_json_text(one));
  CHECK(one.at("data").at("count").to_number<int>() == 1);
  CHECK(text(one.at("message")) == "보유 1종목, 삼성전자 10주 (+36%)");
}

TEST_CASE("orders tell open ones apart") {
  test::ToolServices world;
  broker::OrderList list;
  list.orders = {order("3", 10, 4, 6), order("2", 5, 5, 0), order("1", 5, 0, 0)};
  list.orders[2].cancelled = Decimal(5);
  list.time = world.clock.wall();
  world.broker->more_of_account.next_orders = broker::Answer<broker::OrderList>(list, Environment::real);
  const auto tool = tools::make_get_orders(world.services);
  const auto all = world.call(tool, {});
  INFO(to_json_text(all));
  const auto& rows = all.at("data").at("orders").as_array();
  REQUIRE(rows.size() == 3);
  CHECK(text(rows[0].at("status")) == "open");
  CHECK(text(rows[1].at("status")) == "filled");
  CHECK(text(rows[2].at("status")) == "cancelled");
  CHECK(to_iso(world.broker->more_of_account.asked_orders.from) == "2026-11-20");
  const auto open = world.call(tool, {{"status", "open"}});
  CHECK(open.at("data").at("orders").as_array().size() == 1);
  CHECK(text(open.at("message")) == "오늘 주문 3건, 미체결 1건: 매수 삼성전자 10주 97,000원");
}

TEST_CASE("executions are of a week unless a period is given, and add up") {
  test::ToolServices world;
  broker::OrderList list;
  list.orders = {order("2", 10, 4, 6), order("1", 5, 5, 0)};
  list.orders[1].side = broker::Side::sell;
  list.time = world.clock.wall();
  world.broker->more_of_account.next_orders = broker::Answer<broker::OrderList>(list, Environment::real);
  const auto tool = tools::make_get_executions(world.services);
  const auto week = world.call(tool, {});
  CHECK(text(week.at("data").at("from")) == "2026-11-13");
  CHECK(week.at("data").at("bought").to_number<std::int64_t>() == 388'000);
  CHECK(week.at("data").at("sold").to_number<std::int64_t>() == 485'000);
  CHECK(world.broker->more_of_account.asked_orders.filled);
  const auto old = world.call(tool, {{"to", "2026-10-01"}});
  CHECK(text(old.at("data").at("from")) == "2026-10-01");
  const auto backwards = world.call(tool, {{"from", "2026-11-20"}, {"to", "2026-11-02"}});
  CHECK(text(backwards.at("error").at("code")) == "invalid_argument");
  const auto other = world.call(tool, {{"stock_code", "000660"}});
  CHECK(other.at("data").at("count").to_number<int>() == 0);
}

TEST_CASE("buying power is asked with instrument and price") {
  test::ToolServices world;
  broker::BuyingPower power;
  power.code = "005930";
  power.cash = Decimal(4'147'980);
  power.quantity = Decimal(42);
  power.price = Decimal(97'000);
  power.time = world.clock.wall();
  world.broker->more_of_account.next_power = broker::Answer<broker::BuyingPower>(power, Environment::real);
  const auto tool = tools::make_get_buying_power(world.services);
  const auto answer = world.call(tool, {{"stock_code", "삼성전자"}, {"price", 97'000}});
  CHECK(world.broker->more_of_account.asked_power.code == "005930");
  CHECK(world.broker->more_of_account.asked_power.price == Decimal(97'000));
  CHECK(text(answer.at("message")) ==
        "주문 가능 현금 4,147,980원, 삼성전자 최대 42주 (미수 없이, 97,000원 기준)");
  CHECK(text(world.call(tool, {{"price", 97'000}}).at("error").at("code")) == "invalid_argument");
}

TEST_CASE("buying power of a bond, a future or an option is refused, never told in the shares' cash") {
  test::ToolServices world;
  const auto tool = tools::make_get_buying_power(world.services);
  for (const auto code : {"A01612", "C01612540", "KR103502GA34"}) {
    INFO(code);
    world.broker->more_of_account.next_power =
        broker::Answer<broker::BuyingPower>(broker::BuyingPower(), Environment::real);
    const auto answer = world.call(tool, {{"stock_code", code}});
    REQUIRE_FALSE(answer.at("success").as_bool());
    CHECK(text(answer.at("error").at("code")) == "invalid_argument");
    CHECK(text(answer.at("message")).find("shares, funds and ELW") != std::string::npos);
    CHECK(text(answer.at("error").at("hint")).find("inquire_psbl_order") != std::string::npos);
    CHECK(world.broker->more_of_account.asked_power.code.empty());
  }
}

TEST_CASE("profit without a realised part says why") {
  test::ToolServices world;
  world.broker->next_account =
      broker::Answer<broker::Account>(account(world.clock.wall()), Environment::paper);
  const auto tool = tools::make_get_profit(world.services);
  world.broker->more_of_account.next_profit = Error(Errc::not_on_paper, "only for real accounts");
  const auto paper = world.call(tool, {});
  CHECK(paper.at("success").as_bool());
  CHECK(paper.at("data").at("unrealized_profit").to_number<std::int64_t>() == 3'113'900);
  CHECK(text(paper.at("data").at("realized_unavailable")) == "only for real accounts");
  broker::RealizedProfit profit;
  profit.profit = Decimal(265'530);
  profit.trades.emplace_back();
  profit.trades[0].date = *parse_date("20261118");
  world.broker->more_of_account.next_profit =
      broker::Answer<broker::RealizedProfit>(profit, Environment::real);
  const auto real = world.call(tool, {});
  CHECK(real.at("data").at("realized").at("profit").to_number<std::int64_t>() == 265'530);
  CHECK(text(real.at("message")) == "평가손익 3,113,900원, 실현손익 265,530원 (2026-10-21 ~ 2026-11-20)");
}

TEST_CASE("orders that were known a while ago do not stand in for those of now") {
  test::ToolServices world;
  broker::OrderList list;
  list.orders = {order("1", 5, 5, 0)};
  list.time = world.clock.wall();
  world.broker->more_of_account.next_orders = broker::Answer<broker::OrderList>(list, Environment::real);
  const auto tool = tools::make_get_orders(world.services);
  CHECK(world.call(tool, {}).at("success").as_bool());
  world.broker->more_of_account.next_orders.reset();
  world.clock.advance(std::chrono::seconds(30));
  CHECK(text(world.call(tool, {}).at("error").at("code")) == "broker_unavailable");
}

TEST_CASE("nothing of an account is invented") {
  test::ToolServices world;
  for (const auto& tool :
       {tools::make_get_holdings(world.services), tools::make_get_orders(world.services),
        tools::make_get_executions(world.services), tools::make_get_buying_power(world.services),
        tools::make_get_profit(world.services)}) {
    INFO(tool.name);
    const auto failed = world.call(tool, {});
    CHECK_FALSE(failed.at("success").as_bool());
    CHECK(text(failed.at("error").at("code")) == "broker_unavailable");
    CHECK_FALSE(failed.contains("data"));
  }
}
