// The account tools beyond domestic shares: currencies, sections that fail, sections that do not exist.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/json_text.hpp"
#include "tool_services.hpp"

using namespace kbroker;
using broker::Environment;
using broker::Section;
namespace json = boost::json;

namespace {

std::string text(const json::value& value) {
  return std::string(value.as_string());
}

broker::Holding apple() {
  broker::Holding holding;
  holding.code = "NASDAQ:AAPL";
  holding.name = "애플";
  holding.currency = "USD";
  holding.quantity = Decimal(10);
  holding.value = Decimal(2'831);
  holding.profit_loss_rate = Decimal(1'231, 2);
  return holding;
}

broker::Positions overseas(WallTime time) {
  broker::Positions positions;
  positions.section = Section::overseas;
  positions.holdings = {apple()};
  auto& dollars = positions.currencies.emplace_back();
  dollars.currency = "USD";
  dollars.cash = Decimal(51'233, 2);
  dollars.profit_loss = Decimal(3'105, 1);
  positions.value = Decimal(4'080'037);
  positions.profit_loss = Decimal(447'492);
  positions.time = time;
  return positions;
}

/// A domestic account with one share, Apple overseas, no bonds on paper, no account of derivatives.
struct World : test::ToolServices {
  World() {
    broker::Account account;
    account.total_value = Decimal(5'000'000);
    account.holdings.emplace_back();
    account.holdings[0].code = "005930";
    account.holdings[0].name = "삼성전자";
    account.holdings[0].quantity = Decimal(10);
    account.holdings[0].value = Decimal(972'000);
    account.time = clock.wall();
    broker->next_account = broker::Answer<broker::Account>(account, Environment::paper);
    auto& reads = broker->more_of_account;
    reads.next_positions[Section::overseas] =
        broker::Answer<broker::Positions>(overseas(clock.wall()), Environment::paper);
    reads.next_positions[Section::bonds] = Error(Errc::not_on_paper, "only for real accounts");
    reads.next_positions[Section::derivatives] = Error(Errc::not_configured, "no such account");
  }
};

}  // namespace

TEST_CASE("holdings are of every section, each in its currency") {
  World world;
  const auto answer = world.call(tools::make_get_holdings(world.services), {});
  INFO(to_json_text(answer));
  const auto& rows = answer.at("data").at("holdings").as_array();
  REQUIRE(rows.size() == 2);
  CHECK_FALSE(rows[0].as_object().contains("currency"));
  CHECK(text(rows[1].at("stock_code")) == "NASDAQ:AAPL");
  CHECK(text(rows[1].at("currency")) == "USD");
  CHECK(text(rows[1].at("section")) == "overseas");
  const auto& section = answer.at("data").at("others").at(0);
  CHECK(section.at("value").to_number<std::int64_t>() == 4'080'037);
  CHECK(text(section.at("currencies").at(0).at("currency")) == "USD");
  // What does not exist is not worth a word.
  CHECK_FALSE(answer.at("data").as_object().contains("unavailable"));
}

TEST_CASE("one overseas holding is asked for without the domestic account") {
  World world;
  world.broker->next_account.reset();
  const auto tool = tools::make_get_holdings(world.services);
  const auto answer = world.call(tool, {{"stock_code", "AAPL"}});
  INFO(to_json_text(answer));
  REQUIRE(answer.at("success").as_bool());
  CHECK(answer.at("data").at("count").to_number<int>() == 1);
  CHECK(text(answer.at("message")) == "보유 1종목, 애플 10주 (+12.31%)");
  const auto bond = world.call(tool, {{"stock_code", "KR103502GA34"}});
  CHECK(text(bond.at("error").at("code")) == "not_on_paper");
}

TEST_CASE("a section that fails is told beside the others") {
  World world;
  world.broker->more_of_account.next_positions[Section::overseas] =
      Error(Errc::broker_error, "KIS is being maintained", {}, true);
  const auto answer = world.call(tools::make_get_account_info(world.services), {});
  INFO(to_json_text(answer));
  REQUIRE(answer.at("success").as_bool());
  CHECK(text(answer.at("data").at("unavailable").at(0)) == "KIS is being maintained");
}

TEST_CASE("executions are summed by currency") {
  World world;
  broker::OrderList domestic, foreign;
  domestic.time = foreign.time = world.clock.wall();
  auto& order = foreign.orders.emplace_back();
  order.number = "1";
  order.code = "NASDAQ:AAPL";
  order.name = "애플";
  order.currency = "USD";
  order.quantity = order.filled = Decimal(3);
  order.filled_amount = Decimal(8'400, 1);
  auto& reads = world.broker->more_of_account;
  reads.next_orders = broker::Answer<broker::OrderList>(domestic, Environment::paper);
  reads.next_foreign_orders = broker::Answer<broker::OrderList>(foreign, Environment::paper);
  const auto answer = world.call(tools::make_get_executions(world.services), {{"stock_code", "AAPL"}});
  INFO(to_json_text(answer));
  CHECK(answer.at("data").at("bought").to_number<int>() == 0);
  CHECK(answer.at("data").at("currencies").at(0).at("bought").to_number<int>() == 840);
  CHECK(text(answer.at("message")).ends_with("체결 1건, 매수 0원, 매도 0원, 매수 840 USD, 매도 0 USD"));
}

TEST_CASE("overseas buying power is in the currency of the exchange") {
  World world;
  broker::BuyingPower power;
  power.code = "NASDAQ:AAPL";
  power.currency = "USD";
  power.cash = Decimal(51'233, 2);
  power.quantity = Decimal(1);
  power.price = Decimal(2'831, 1);
  power.time = world.clock.wall();
  world.broker->more_of_account.next_power = broker::Answer<broker::BuyingPower>(power, Environment::paper);
  const auto tool = tools::make_get_buying_power(world.services);
  const auto answer = world.call(tool, {{"stock_code", "AAPL"}, {"price", 283.1}});
  INFO(to_json_text(answer));
  CHECK(world.broker->more_of_account.asked_power.code == "US:AAPL");
  CHECK(world.broker->more_of_account.asked_power.price == Decimal(2'831, 1));
  CHECK(text(answer.at("data").at("currency")) == "USD");
  CHECK(text(answer.at("message")).starts_with("주문 가능 현금 512.33 USD"));
}

TEST_CASE("overseas profit stands beside the domestic one, in won and by currency") {
  World world;
  broker::RealizedProfit domestic, foreign;
  foreign.profit = Decimal(83'448);
  auto& trade = foreign.trades.emplace_back();
  trade.date = *parse_date("20261118");
  trade.currency = "USD";
  trade.profit = Decimal(5'795, 2);
  auto& reads = world.broker->more_of_account;
  reads.next_profit = broker::Answer<broker::RealizedProfit>(domestic, Environment::real);
  reads.next_foreign_profit = broker::Answer<broker::RealizedProfit>(foreign, Environment::real);
  const auto answer = world.call(tools::make_get_profit(world.services), {});
  INFO(to_json_text(answer));
  const auto& data = answer.at("data").as_object();
  CHECK(data.at("overseas_unrealized").to_number<int>() == 447'492);
  CHECK(text(data.at("overseas_currencies").at(0).at("currency")) == "USD");
  CHECK(data.at("overseas_realized").at("profit").to_number<int>() == 83'448);
  CHECK(data.at("overseas_realized").at("currencies").at(0).at("profit").to_number<double>() == 57.95);
}
