// Every tool for both brokers in demo mode, over HTTP, in both eras.
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
  CHECK(test::json_of(listed).at("result").at("tools").as_array().size() == 9);
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
