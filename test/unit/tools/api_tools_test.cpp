// search_api, describe_api, the kapi:// and symbol:// resources, the prompts.
#include <catch2/catch_test_macros.hpp>

#include <boost/json/array.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "resource_list.hpp"
#include "tool_services.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

json::object search(test::ToolServices& world, json::object arguments) {
  return world.call(tools::make_search_api(world.services), std::move(arguments));
}

Result<std::string> read(test::ToolServices& world, const mcp::ResourceTemplate& resource,
                         json::object variables) {
  test::FakeCall call(world.clock);
  auto contents = test::run(world.context, resource.read(call, "uri", variables));
  if (contents.has_error()) return contents.error();
  return contents->at(0).text;
}

std::string say(test::ToolServices& world, const mcp::Prompt& prompt, json::object arguments) {
  test::FakeCall call(world.clock);
  auto messages = test::run(world.context, prompt.get(call, arguments));
  return std::string(messages.value().at(0).content.at("text").as_string());
}

}  // namespace

TEST_CASE("search_api finds the price call for a nickname and fills in the instrument") {
  test::ToolServices world;
  const auto result = search(world, {{"query", "삼전 지금 얼마"}});
  CHECK(result.at("success").as_bool());
  const auto& hits = result.at("data").at("results").as_array();
  REQUIRE(hits.size() == 5);
  CHECK(hits[0].at("id") == "kis.domestic_stock.inquire_price");
  CHECK(hits[0].at("params").at("FID_INPUT_ISCD") == "005930");
  CHECK(!hits[0].at("why").as_string().empty());
  CHECK(result.at("data").at("recognised").at(0).at("name") == "삼성전자");
  CHECK_FALSE(hits[0].as_object().contains("explain"));
}

TEST_CASE("search_api narrows to a broker, limits and explains") {
  test::ToolServices world;
  const auto result =
      search(world, {{"query", "하이닉스 일봉"}, {"limit", 2}, {"broker", "kiwoom"}, {"explain", true}});
  const auto& hits = result.at("data").at("results").as_array();
  REQUIRE(hits.size() == 2);
  CHECK(hits[0].at("id") == "kiwoom.chart.ka10081");
  CHECK(!hits[0].at("explain").as_array().empty());
}

TEST_CASE("search_api marks streams and orders") {
  test::ToolServices world;
  const auto stream = search(world, {{"query", "삼전 체결가 실시간 구독"}, {"limit", 1}});
  CHECK(stream.at("data").at("results").at(0).at("realtime").as_bool());
  const auto order = search(world, {{"query", "삼전 10주 시장가로 사줘"}, {"limit", 1}});
  CHECK(order.at("data").at("results").at(0).at("places_orders").as_bool());
}

TEST_CASE("describe_api tells what a caller must know") {
  test::ToolServices world;
  const auto tool = tools::make_describe_api(world.services);
  const auto result = world.call(tool, {{"id", "kis.domestic_stock.inquire_price"}});
  const auto& data = result.at("data").as_object();
  CHECK(data.at("method") == "GET");
  CHECK(data.at("path") == "/uapi/domestic-stock/v1/quotations/inquire-price");
  CHECK(data.at("transaction_ids").at(0).at("real") == "FHKST01010100");
  CHECK(data.at("paper") == "supported");
  bool found = false;
  for (const auto& param : data.at("params").as_array())
    if (param.at("name") == "FID_COND_MRKT_DIV_CODE") {
      found = true;
      CHECK(param.at("allowed").as_object().contains("NX"));
    }
  CHECK(found);
  CHECK(data.at("example").at("FID_INPUT_ISCD") == "005930");
  CHECK(data.at("response").at(0).at("fields").as_object().contains("stck_prpr"));
  const auto full = world.call(tool, {{"id", "kis.domestic_stock.inquire_price"}, {"all_fields", true}});
  CHECK(full.at("data").at("response").at(0).at("fields").as_array().size() ==
        data.at("response").at(0).at("fields").as_object().size());
}

TEST_CASE("the example of describe_api and of the resource is a call that call_api takes") {
  test::ToolServices world;
  const auto tool = tools::make_describe_api(world.services);
  const auto& apis = world.services.apis->catalogue();
  int calls = 0;
  for (std::size_t i = 0; i < apis.size(); ++i) {
    const auto api = apis.at(i);
    if (api.broker != "kis" || api.kind != catalog::ApiKind::rest || api.category == "auth") continue;
    const auto example = world.call(tool, {{"id", api.id}}).at("data").at("example").as_object();
    const auto read = catalog::read_arguments(api, example);
    INFO(api.id << " " << to_json_text(example));
    CHECK(read.has_value());
    // What must be there is there: a blank one is refused by the broker.
    for (const auto& param : api.params)
      if (param.required && !param.blank_ok && param.fixed.empty() && example.contains(param.name))
        CHECK_FALSE(example.at(param.name).as_string().empty());
    ++calls;
  }
  CHECK(calls == 275);
}

TEST_CASE("describe_api takes a transaction id and names the nearest ids of an unknown one") {
  test::ToolServices world;
  const auto tool = tools::make_describe_api(world.services);
  CHECK(world.call(tool, {{"id", "FHKST01010100"}}).at("data").at("id") ==
        "kis.domestic_stock.inquire_price");
  const auto unknown = world.call(tool, {{"id", "kis.domestic_stock.inquire_prise"}});
  CHECK_FALSE(unknown.at("success").as_bool());
  CHECK(unknown.at("error").at("code") == "invalid_argument");
  CHECK(unknown.at("error").at("hint").as_string().find("kis.domestic_stock.inquire_price") !=
        json::string::npos);
}

TEST_CASE("every API is a resource that completes") {
  test::ToolServices world;
  const auto kis = tools::make_api_resource(world.services, "kis");
  const auto text = read(world, kis, {{"id", "domestic_stock.inquire_price"}});
  const auto value = json::parse(text.value()).as_object();
  CHECK(value.at("id") == "kis.domestic_stock.inquire_price");
  CHECK(value.at("example_request").at("params").at("FID_INPUT_ISCD") == "005930");
  CHECK(read(world, kis, {{"id", "domestic_stock.nothing"}}).has_error());
  const auto completed = kis.complete("id", "domestic_stock.inquire_pr");
  REQUIRE(completed.size() >= 2);
  CHECK(completed[0] == "domestic_stock.inquire_price");
  CHECK(kis.complete("id", "").size() == 100);
  const auto kiwoom = tools::make_api_resource(world.services, "kiwoom");
  CHECK(kiwoom.complete("id", "ka10081") == std::vector<std::string>{"chart.ka10081"});
}

TEST_CASE("an instrument is a resource that completes") {
  test::ToolServices world;
  const auto symbols = tools::make_symbol_resource(world.services);
  const auto value = json::parse(read(world, symbols, {{"code", "005930"}}).value()).as_object();
  CHECK(value.at("name") == "삼성전자");
  CHECK(value.at("market") == "KOSPI");
  // The file's prices are of another day.
  CHECK_FALSE(value.contains("base_price"));
  CHECK_FALSE(value.contains("market_cap_100m_won"));
  CHECK(value.at("source").at("master_file") == "sample");
  CHECK(read(world, symbols, {{"code", "999999"}}).error().code == Errc::unknown_symbol);
  CHECK(symbols.complete("code", "하닉").at(0) == "000660");
}

TEST_CASE("prompts carry their arguments and complete them") {
  test::ToolServices world;
  const auto script = tools::make_write_trading_script(world.services);
  const auto text = say(world, script, {{"goal", "매일 9시에 삼전 1주 사기"}, {"language", "go"}});
  CHECK(text.find("매일 9시에 삼전 1주 사기") != std::string::npos);
  CHECK(text.find("Write a go script for kis") != std::string::npos);
  CHECK(script.complete("language", "p") == std::vector<std::string>{"python"});
  CHECK(script.complete("stock_code", "삼전").at(0) == "005930");

  const auto portfolio = tools::make_explain_my_portfolio(world.services);
  CHECK(say(world, portfolio, {{"language", "en"}}).find("plain English") != std::string::npos);
  CHECK(portfolio.complete("focus", "r") == std::vector<std::string>{"risk"});

  const auto finder = tools::make_find_the_right_api(world.services);
  const auto asked = say(world, finder, {{"job", "공매도 추이"}, {"broker", "kiwoom"}});
  CHECK(asked.find("공매도 추이") != std::string::npos);
  CHECK(asked.find("with broker kiwoom") != std::string::npos);
  CHECK(finder.complete("broker", "").size() == 2);
}
