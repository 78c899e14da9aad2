// What tools answer: envelope, provenance, masking, failures.
#include <tuple>

#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/json_text.hpp"
#include "tool_services.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

broker::Answer<broker::Quote> samsung(WallTime time) {
  broker::Quote quote;
  quote.code = "005930";
  quote.price = Decimal(97200);
  quote.change = Decimal(-800);
  quote.change_rate = Decimal(-82, 2);
  quote.volume = 13190422;
  quote.time = time;
  return {quote, broker::Environment::real};
}

broker::Answer<broker::Account> account(WallTime time) {
  broker::Account value;
  value.account_no = "12345678-01";
  value.balance = Decimal(4147980);
  value.total_value = Decimal(15811980);
  value.profit_loss = Decimal(3113900);
  value.time = time;
  return {value, broker::Environment::paper};
}

}  // namespace

TEST_CASE("a price carries its origin and the sentence of the design") {
  test::ToolServices world;
  world.broker->next_quote = samsung(world.clock.wall());
  const auto envelope = world.call(tools::make_get_stock_price(world.services), {{"stock_code", "삼성전자"}});
  CHECK(envelope.at("message").as_string() == "삼성전자(005930) 97,200원, 전일 대비 -800원 (-0.82%)");
  CHECK(envelope.at("source").as_string() == "live");
  CHECK(envelope.at("environment").as_string() == "real");
  CHECK(envelope.at("as_of").as_string() == "2026-11-20T10:15:30+09:00");
  CHECK(to_json_text(envelope.at("data")).find("\"change_rate\":-0.82") != std::string::npos);
  CHECK_FALSE(envelope.contains("note"));
  CHECK_FALSE(envelope.at("data").at("final").as_bool());  // 10:15 on a trading day
}

TEST_CASE("a price is final when trading can no longer change it") {
  struct Row {
    const char* day;
    const char* time;
    broker::Basis basis;
    bool final;
  };
  for (const auto& row : {Row{"20261120", "085900", broker::Basis::krx, true},
                          Row{"20261120", "085900", broker::Basis::combined, true},
                          Row{"20261120", "084000", broker::Basis::nxt, false},
                          Row{"20261120", "152500", broker::Basis::krx, false},
                          Row{"20261120", "153000", broker::Basis::krx, true},
                          Row{"20261120", "165000", broker::Basis::krx, true},
                          Row{"20261120", "165000", broker::Basis::nxt, false},
                          Row{"20261121", "101500", broker::Basis::krx, true}}) {
    INFO(row.day << " " << row.time << " " << broker::to_string(row.basis));
    test::ToolServices world;
    auto answer = samsung(*parse_kst(row.day, row.time));
    answer.value.basis = row.basis;
    world.broker->next_quote = answer;
    const auto envelope = world.call(tools::make_get_stock_price(world.services),
                                     {{"stock_code", "005930"}, {"market", broker::to_string(row.basis)}});
    CHECK(envelope.at("data").at("final").as_bool() == row.final);
  }
}

TEST_CASE("facts name the market alike, whatever the broker calls it") {
  for (const auto& [code, said, market] :
       {std::tuple("005930", "거래소", "KOSPI"), std::tuple("005930", "KOSPI200", "KOSPI"),
        std::tuple("987654", "거래소", "KOSPI"), std::tuple("987654", "KOSDAQ", "KOSDAQ"),
        std::tuple("987654", "코스닥", "KOSDAQ"), std::tuple("987654", "코넥스", "KONEX"),
        std::tuple("987654", "ETF", "ETF")}) {
    INFO(code << " " << said);
    test::ToolServices world;
    broker::StockInfo info;
    info.code = code;
    info.name = "이름";
    info.market = said;
    info.time = world.clock.wall();
    world.broker->next_info = broker::Answer<broker::StockInfo>(info, broker::Environment::real);
    const auto envelope = world.call(tools::make_get_stock_info(world.services), {{"stock_code", code}});
    CHECK(envelope.at("data").at("market").as_string() == market);
  }
}

TEST_CASE("what the daemon says by itself names the environment that is configured") {
  test::ToolServices world;
  broker::ConnectionStatus paper;
  paper.broker = broker::BrokerId::kis;
  paper.environment = broker::Environment::paper;
  paper.configured = true;
  world.broker->connections = {paper};
  const auto status = tools::make_get_connection_status(world.services);
  const auto search = tools::make_search_stocks(world.services);
  CHECK(world.call(status, {}).at("environment").as_string() == "paper");
  CHECK(world.call(search, {{"query", "삼성전자"}}).at("environment").as_string() == "paper");
  auto real = paper;
  real.environment = broker::Environment::real;
  world.broker->connections = {paper, real};
  CHECK(world.call(status, {}).at("environment").as_string() == "real");
}

TEST_CASE("search names kinds in words") {
  test::ToolServices world;
  const auto search = tools::make_search_stocks(world.services);
  const auto kind = [&](const char* query) {
    return std::string(
        world.call(search, {{"query", query}}).at("data").at("results").at(0).at("kind").as_string());
  };
  CHECK(kind("005930") == "stock");
  CHECK(kind("069500") == "etf");
  CHECK(kind("395400") == "reit");
}

TEST_CASE(
    "the same price again is from the cache, later it is stale, later still it is invented and says so") {
  test::ToolServices world;
  const auto tool = tools::make_get_stock_price(world.services);
  world.broker->next_quote = samsung(world.clock.wall());
  world.call(tool, {{"stock_code", "005930"}});
  CHECK(world.call(tool, {{"stock_code", "005930"}}).at("source").as_string() == "cache");
  world.broker->next_quote.reset();
  world.clock.advance(std::chrono::seconds(30));
  const auto stale = world.call(tool, {{"stock_code", "005930"}});
  CHECK(stale.at("source").as_string() == "stale");
  CHECK(stale.at("age_ms").to_number<std::int64_t>() >= 30'000);
  CHECK(stale.at("data").at("price").as_int64() == 97200);
  world.clock.advance(std::chrono::hours(1));
  const auto sample = world.call(tool, {{"stock_code", "005930"}});
  CHECK(sample.at("source").as_string() == "sample");
  CHECK(sample.at("message").as_string().starts_with("[샘플 / sample] 삼성전자(005930) "));
  CHECK(std::string(sample.at("note").as_string()).find("샘플 데이터 (API 호출 실패) / sample data") !=
        std::string::npos);
  CHECK(sample.at("data").as_object().contains("note"));
}

TEST_CASE("an account is never invented") {
  test::ToolServices world;
  const auto tool = tools::make_get_account_info(world.services);
  const auto failed = world.call(tool, {});
  CHECK_FALSE(failed.at("success").as_bool());
  CHECK(failed.at("error").at("code").as_string() == "broker_unavailable");
  CHECK(failed.at("error").at("retryable").as_bool());
  CHECK_FALSE(failed.contains("data"));
}

TEST_CASE("account numbers are masked unless configured otherwise") {
  test::ToolServices world;
  world.broker->next_account = account(world.clock.wall());
  const auto tool = tools::make_get_account_info(world.services);
  const auto masked = to_json_text(world.call(tool, {}));
  CHECK(masked.find("12345678") == std::string::npos);
  CHECK(masked.find("\"****5678-01\"") != std::string::npos);
  world.services.mask_account = false;
  CHECK(to_json_text(world.call(tool, {})).find("12345678-01") != std::string::npos);
}

TEST_CASE("an unknown name offers candidates and asks no broker") {
  test::ToolServices world;
  const auto failed = world.call(tools::make_get_stock_price(world.services), {{"stock_code", "삼성"}});
  INFO(to_json_text(failed));
  CHECK(failed.at("error").at("code").as_string() == "unknown_symbol");
  CHECK(std::string(failed.at("error").at("hint").as_string()).find("005930") != std::string::npos);
}

TEST_CASE("letters that no Korean instrument goes by are a ticker of the United States") {
  test::ToolServices world;
  const auto tool = tools::make_get_stock_price(world.services);
  world.call(tool, {{"stock_code", "AAPL"}});
  CHECK(world.broker->asked_quotes == std::vector<std::string>{"US:AAPL"});
  const auto ambiguous = world.call(tool, {{"stock_code", "KO"}});
  CHECK(ambiguous.at("error").at("code").as_string() == "unknown_symbol");
  CHECK(std::string(ambiguous.at("error").at("hint").as_string()).find("US:KO") != std::string::npos);
  CHECK(world.broker->asked_quotes.size() == 1);
}

TEST_CASE("history checks its dates") {
  test::ToolServices world;
  const auto tool = tools::make_get_stock_history(world.services);
  const auto no_day = world.call(tool, {{"stock_code", "005930"}, {"from", "2026-02-30"}});
  CHECK(no_day.at("error").at("code").as_string() == "invalid_argument");
  const auto backwards =
      world.call(tool, {{"stock_code", "005930"}, {"from", "2026-11-20"}, {"to", "2026-11-02"}});
  CHECK(backwards.at("error").at("code").as_string() == "invalid_argument");
}

TEST_CASE("market status follows the broker's calendar, and says when nobody confirmed the day") {
  test::ToolServices world;
  const auto tool = tools::make_get_market_status(world.services);
  const auto unconfirmed = world.call(tool, {});
  INFO(to_json_text(unconfirmed));
  CHECK(unconfirmed.at("data").at("market_open").as_bool());
  CHECK(unconfirmed.at("data").at("status").as_string() == "regular");
  CHECK_FALSE(unconfirmed.at("data").at("trading_day_certain").as_bool());
  CHECK(unconfirmed.contains("note"));

  std::vector<broker::CalendarDay> days{{date_kst(world.clock.wall()), false}};
  world.broker->next_calendar =
      broker::Answer<std::vector<broker::CalendarDay>>(days, broker::Environment::real);
  world.clock.advance(std::chrono::minutes(1));
  const auto holiday = world.call(tool, {});
  INFO(to_json_text(holiday));
  CHECK_FALSE(holiday.at("data").at("market_open").as_bool());
  CHECK(holiday.at("data").at("trading_day_certain").as_bool());
}

TEST_CASE("a closed market says when it opens, by the broker's calendar where it reaches") {
  test::ToolServices world;  // Friday
  const auto tool = tools::make_get_market_status(world.services);
  const auto day = [&](int ahead) {
    return Date(std::chrono::sys_days(date_kst(world.clock.wall())) + std::chrono::days(ahead));
  };
  std::vector<broker::CalendarDay> days{{day(0), false}, {day(3), false}, {day(4), true}};
  world.broker->next_calendar =
      broker::Answer<std::vector<broker::CalendarDay>>(days, broker::Environment::real);
  const auto first = world.call(tool, {});
  INFO(to_json_text(first));
  const auto sessions = first.at("data").at("sessions");
  CHECK(sessions.at(0).at("next_change").as_string() == "2026-11-24T08:30:00+09:00");
  CHECK(sessions.at(1).at("next_change").as_string() == "2026-11-24T08:00:00+09:00");
  // Later the age and the time that go with the source are the calendar's, the headline's time is now.
  world.clock.advance(std::chrono::minutes(30));
  const auto later = world.call(tool, {});
  INFO(to_json_text(later));
  CHECK(later.at("source").as_string() == "cache");
  CHECK(later.at("age_ms").as_int64() == 30 * 60'000);
  CHECK(later.at("as_of") == first.at("as_of"));
  CHECK(later.at("data").at("current_time").as_string() == "2026-11-20T10:45:30+09:00");
}

TEST_CASE("a weekend is closed whatever the hour") {
  test::ToolServices world;
  world.clock.advance(std::chrono::hours(24));
  const auto saturday = world.call(tools::make_get_market_status(world.services), {});
  CHECK_FALSE(saturday.at("data").at("market_open").as_bool());
  CHECK(saturday.at("data").at("trading_day_certain").as_bool());
  CHECK(saturday.at("data").at("sessions").at(0).at("next_change").as_string() ==
        "2026-11-23T08:30:00+09:00");
}
