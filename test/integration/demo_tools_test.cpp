// Every tool for both brokers in demo mode, over HTTP, in both eras.
#include <cmath>
#include <map>
#include <tuple>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "daemon_fixture.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

void check_simulated(const json::object& envelope) {
  INFO(to_json_text(envelope));
  REQUIRE(envelope.at("success").as_bool());
  CHECK(envelope.at("source").as_string() == "simulated");
  CHECK(envelope.at("environment").as_string() == "simulated");
  CHECK(envelope.at("as_of").as_string().ends_with("+09:00"));
  CHECK(envelope.at("note").as_string() == "내장 시뮬레이터 데이터 / built-in simulator data");
}

void check_fields(const json::object& data, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    INFO(name << " in " << to_json_text(data));
    CHECK(data.contains(name));
  }
}

/// Kiwoom lists orders day by day, ten trading days at most.
std::string days_before() {
  const auto now = std::chrono::time_point_cast<WallTime::duration>(std::chrono::system_clock::now());
  return to_iso(add_days(date_kst(now), -12));
}

}  // namespace

TEST_CASE("every tool answers for both brokers with the guide's field names") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  for (const std::string broker : {"kis", "kiwoom"}) {
    INFO(broker);
    const auto ask = [&](const char* tool, json::object arguments) {
      arguments["broker"] = broker;
      auto envelope = daemon.call(caller, tool, std::move(arguments));
      check_simulated(envelope);
      CHECK(envelope.at("broker").as_string() == broker);
      return envelope.at("data").as_object();
    };
    const auto price = ask("get_stock_price", {{"stock_code", "삼성전자"}});
    check_fields(price, {"stock_code", "price", "change", "change_rate", "volume", "timestamp", "note"});
    CHECK(price.at("stock_code").as_string() == "005930");
    CHECK(price.at("price").to_number<double>() > 0);

    const auto account = ask("get_account_info", {});
    check_fields(account, {"account_no", "balance", "total_value", "profit_loss", "timestamp", "holdings"});
    CHECK(account.at("account_no").as_string().starts_with("****"));

    const auto info = ask("get_stock_info", {{"stock_code", "005930"}});
    check_fields(info, {"stock_code", "name", "market", "sector", "timestamp"});
    CHECK(info.at("name").as_string() == "삼성전자");
    CHECK(info.at("market").as_string() == "KOSPI");
    CHECK(info.at("sector").as_string() == "전기·전자");

    const auto status = ask("get_market_status", {});
    check_fields(status, {"market_open", "current_time", "market_type", "status", "sessions"});
    for (const auto& session : status.at("sessions").as_array())
      CHECK(session.at("next_change").as_string().ends_with("+09:00"));

    const auto history = ask("get_stock_history", {{"stock_code", "Samsung Electronics"}, {"count", 120}});
    CHECK(history.at("candles").as_array().size() == 120);
    const auto& rows = history.at("candles").as_array();
    CHECK(rows.front().at("time").as_string() < rows.back().at("time").as_string());

    const auto found = ask("search_stocks", {{"query", "ㅅㅅㅈㅈ"}});
    CHECK(found.at("results").at(0).at("stock_code").as_string() == "005930");

    const auto connection = ask("get_connection_status", {});
    REQUIRE(connection.at("connections").as_array().size() == 1);
    CHECK(connection.at("connections").at(0).at("breaker").as_string() == "closed");
  }
}

TEST_CASE("many prices, order books and the account agree with the price of one instrument") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const std::string broker = GENERATE("kis", "kiwoom");
  INFO(broker);
  const auto ask = [&](const char* tool, json::object arguments) {
    arguments["broker"] = broker;
    auto envelope = daemon.call(caller, tool, std::move(arguments));
    check_simulated(envelope);
    return envelope.at("data").as_object();
  };
  const auto many = ask("get_stock_prices", {{"stock_codes", {"005930", "069500", "999999"}}});
  REQUIRE(many.at("prices").as_array().size() == 2);
  CHECK(many.at("failures").at(0).at("stock_code").as_string() == "999999");
  const auto one = ask("get_stock_price", {{"stock_code", "005930"}});
  const auto price = one.at("price").to_number<double>();
  // Two questions may fall on two ticks of the simulated market.
  CHECK(std::abs(many.at("prices").at(0).at("price").to_number<double>() - price) <= price * 0.01);

  const auto book = ask("get_order_book", {{"stock_code", "삼성전자"}});
  REQUIRE(book.at("asks").as_array().size() == 10);
  REQUIRE(book.at("bids").as_array().size() == 10);
  const auto ask_price = book.at("asks").at(0).at("price").to_number<double>();
  const auto bid_price = book.at("bids").at(0).at("price").to_number<double>();
  CHECK(bid_price < ask_price);
  CHECK(std::abs(ask_price - price) <= price * 0.01);

  const auto held = ask("get_holdings", {{"stock_code", "005930"}});
  REQUIRE(held.at("holdings").as_array().size() == 1);
  CHECK(std::abs(held.at("holdings").at(0).at("price").to_number<double>() - price) <= price * 0.01);
}

TEST_CASE("indices, investors, rankings, orders and profit come from both brokers") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const std::string broker = GENERATE("kis", "kiwoom");
  INFO(broker);
  const auto ask = [&](const char* tool, json::object arguments) {
    arguments["broker"] = broker;
    auto envelope = daemon.call(caller, tool, std::move(arguments));
    INFO(tool);
    check_simulated(envelope);
    return envelope.at("data").as_object();
  };
  const auto indices = ask("get_market_index", {});
  REQUIRE(indices.at("indices").as_array().size() == 3);
  for (const auto& index : indices.at("indices").as_array()) {
    const auto value = index.at("value").to_number<double>();
    CHECK(index.at("low").to_number<double>() <= value);
    CHECK(value <= index.at("high").to_number<double>());
  }
  const auto flow = ask("get_investor_flow", {{"stock_code", "삼성전자"}});
  REQUIRE(flow.at("days").as_array().size() == 5);
  const auto& day = flow.at("days").at(0).as_object();
  CHECK(day.at("individual").as_int64() + day.at("foreign").as_int64() + day.at("institution").as_int64() ==
        0);
  // Kiwoom tells the newest day of a whole market.
  CHECK(ask("get_investor_flow", {{"stock_code", "코스닥"}}).at("days").as_array().size() ==
        (broker == "kis" ? 5 : 1));

  const auto check_order = [&](const char* by, const char* figure, bool falling) {
    INFO(by);
    const auto ranking = ask("get_ranking", {{"by", by}, {"count", 30}});
    const auto& stocks = ranking.at("stocks").as_array();
    REQUIRE(stocks.size() == 30);
    for (std::size_t i = 1; i < stocks.size(); ++i) {
      const auto before = stocks[i - 1].at(figure).to_number<double>();
      const auto after = stocks[i].at(figure).to_number<double>();
      CHECK((falling ? before >= after : before <= after));
    }
  };
  check_order("volume", "volume", true);
  check_order("turnover", "turnover", true);
  check_order("gainers", "change_rate", true);
  check_order("losers", "change_rate", false);
  if (broker == "kis") {
    check_order("market_cap", "market_cap", true);
  } else {
    const auto refused = daemon.call(caller, "get_ranking", {{"by", "market_cap"}, {"broker", broker}});
    CHECK(refused.at("error").at("code").as_string() == "not_configured");
  }

  const auto orders = ask("get_orders", {});
  CHECK(orders.at("open_count").to_number<std::size_t>() <= orders.at("orders").as_array().size());
  const auto executions = ask("get_executions", {{"from", days_before()}});
  REQUIRE_FALSE(executions.at("executions").as_array().empty());
  const auto profit = ask("get_profit", {{"from", days_before()}});
  const auto& realized = profit.at("realized").as_object();
  // What was sold less what it had cost, fees and taxes, is the profit.
  CHECK(realized.at("profit").to_number<std::int64_t>() ==
        executions.at("sold").to_number<std::int64_t>() - executions.at("bought").to_number<std::int64_t>() -
            realized.at("fees").to_number<std::int64_t>() - realized.at("taxes").to_number<std::int64_t>());
  const auto power = ask("get_buying_power", {{"stock_code", "005930"}});
  CHECK(power.at("quantity").to_number<double>() * power.at("price").to_number<double>() <=
        power.at("cash").to_number<double>());
}

TEST_CASE("overseas instruments are told in their own currency, funds with their value") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  for (const auto& [written, code, currency] :
       {std::tuple("AAPL", "NASDAQ:AAPL", "USD"), std::tuple("US:KO", "NYSE:KO", "USD"),
        std::tuple("7203.T", "TSE:7203", "JPY"), std::tuple("0700.HK", "HKEX:00700", "HKD"),
        std::tuple("600519.SS", "SSE:600519", "CNY"), std::tuple("VNM.VN", "HOSE:VNM", "VND")}) {
    INFO(written);
    const auto price = daemon.call(caller, "get_stock_price", {{"stock_code", written}});
    check_simulated(price);
    CHECK(price.at("data").at("stock_code").as_string() == code);
    CHECK(price.at("data").at("currency").as_string() == currency);
    const auto history = daemon.call(caller, "get_stock_history", {{"stock_code", written}, {"count", 5}});
    REQUIRE(history.at("data").at("candles").as_array().size() == 5);
    CHECK(history.at("data").at("currency").as_string() == currency);
    const auto info = daemon.call(caller, "get_stock_info", {{"stock_code", written}});
    check_simulated(info);
    CHECK(info.at("data").at("currency").as_string() == currency);
  }
  const auto fund = daemon.call(caller, "get_stock_info", {{"stock_code", "069500"}});
  CHECK(fund.at("data").at("fund").at("nav").to_number<double>() > 0);
  const auto nobody = daemon.call(caller, "get_stock_price", {{"stock_code", "NASDAQ:ZZZZ"}});
  CHECK(nobody.at("error").at("code").as_string() == "unknown_symbol");
}

TEST_CASE("history comes in every interval") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const std::string broker = GENERATE("kis", "kiwoom");
  for (const char* interval : {"minute", "day", "week", "month", "year"}) {
    INFO(broker << " " << interval);
    const auto envelope =
        daemon.call(caller, "get_stock_history",
                    {{"stock_code", "000660"}, {"interval", interval}, {"count", 5}, {"broker", broker}});
    INFO(to_json_text(envelope));
    REQUIRE(envelope.at("success").as_bool());
    CHECK(envelope.at("data").at("interval").as_string() == interval);
    CHECK(envelope.at("data").at("candles").as_array().size() <= 5);
    CHECK(!envelope.at("data").at("candles").as_array().empty());
  }
}

TEST_CASE("a second equal question is answered from the cache and still says simulated") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const auto first = daemon.call(caller, "get_stock_info", {{"stock_code", "035420"}});
  const auto second = daemon.call(caller, "get_stock_info", {{"stock_code", "035420"}});
  CHECK_FALSE(first.contains("age_ms"));
  CHECK(second.contains("age_ms"));
  check_simulated(second);
}

TEST_CASE("a legacy session does the same over Streamable HTTP") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const net::http::Headers headers{{"Content-Type", "application/json"},
                                   {"Accept", "application/json, text/event-stream"}};
  const std::string revision = GENERATE("2025-03-26", "2025-06-18", "2025-11-25");
  const auto opened =
      caller.send("POST", daemon.base() + "/mcp", headers,
                  R"({"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":")" +
                      revision + R"(","capabilities":{},"clientInfo":{"name":"t","version":"1"}}})");
  REQUIRE(opened.status == 200);
  CHECK(test::json_of(opened).at("result").at("protocolVersion").as_string() == revision);
  const auto session = opened.header("Mcp-Session-Id");
  REQUIRE(session);
  auto in_session = headers;
  in_session.emplace_back("Mcp-Session-Id", std::string(*session));
  CHECK(caller
            .send("POST", daemon.base() + "/mcp", in_session,
                  R"({"jsonrpc":"2.0","method":"notifications/initialized"})")
            .status == 202);
  const auto listed = caller.send("POST", daemon.base() + "/mcp", in_session,
                                  R"({"jsonrpc":"2.0","id":1,"method":"tools/list"})");
  const auto stateless = test::json_of(daemon.modern(caller, "tools/list", {}));
  CHECK(test::json_of(listed).at("result").at("tools").as_array().size() ==
        stateless.at("result").at("tools").as_array().size());
  const auto called = caller.send(
      "POST", daemon.base() + "/mcp", in_session,
      R"({"jsonrpc":"2.0","id":"x","method":"tools/call","params":{"name":"get_stock_price","arguments":{"stock_code":"005930"}}})");
  const auto answer = test::json_of(called);
  CHECK(answer.at("id").as_string() == "x");
  CHECK(answer.at("result").at("content").at(0).at("type").as_string() == "text");
  CHECK(answer.at("result").as_object().contains("structuredContent") == (revision != "2025-03-26"));
  // The second answer is the first one's text with a new id and age.
  const auto again = test::json_of(caller.send(
      "POST", daemon.base() + "/mcp", in_session,
      R"({"jsonrpc":"2.0","id":"y","method":"tools/call","params":{"name":"get_stock_price","arguments":{"stock_code":"005930"}}})"));
  CHECK(again.at("id").as_string() == "y");
  const auto text = boost::json::parse(again.at("result").at("content").at(0).at("text").as_string());
  CHECK(text.at("age_ms").as_int64() >= 0);
  CHECK(text.at("data") ==
        boost::json::parse(answer.at("result").at("content").at(0).at("text").as_string()).at("data"));
  if (revision != "2025-03-26") CHECK(again.at("result").at("structuredContent") == text);
  CHECK(caller.send("DELETE", daemon.base() + "/mcp", in_session).status == 204);
  CHECK(caller.send("POST", daemon.base() + "/mcp", in_session, R"({"jsonrpc":"2.0","id":2,"method":"ping"})")
            .status == 404);
}

TEST_CASE("the demo account holds overseas shares that agree with their prices, a bond and futures") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const auto ask = [&](const char* tool, json::object arguments) {
    auto envelope = daemon.call(caller, tool, std::move(arguments));
    INFO(tool);
    check_simulated(envelope);
    return envelope.at("data").as_object();
  };
  const auto held = ask("get_holdings", {});
  std::map<std::string, int> sections;
  for (const auto& row : held.at("holdings").as_array()) {
    if (const auto* section = row.as_object().if_contains("section"))
      ++sections[std::string(section->as_string())];
    if (row.at("stock_code").as_string() != "NASDAQ:AAPL") continue;
    const auto price = ask("get_stock_price", {{"stock_code", "AAPL"}}).at("price").to_number<double>();
    CHECK(std::abs(row.at("price").to_number<double>() - price) <= price * 0.01);
    CHECK(row.at("currency").as_string() == "USD");
  }
  CHECK(sections == std::map<std::string, int>{{"overseas", 4}, {"bonds", 1}, {"derivatives", 1}});
  CHECK_FALSE(held.contains("unavailable"));

  const auto account = ask("get_account_info", {});
  const auto& overseas = account.at("others").at(0).as_object();
  CHECK(overseas.at("value").to_number<double>() - overseas.at("cost").to_number<double>() ==
        overseas.at("profit_loss").to_number<double>());
  CHECK(overseas.at("currencies").as_array().size() == 3);

  const auto executions = ask("get_executions", {{"from", "2026-06-01"}});
  const auto profit = ask("get_profit", {{"from", "2026-06-01"}});
  const auto& realized = profit.at("overseas_realized").as_object();
  REQUIRE_FALSE(realized.at("trades").as_array().empty());
  REQUIRE_FALSE(executions.at("currencies").as_array().empty());
  // In each currency: what was sold less what it had cost and the fees is the profit.
  for (const auto& sum : executions.at("currencies").as_array()) {
    double expected = sum.at("sold").to_number<double>() - sum.at("bought").to_number<double>();
    double told = 0;
    for (const auto& trade : realized.at("trades").as_array()) {
      if (trade.at("currency") != sum.at("currency")) continue;
      expected -= trade.at("fees").to_number<double>();
      told += trade.at("profit").to_number<double>();
    }
    CHECK(std::abs(expected - told) < 0.5);
  }
  const auto power = ask("get_buying_power", {{"stock_code", "AAPL"}});
  CHECK(power.at("currency").as_string() == "USD");
  CHECK(power.at("quantity").to_number<double>() * power.at("price").to_number<double>() <=
        power.at("cash").to_number<double>());
}

TEST_CASE("indices abroad have values that agree with their chart, an unknown one is told") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const json::array asked{"나스닥", "S&P 500", "다우존스", "항셍", "니케이", "상해종합"};
  const auto indices = daemon.call(caller, "get_market_index", {{"indices", asked}});
  check_simulated(indices);
  REQUIRE(indices.at("data").at("indices").as_array().size() == 6);
  for (const auto& index : indices.at("data").at("indices").as_array()) {
    INFO(to_json_text(index));
    check_fields(index.as_object(), {"index", "name", "value", "change", "change_rate", "open", "date"});
    CHECK(index.at("low").to_number<double>() <= index.at("value").to_number<double>());
    CHECK(index.at("value").to_number<double>() <= index.at("high").to_number<double>());
  }
  const auto unknown = daemon.call(caller, "get_market_index", {{"indices", {"ZZZ"}}});
  CHECK(unknown.at("error").at("code").as_string() == "unknown_symbol");
  const auto sectors = daemon.call(caller, "get_market_index", {{"indices", {"0013", "전기전자"}}});
  check_simulated(sectors);
  for (const auto& sector : sectors.at("data").at("indices").as_array()) {
    CHECK(sector.at("index").as_string() == "0013");
    CHECK(sector.at("name").as_string() == "전기·전자");
  }
  const auto nameless = daemon.call(caller, "get_market_index", {{"indices", {"원달러"}}});
  CHECK(nameless.at("error").at("code").as_string() == "unknown_symbol");
  CHECK(nameless.at("message").as_string().find("코스피200") != json::string::npos);
  CHECK(nameless.at("error").at("hint").as_string().find("search_stocks") != json::string::npos);
}

TEST_CASE("the minutes of a day gone by add up to that day") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const auto days = daemon.call(caller, "get_stock_history", {{"stock_code", "005930"}, {"count", 3}});
  check_simulated(days);
  const auto& day = days.at("data").at("candles").at(0).as_object();
  const json::object asked{{"stock_code", "005930"},
                           {"interval", "minute"},
                           {"from", day.at("time")},
                           {"to", day.at("time")},
                           {"broker", "kis"}};
  const auto minutes = daemon.call(caller, "get_stock_history", asked);
  check_simulated(minutes);
  const auto& bars = minutes.at("data").at("candles").as_array();
  REQUIRE(bars.size() == 381);
  CHECK_FALSE(minutes.at("data").at("more").as_bool());
  std::int64_t volume = 0;
  for (const auto& bar : bars) volume += bar.at("volume").to_number<std::int64_t>();
  CHECK(volume == day.at("volume").to_number<std::int64_t>());
  CHECK(bars.front().at("open") == day.at("open"));
  CHECK(bars.back().at("close") == day.at("close"));
}

TEST_CASE("what is no share is not told as one") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  const auto error = [&](const char* tool, std::string_view code) {
    const auto answer = daemon.call(caller, tool, {{"stock_code", code}});
    INFO(to_json_text(answer));
    REQUIRE_FALSE(answer.at("success").as_bool());
    return answer.at("error").as_object();
  };
  for (const auto index : {"KOSPI", "COMP", "코스피", "나스닥"}) {
    const auto refused = error("get_stock_price", index);
    CHECK(refused.at("code").as_string() == "invalid_argument");
    CHECK(refused.at("hint").as_string().find("get_market_index") != json::string::npos);
  }
  CHECK(error("get_stock_price", "NASDAQ:ABCD").at("code").as_string() == "unknown_symbol");
  CHECK(error("get_buying_power", "A01612").at("code").as_string() == "invalid_argument");
  const auto power = daemon.call(caller, "get_buying_power", {{"stock_code", "57LA50"}});
  check_simulated(power);
  CHECK(power.at("data").at("quantity").to_number<int>() > 1'000);
  const auto apple = daemon.call(caller, "get_stock_price", {{"stock_code", "AAPL"}});
  CHECK(apple.at("data").at("name").as_string() == "애플");
  const auto bond = daemon.call(caller, "get_stock_info", {{"stock_code", "KR103502GA34"}});
  check_simulated(bond);
  CHECK(bond.at("data").at("name").as_string() == "국고채권03500-3406");
  CHECK(bond.at("data").at("bond").at("matures_on").as_string() == "2034-06-10");
  const auto elw = daemon.call(caller, "get_stock_info", {{"stock_code", "57LA50"}});
  check_simulated(elw);
  CHECK(elw.at("data").at("elw").at("underlying").as_string() == "삼성전자");
  for (const auto tool : {"get_orders", "get_executions"}) {
    const auto orders = daemon.call(caller, tool, {});
    check_simulated(orders);
    CHECK_FALSE(orders.at("data").as_object().contains("unavailable"));
  }
}

TEST_CASE("instruments of every kind have prices, order books and charts that agree") {
  test::RunningDaemon daemon;
  test::HttpCaller caller;
  // As many levels a side as KIS tells of the kind.
  const std::map<std::string, std::size_t> levels{{"KR103502GA34", 5}, {"A01612", 5},  {"201W09300", 5},
                                                  {"111W09", 5},       {"57LA50", 10}, {"069500", 10},
                                                  {"NASDAQ:AAPL", 10}, {"TSE:7203", 1}};
  for (const auto& [code, count] : levels) {
    INFO(code);
    const auto price = daemon.call(caller, "get_stock_price", {{"stock_code", code}});
    check_simulated(price);
    const auto value = price.at("data").at("price").to_number<double>();
    CHECK(value > 0);
    const auto book = daemon.call(caller, "get_order_book", {{"stock_code", code}});
    check_simulated(book);
    const auto& asks = book.at("data").at("asks").as_array();
    REQUIRE(asks.size() == count);
    CHECK(std::abs(asks[0].at("price").to_number<double>() - value) <= value * 0.05);
    const auto history = daemon.call(caller, "get_stock_history", {{"stock_code", code}, {"count", 10}});
    check_simulated(history);
    const auto& candles = history.at("data").at("candles").as_array();
    REQUIRE(candles.size() == 10);
    CHECK(std::abs(candles.back().at("close").to_number<double>() - value) <= value * 0.05);
  }
  const auto unknown = daemon.call(caller, "get_stock_price", {{"stock_code", "KR1035020000"}});
  CHECK(unknown.at("error").at("code").as_string() == "unknown_symbol");
  const auto etn = daemon.call(caller, "get_order_book", {{"stock_code", "Q530031"}});
  check_simulated(etn);
  const auto book = daemon.call(caller, "get_order_book", {{"stock_code", "AAPL"}});
  check_simulated(book);
  CHECK(book.at("data").at("currency").as_string() == "USD");
  const auto fund = daemon.call(caller, "get_stock_info", {{"stock_code", "069500"}});
  check_simulated(fund);
  CHECK_FALSE(fund.at("data").at("fund").at("held").as_array().empty());
}
