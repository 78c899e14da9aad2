// The toolset kis-compat: names and arguments of KIS's own MCP servers, answered by our tools.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "compat/api_detail.hpp"
#include "compat/sample_params.hpp"
#include "compat/source_code.hpp"
#include "compat/tool_makers.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "tool_services.hpp"

using namespace kbroker;
using Catch::Matchers::ContainsSubstring;
namespace json = boost::json;
namespace compat = tools::compat;

namespace {

const compat::Category& category(std::string_view id) {
  for (const auto& each : compat::categories)
    if (each.id == id) return each;
  throw std::invalid_argument(std::string(id));
}

struct Bench : test::ToolServices {
  void answer(json::object page) {
    broker::ApiAnswer value;
    value.pages.push_back(std::move(page));
    broker->next_api = broker::Answer<broker::ApiAnswer>(std::move(value), broker::Environment::real);
  }
  json::object ask(std::string_view tool, std::string_view api_type, json::object params = {}) {
    return call(compat::make_trading_tool(services, category(tool)),
                {{"api_type", api_type}, {"params", std::move(params)}});
  }
  json::object search(std::string_view name, json::object arguments) {
    return call(compat::make_code_search(services, category(name)), std::move(arguments));
  }
  /// As the broker was asked for it.
  std::string sent(std::string_view name) const {
    for (const auto& parameter : broker->asked_api.parameters)
      if (parameter.name == name) return parameter.value;
    return "(not sent)";
  }
};

const json::object price_page{{"output", {{"stck_prpr", "97200"}, {"acml_vol", "13190422"}}},
                              {"rt_cd", "0"},
                              {"msg_cd", "MCA00000"},
                              {"msg1", "정상"}};

catalog::Api api(std::string_view id) {
  return catalog::ApiCatalogue::embedded()->get(id).value();
}

std::string text_at(const json::object& object, std::string_view name) {
  return std::string(object.at(name).as_string());
}

}  // namespace

TEST_CASE("a call in the manner of the Trading MCP answers in its shape, with its origin") {
  Bench bench;
  bench.answer(price_page);
  const auto answer =
      bench.ask("domestic_stock", "inquire_price",
                {{"fid_cond_mrkt_div_code", "J"}, {"fid_input_iscd", "005930"}, {"env_dv", "real"}});
  INFO(to_json_text(answer));
  CHECK(answer.at("ok").as_bool());
  CHECK(answer.at("success").as_bool());
  CHECK(answer.at("source") == "live");
  const auto& data = answer.at("data").as_object();
  CHECK(data.at("success").as_bool());
  CHECK(data.at("api_type") == "inquire_price");
  CHECK(data.at("params") == json::value{{"fid_cond_mrkt_div_code", "J"}, {"fid_input_iscd", "005930"}});
  REQUIRE(data.at("data").as_array().size() == 1);
  CHECK(data.at("data").at(0).at("stck_prpr") == 97'200);
  CHECK(bench.broker->asked_api.environment == broker::Environment::real);
}

TEST_CASE("several containers become an object of lists, the keys of the next page stay out of it") {
  Bench bench;
  bench.answer({{"rt_cd", "0"},
                {"ctx_area_fk100", "x"},
                {"output1", json::array{{{"pdno", "005930"}, {"hldg_qty", "10"}}}},
                {"output2", {{"dnca_tot_amt", "5000000"}}}});
  const auto answer = bench.ask("domestic_stock", "inquire_balance",
                                {{"afhr_flpr_yn", "N"},
                                 {"inqr_dvsn", "02"},
                                 {"unpr_dvsn", "01"},
                                 {"fund_sttl_icld_yn", "N"},
                                 {"fncg_amt_auto_rdpt_yn", "N"},
                                 {"prcs_dvsn", "00"}});
  INFO(to_json_text(answer));
  const auto& rows = answer.at("data").at("data").as_object();
  CHECK(rows.size() == 2);
  CHECK(rows.at("output1").at(0).at("hldg_qty") == 10);
  CHECK(rows.at("output2").at(0).at("dnca_tot_amt") == 5'000'000);
}

TEST_CASE("what the samples' functions take besides parameters is understood or left away") {
  const auto balance = api("kis.domestic_stock.inquire_balance");
  const auto read = compat::read_sample_params(balance, {{"env_dv", "demo"},
                                                         {"max_depth", 25},
                                                         {"cano", "11112222"},
                                                         {"acnt_prdt_cd", "01"},
                                                         {"tr_cont", ""},
                                                         {"dataframe1", nullptr},
                                                         {"offset", 30},
                                                         {"fields", json::array{"pdno"}},
                                                         {"inqr_dvsn", "02"}});
  REQUIRE(read.has_value());
  CHECK(read->environment == broker::Environment::paper);
  CHECK(read->max_pages == 20);
  CHECK(read->params == json::object{{"inqr_dvsn", "02"}});
  CHECK(read->view == json::object{{"offset", 30}, {"fields", json::array{"pdno"}}});
  // A password must not travel, and KIS wants none.
  const auto night = compat::read_sample_params(api("kis.domestic_futureoption.inquire_ngt_balance"),
                                                {{"acnt_pwd", "1234"}, {"mgna_dvsn", "01"}});
  CHECK(night->params == json::object{{"mgna_dvsn", "01"}});
  for (const json::object& wrong :
       {json::object{{"env_dv", "test"}}, json::object{{"max_depth", "many"}}, json::object{{"max_depth", 0}},
        json::object{{"offset", -1}}, json::object{{"fields", json::array{1}}}}) {
    INFO(to_json_text(wrong));
    const auto refused = compat::read_sample_params(balance, wrong);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == Errc::invalid_argument);
  }
  const auto usual = compat::read_sample_params(balance, {});
  CHECK(usual->max_pages == 3);
  CHECK_FALSE(usual->environment);
}

TEST_CASE("a stock name becomes the code where the API takes one") {
  Bench bench;
  bench.answer(price_page);
  CHECK(bench
            .ask("domestic_stock", "inquire_price",
                 {{"stock_name", "삼성전자"}, {"fid_cond_mrkt_div_code", "J"}})
            .at("ok")
            .as_bool());
  CHECK(bench.sent("FID_INPUT_ISCD") == "005930");
  // A name in Latin letters is no code.
  CHECK(
      bench.ask("domestic_stock", "inquire_price", {{"stock_name", "NAVER"}, {"fid_cond_mrkt_div_code", "J"}})
          .at("ok")
          .as_bool());
  CHECK(bench.sent("FID_INPUT_ISCD") == "035420");
  bench.answer({{"rt_cd", "0"}, {"output", {{"last", "201.50"}}}});
  CHECK(bench.ask("overseas_stock", "price", {{"stock_name", "애플"}}).at("ok").as_bool());
  CHECK(bench.sent("SYMB") == "AAPL");
  CHECK(bench.sent("EXCD") == "NAS");
  const auto none = bench.ask("domestic_stock", "chk_holiday", {{"stock_name", "삼성전자"}});
  CHECK_THAT(text_at(none, "error"), ContainsSubstring("takes no instrument"));
  const auto unknown = bench.ask("overseas_stock", "price", {{"stock_name", "없는회사"}});
  CHECK(unknown.at("code") == "unknown_symbol");
}

TEST_CASE("failures are failures: isError, ok false, one sentence and what to do") {
  Bench bench;
  const auto near = bench.ask("domestic_stock", "inquire_prise");
  CHECK_FALSE(near.at("ok").as_bool());
  CHECK_FALSE(near.at("success").as_bool());
  CHECK(near.at("code") == "invalid_argument");
  CHECK(near.at("error") == near.at("message"));
  CHECK_THAT(text_at(near, "hint"), ContainsSubstring("Nearest: inquire_price"));
  const auto order =
      bench.ask("domestic_stock", "order_cash", {{"ord_dv", "buy"}, {"stock_name", "삼성전자"}});
  CHECK_THAT(text_at(order, "hint"), ContainsSubstring("preview_order"));
  const auto stream = bench.ask("domestic_stock", "ccnl_krx");
  CHECK_THAT(text_at(stream, "error"), ContainsSubstring("realtime stream"));
  const auto wrong = bench.ask("domestic_stock", "inquire_price", {{"fid_input_isd", "005930"}});
  CHECK_THAT(text_at(wrong, "error"), ContainsSubstring("Did you mean fid_input_iscd?"));
}

TEST_CASE("find_stock_code finds by name and by code") {
  Bench bench;
  const auto found = bench.ask("domestic_stock", "find_stock_code", {{"stock_name", "삼성전자"}});
  INFO(to_json_text(found));
  const auto& data = found.at("data").as_object();
  CHECK(data.at("found").as_bool());
  CHECK(data.at("tool_name") == "domestic_stock");
  CHECK(data.at("stock_code") == "005930");
  CHECK(data.at("stock_name_found") == "삼성전자");
  CHECK(data.at("ex") == "kospi");
  CHECK(data.at("match_type") == "name_exact");
  CHECK_FALSE(data.at("candidates").as_array().empty());
  // The list that ships is a sample, and says so.
  CHECK(found.at("source") == "sample");
  CHECK(bench.ask("domestic_stock", "find_stock_code", {{"stock_name", "005930"}})
            .at("data")
            .at("match_type") == "code_exact");
  CHECK(bench.ask("domestic_stock", "find_stock_code", {{"stock_name", "삼성전"}})
            .at("data")
            .at("match_type") == "name_prefix");
  const auto abroad = bench.ask("overseas_stock", "find_stock_code", {{"stock_name", "Apple"}});
  CHECK(abroad.at("data").at("stock_code") == "AAPL");
  CHECK(abroad.at("data").at("ex") == "NAS");
  for (const auto& [category, name, code] :
       {std::tuple("elw", "한국LA50삼성전자콜", "57LA50"),
        std::tuple("domestic_bond", "국고채권03500-3406", "KR103502GA34"),
        std::tuple("domestic_futureoption", "코스피200 선물 2612", "A01612"),
        std::tuple("domestic_futureoption", "코스피200 콜 2612 540.0", "B01612540"),
        std::tuple("overseas_futureoption", "E-mini S&P 500 2612", "ESZ26")}) {
    INFO(category);
    const auto other = bench.ask(category, "find_stock_code", {{"stock_name", name}});
    INFO(to_json_text(other));
    CHECK(other.at("data").at("stock_code") == code);
    CHECK(other.at("data").at("match_type") == "name_exact");
  }
  CHECK(bench.ask("domestic_bond", "find_stock_code", {{"stock_name", "삼성전자"}}).at("error") ==
        "STOCK_NOT_FOUND");
  const auto nobody = bench.ask("overseas_stock", "find_stock_code", {{"stock_name", "없는회사"}});
  CHECK(nobody.at("error") == "STOCK_NOT_FOUND");
  CHECK(nobody.at("code") == "unknown_symbol");
  const auto missing = bench.ask("domestic_stock", "find_stock_code");
  CHECK(missing.at("error") == "MISSING_OR_INVALID_ARGS");
  CHECK(missing.at("missing") == json::array{"stock_name"});
}

TEST_CASE("find_api_detail names the parameters as the samples do, without what the server fills") {
  Bench bench;
  const auto answer = bench.ask("domestic_stock", "find_api_detail", {{"api_type", "inquire_daily_ccld"}});
  const auto& data = answer.at("data").as_object();
  CHECK(data.at("id") == "kis.domestic_stock.inquire_daily_ccld");
  CHECK(data.at("category_detail") == "[국내주식] 주문/계좌");
  const auto& params = data.at("params").as_object();
  CHECK_FALSE(params.contains("cano"));
  CHECK(params.contains("FK100"));
  CHECK(params.at("inqr_strt_dt").at("required").as_bool());
  CHECK(params.at("excg_id_dvsn_cd").at("default_value") == "KRX");
  CHECK_THAT(std::string(params.at("inqr_strt_dt").at("description").as_string()),
             ContainsSubstring("[필수]"));
  CHECK(params.contains("env_dv"));
  CHECK_FALSE(data.contains("refused"));
  CHECK(compat::api_detail(api("kis.domestic_stock.order_cash")).contains("refused"));
  CHECK_FALSE(
      compat::api_detail(api("kis.domestic_stock.volume_rank")).at("params").as_object().contains("env_dv"));
  const auto unknown = bench.ask("elw", "find_api_detail", {{"api_type", "volume"}});
  CHECK(unknown.at("available_apis").as_array().size() == 24);
  CHECK_THAT(text_at(unknown, "hint"), ContainsSubstring("volume_rank"));
}

TEST_CASE("every name that find_api_detail tells is taken by the API") {
  const auto catalogue = catalog::ApiCatalogue::embedded();
  for (const auto& each : compat::categories)
    for (const auto& one : compat::apis_of(*catalogue, each.id)) {
      INFO(one.id);
      const auto detail = compat::api_detail(one);
      for (const auto& param : detail.at("params").as_object()) {
        INFO(param.key());
        CHECK((param.key() == "env_dv" || catalog::param_called(one, param.key())));
      }
    }
}

TEST_CASE("auth tells the state of the token and never the token") {
  Bench bench;
  const auto tool = compat::make_auth(bench.services);
  const json::object keys{{"grant_type", "client_credentials"},
                          {"appkey", "my-key"},
                          {"appsecret", "my-secret"},
                          {"env_dv", "real"}};
  const auto nothing = bench.call(tool, {{"api_type", "auth_token"}, {"params", keys}});
  CHECK(nothing.at("code") == "not_configured");
  bench.broker->connections.emplace_back();
  bench.broker->connections.back().token_state = "valid";
  bench.broker->connections.back().token_expires = *parse_kst("20261121", "101530");
  const auto answer = bench.call(tool, {{"api_type", "auth_token"}, {"params", keys}});
  CHECK(answer.at("ok").as_bool());
  CHECK(answer.at("data").at("data") ==
        json::array{{{"environment", "real"},
                     {"token", "valid"},
                     {"access_token_token_expired", "2026-11-21T10:15:30+09:00"}}});
  CHECK_THAT(to_json_text(answer), !ContainsSubstring("my-"));
  for (const auto refused : {"auth_ws_token", "revoke_token", "hashkey"}) {
    const auto result = bench.call(tool, {{"api_type", refused}, {"params", keys}});
    CHECK_THAT(text_at(result, "error"), ContainsSubstring("keys and tokens"));
    CHECK_THAT(to_json_text(result), !ContainsSubstring("my-"));
  }
}

TEST_CASE("the code search reads the sentence and keeps to the category") {
  Bench bench;
  const auto found = bench.search("domestic_stock", {{"query", "삼성전자 지금 얼마야"}});
  INFO(to_json_text(found));
  CHECK(found.at("status") == "success");
  const auto& first = found.at("results").at(0).as_object();
  CHECK(first.at("function_name") == "inquire_price");
  CHECK(first.at("api_name") == "주식현재가 시세");
  CHECK(first.at("category") == "domestic_stock");
  CHECK(first.at("subcategory") == "기본시세");
  CHECK(first.at("url_main") == "kapi://kis/domestic_stock.inquire_price");
  CHECK(found.at("results").as_array().size() <= 10);
  CHECK(found.at("source").is_string());
}

TEST_CASE("the words of a code search must all fit, and the sentence puts them in order") {
  Bench bench;
  const auto by_name =
      bench.search("domestic_stock", {{"subcategory", "주문/계좌"}, {"function_name", "balance"}});
  REQUIRE(by_name.at("status") == "success");
  for (const auto& result : by_name.at("results").as_array()) {
    CHECK(result.at("subcategory") == "주문/계좌");
    CHECK_THAT(std::string(result.at("function_name").as_string()), ContainsSubstring("balance"));
  }
  const auto by_field = bench.search(
      "domestic_stock", {{"subcategory", "기본시세"}, {"response", "stck_prpr"}, {"query", "호가창 보여줘"}});
  CHECK(by_field.at("results").at(0).at("function_name") == "inquire_asking_price_exp_ccn");
  // Nothing fits every word: what the sentence finds is better than nothing, and it is said.
  const auto nearest = bench.search(
      "overseas_stock",
      {{"query", "애플 현재가"}, {"subcategory", "순위분석"}, {"function_name", "no_such_function"}});
  CHECK(nearest.at("results").at(0).at("function_name") == "price");
  CHECK_THAT(text_at(nearest, "message"), ContainsSubstring("none fits every word"));
  const auto nothing = bench.search("elw", {{"function_name", "no_such_function"}});
  CHECK(nothing.at("status") == "no_results");
  CHECK(nothing.at("success").as_bool());
  const auto all = bench.search("domestic_stock", {});
  CHECK(all.at("total_count") == 156);
  CHECK(all.at("results").as_array().size() == 156);
}

TEST_CASE("read_source_code gives a program for any way to name an API") {
  Bench bench;
  const auto tool = compat::make_read_source_code(bench.services);
  const std::string samples = "https://github.com/koreainvestment/open-trading-api/";
  for (const std::string& url :
       {std::string("kapi://kis/domestic_stock.inquire_price"),
        std::string("kis.domestic_stock.inquire_price"), std::string("domestic_stock.inquire_price"),
        std::string("FHKST01010100"),
        samples + "blob/main/examples_llm/domestic_stock/inquire_price/inquire_price.py",
        samples + "tree/main/examples_llm/domestic_stock/inquire_price"}) {
    INFO(url);
    const auto answer = bench.call(tool, {{"url_main", url}, {"url_chk", url}});
    CHECK(answer.at("status") == "success");
    const auto& results = answer.at("results").as_object();
    CHECK(results.at("main").at("url").as_string() == url);
    const std::string code(results.at("main").at("content").as_string());
    CHECK_THAT(code, ContainsSubstring("FHKST01010100") && ContainsSubstring("httpx"));
    CHECK_THAT(std::string(results.at("check").at("content").as_string()),
               ContainsSubstring("kbroker call call_api"));
  }
  const auto order = bench.call(
      tool, {{"url_main", "kis.domestic_stock.order_cash"}, {"url_chk", "kis.domestic_stock.order_cash"}});
  CHECK(order.at("status") == "partial_success");
  const auto unknown =
      bench.call(tool, {{"url_main", samples + "blob/main/examples_llm/elw/volume/volume.py"}});
  CHECK(unknown.at("status") == "error");
  CHECK_FALSE(unknown.at("success").as_bool());
  CHECK_THAT(std::string(unknown.at("results").at("main").at("message").as_string()),
             ContainsSubstring("Nearest"));
}

TEST_CASE("the address of a source survives every cut") {
  const std::string whole = "https://x/examples_llm/elw/volume_rank/chk_volume_rank.py?raw=1";
  for (std::size_t length = 0; length <= whole.size(); ++length)
    static_cast<void>(compat::api_id_in(whole.substr(0, length)));
  CHECK(compat::api_id_in(whole) == "kis.elw.volume_rank");
  CHECK(compat::api_id_in("examples_llm/elw/volume_rank?x") == "kis.elw.volume_rank");
  CHECK(compat::api_id_in(" kapi://kiwoom/chart.ka10081 ") == "kiwoom.chart.ka10081");
  CHECK(compat::source_url(api("kis.elw.volume_rank")) == "kapi://kis/elw.volume_rank");
}
