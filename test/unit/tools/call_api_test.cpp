// call_api with a broker that answers what the test says.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/json_text.hpp"
#include "tool_services.hpp"

using namespace kbroker;
namespace json = boost::json;

namespace {

struct Bench : test::ToolServices {
  mcp::Tool tool = tools::make_call_api(services);

  void answer(std::vector<json::object> pages, std::string account = {}) {
    broker::ApiAnswer value;
    value.pages = std::move(pages);
    value.account = std::move(account);
    broker->next_api = broker::Answer<broker::ApiAnswer>(std::move(value), broker::Environment::real);
  }
  json::object ask(std::string_view id, json::object params, json::object more = {}) {
    more["id"] = id;
    more["params"] = std::move(params);
    return call(tool, std::move(more));
  }
  json::object price(json::object more = {}) {
    return ask("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", "005930"}}, std::move(more));
  }
};

const json::object price_page{
    {"output", {{"stck_prpr", "97200"}, {"prdy_vrss", "-800"}, {"acml_vol", "13190422"}}},
    {"rt_cd", "0"},
    {"msg_cd", "MCA00000"},
    {"msg1", "정상"}};

}  // namespace

TEST_CASE("call_api answers typed rows with their origin") {
  Bench bench;
  bench.answer({price_page});
  const auto answer = bench.price();
  INFO(to_json_text(answer));
  CHECK(answer.at("success").as_bool());
  CHECK(answer.at("source") == "live");
  CHECK(answer.at("data").at("result").at("output").at("stck_prpr") == 97'200);
  CHECK(answer.at("data").at("result").at("output").at("prdy_vrss") == -800);
  CHECK(answer.at("data").at("paging").at("stopped") == "complete");
  CHECK_FALSE(answer.at("data").as_object().contains("labels"));
}

TEST_CASE("call_api takes an id without its broker, and a TR id") {
  Bench bench;
  bench.answer({price_page});
  for (const auto id : {"domestic_stock.inquire_price", "FHKST01010100"}) {
    CHECK(bench.ask(id, {{"market", "J"}, {"symbol", "005930"}}).at("success").as_bool());
    CHECK(bench.broker->asked_api.operation == "kis.domestic_stock.inquire_price");
  }
}

TEST_CASE("an unknown id gets the nearest one") {
  Bench bench;
  const auto answer = bench.ask("kis.domestic_stock.inquire_prise", {});
  CHECK(answer.at("error").at("code") == "invalid_argument");
  CHECK(to_json_text(answer).find("kis.domestic_stock.inquire_price") != std::string::npos);
}

TEST_CASE("call_api takes names of domestic instruments") {
  Bench bench;
  bench.answer({price_page});
  for (const auto name : {"삼성전자", "Samsung Electronics"}) {
    const auto answer = bench.ask("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", name}});
    CHECK(answer.at("success").as_bool());
    CHECK(bench.broker->asked_api.parameters.at(1).value == "005930");
  }
  const auto nobody =
      bench.ask("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", "없는 회사 이름"}});
  CHECK(nobody.at("error").at("code") == "unknown_symbol");
}

TEST_CASE("labels name the fields in the language asked for") {
  Bench bench;
  bench.answer({price_page});
  const auto korean = bench.price({{"labels", "ko"}}).at("data").at("labels").at("output");
  CHECK(korean.at("stck_prpr").as_string().find("현재가") != json::string::npos);
  const auto english = bench.price({{"labels", "en"}}).at("data").at("labels").at("output");
  CHECK(english.at("stck_prpr").as_string().find("KRW") != json::string::npos);
}

TEST_CASE("raw gives the broker's own text instead of typed rows") {
  Bench bench;
  bench.answer({price_page});
  const auto data = bench.price({{"raw", true}}).at("data").as_object();
  CHECK(data.at("raw").as_array().front().at("output").at("stck_prpr") == "97200");
  CHECK_FALSE(data.contains("result"));
}

TEST_CASE("long lists are cut with a word on how to get the rest") {
  Bench bench;
  json::array rows;
  for (int i = 0; i < 2'000; ++i)
    rows.push_back({{"stck_cntg_hour", "101530"}, {"cntg_vol", std::to_string(i + 1)}});
  bench.answer({{{"output", rows}, {"rt_cd", "0"}}});
  const json::object samsung{{"market", "J"}, {"symbol", "005930"}};
  const auto first = bench.ask("kis.domestic_stock.inquire_ccnl", samsung);
  CHECK(to_json_text(first.at("data")).size() <= 24'000);
  const auto cut = first.at("data").at("cut").as_array().front().as_object();
  CHECK(cut.at("of") == 2'000);
  const auto shown = cut.at("shown").to_number<int>();
  CHECK(cut.at("how").as_string().find("offset " + std::to_string(shown)) != json::string::npos);
  const auto second =
      bench.ask("kis.domestic_stock.inquire_ccnl", samsung, {{"offset", shown}, {"fields", {"cntg_vol"}}});
  const auto row = second.at("data").at("result").at("output").as_array().front().as_object();
  CHECK(row.at("cntg_vol") == shown + 1);
  CHECK(row.size() == 1);
  for (const auto& more : {json::object{{"labels", "ko"}}, json::object{{"raw", true}}}) {
    const auto answer = bench.ask("kis.domestic_stock.inquire_ccnl", samsung, more);
    CHECK(to_json_text(answer.at("data")).size() <= 24'000);
  }
}

TEST_CASE("a field that the answer does not have is refused with the nearest one") {
  Bench bench;
  bench.answer({price_page});
  const auto answer = bench.price({{"fields", {"stck_prrp"}}});
  CHECK(answer.at("error").at("code") == "invalid_argument");
  CHECK(answer.at("message").as_string().find("Did you mean stck_prpr?") != json::string::npos);
  CHECK(bench.price({{"fields", {"STCK_PRPR"}}}).at("success").as_bool());
}

TEST_CASE("account numbers are masked unless that is turned off") {
  Bench bench;
  const json::object page{{"output1", {{{"cano", "12345678"}, {"pdno", "005930"}}}},
                          {"ctx_area_fk100", "12345678^01"},
                          {"rt_cd", "0"}};
  bench.answer({page}, "12345678");
  const auto id = "kis.domestic_stock.inquire_balance";
  const auto params = json::object{
      {"AFHR_FLPR_YN", "N"},          {"INQR_DVSN", "02"}, {"UNPR_DVSN", "01"}, {"FUND_STTL_ICLD_YN", "N"},
      {"FNCG_AMT_AUTO_RDPT_YN", "N"}, {"PRCS_DVSN", "00"}};
  for (const bool raw : {false, true})
    CHECK(to_json_text(bench.ask(id, params, {{"raw", raw}})).find("12345678") == std::string::npos);
  bench.services.mask_account = false;
  CHECK(to_json_text(bench.ask(id, params, {{"raw", true}})).find("12345678") != std::string::npos);
}

TEST_CASE("Kiwoom's APIs are called by the same tool") {
  Bench bench;
  // Only KIS is configured here: the request reaches the gateway and says which broker lacks.
  const auto answer = bench.ask("kiwoom.stock_info.ka10001", {{"symbol", "005930"}});
  INFO(to_json_text(answer));
  CHECK(answer.at("error").at("code") == "not_configured");
  CHECK(answer.at("message").as_string().find("kiwoom") != json::string::npos);
}

TEST_CASE("get_api_example writes a program with the user's values and names its variables") {
  Bench bench;
  const auto tool = tools::make_get_api_example(bench.services);
  const auto example = [&](json::object arguments) { return bench.call(tool, std::move(arguments)); };
  const auto python = example({{"id", "kis.domestic_stock.inquire_price"},
                               {"language", "python"},
                               {"arguments", {{"symbol", "SK하이닉스"}}}});
  INFO(to_json_text(python));
  REQUIRE(python.at("success").as_bool());
  const auto& data = python.at("data").as_object();
  CHECK(data.at("code").as_string().find("\"FID_INPUT_ISCD\": \"000660\"") != json::string::npos);
  CHECK(data.at("code").as_string().find("FHKST01010100") != json::string::npos);
  CHECK(data.at("variables").as_array().front() == "KIS_APP_KEY");
  // Orders may be shown: nothing is sent.
  CHECK(example({{"id", "kis.domestic_stock.order_cash"}, {"language", "go"}}).at("success").as_bool());
  CHECK(example({{"id", "kiwoom.stock_info.ka10001"}, {"language", "curl"}}).at("success").as_bool());
}

TEST_CASE("get_api_example says what cannot be shown") {
  Bench bench;
  const auto tool = tools::make_get_api_example(bench.services);
  const auto code = [&](json::object arguments) {
    return bench.call(tool, std::move(arguments)).at("error").at("code").as_string();
  };
  CHECK(code({{"id", "kis.domestic_stock.ccnl_krx"}, {"language", "curl"}}) == "invalid_argument");
  CHECK(code({{"id", "kis.domestic_stock.volume_rank"}, {"language", "curl"}, {"environment", "paper"}}) ==
        "not_on_paper");
  CHECK(code({{"id", "kis.domestic_stock.order_cash"}, {"language", "kbroker"}}) == "invalid_argument");
  CHECK(code({{"id", "kis.domestic_stock.inquire_price"},
              {"language", "curl"},
              {"arguments", {{"market", "Q"}}}}) == "invalid_argument");
}
