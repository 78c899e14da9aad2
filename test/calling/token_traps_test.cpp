// The traps of the KIS documents about keys, tokens, headers and TR ids (fact sheet, section 3), one case
// each.
#include <catch2/catch_test_macros.hpp>

#include "call_bench.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_answer.hpp"
#include "kbroker/catalog/api_arguments.hpp"
#include "kbroker/net/http_client.hpp"
#include "simulator_fixture.hpp"
#include "temporary_directory.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::code_of;
using test::ScriptedKis;
namespace json = boost::json;

namespace {

constexpr auto price =
    R"({"output":{"stck_prpr":"97200","acml_vol":"13190422"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상"})";
constexpr auto second_token = R"({"access_token":"second-token","token_type":"Bearer","expires_in":86400})";

catalog::Api get(std::string_view id) {
  return *catalog::ApiCatalogue::embedded()->get(id);
}

}  // namespace

TEST_CASE("trap: expires_in is a number and the expiry beside it is Korean time") {
  ScriptedKis kis;
  kis.reply(
      R"({"access_token":"t","token_type":"Bearer","expires_in":86400,"access_token_token_expired":"2026-11-21 10:15:30"})");
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
  kis.clock.advance(23h + 56min);  // read as any other zone the token would last longer or be over already
  kis.reply(second_token);
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
  CHECK(kis.transport->count("/oauth2/tokenP") == 2);
}

TEST_CASE("trap: a second token within a minute is refused with HTTP 403, so nobody asks again at once") {
  ScriptedKis kis;
  kis.reply(
      R"json({"error_description":"접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)","error_code":"EGW00133"})json",
      {}, 403);
  const auto refused = kis.price();
  CHECK_FALSE(refused.at("success").as_bool());
  CHECK(refused.at("error").at("retryable").as_bool());
  CHECK_FALSE(kis.price().at("success").as_bool());
  CHECK(kis.transport->count("/oauth2/tokenP") == 1);
  kis.clock.advance(61s);
  kis.token();
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
}

TEST_CASE("trap: every issuance ends the token before it and sends the customer a message") {
  ScriptedKis kis;
  kis.token();
  for (int i = 0; i < 3; ++i) {
    kis.reply(price);
    CHECK(code_of(kis.price()) == "success");
    kis.clock.advance(2s);  // beyond the cache
  }
  CHECK(kis.transport->count("/oauth2/tokenP") == 1);
}

TEST_CASE("trap: tokens are revoked before their time") {
  for (const auto code : {"EGW00121", "EGW00122", "EGW00123"}) {
    INFO(code);
    ScriptedKis kis;
    kis.token();
    kis.reply(price);
    CHECK(code_of(kis.price()) == "success");
    kis.clock.advance(2min);
    kis.refuse(code);
    kis.reply(second_token);
    kis.reply(price);
    CHECK(code_of(kis.price()) == "success");
    CHECK(kis.sent("authorization") == "Bearer second-token");
    CHECK(kis.transport->count("/oauth2/tokenP") == 2);
  }
}

TEST_CASE("trap: the tokens of partners last three months, those of others a day") {
  ScriptedKis kis;
  kis.reply(R"({"access_token":"t","token_type":"Bearer","expires_in":7776000})");
  for (const auto pause : {0h, 24h * 30, 24h * 30}) {
    kis.clock.advance(pause);
    kis.reply(price);
    CHECK(code_of(kis.price()) == "success");
  }
  CHECK(kis.transport->count("/oauth2/tokenP") == 1);
}

TEST_CASE("trap: a token may be 350 characters long") {
  ScriptedKis kis;
  const std::string token(350, 'k');
  kis.reply(R"({"access_token":")" + token + R"(","token_type":"Bearer","expires_in":86400})");
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
  CHECK(kis.sent("authorization") == "Bearer " + token);
}

TEST_CASE("trap: programs that share a key must share its token, too") {
  const test::TemporaryDirectory directory;
  ScriptedKis first({"real"}, directory.path());
  first.token();
  first.reply(price);
  CHECK(code_of(first.price()) == "success");
  ScriptedKis second({"real"}, directory.path());
  second.reply(price);
  CHECK(code_of(second.price()) == "success");
  CHECK(second.sent("authorization") == "Bearer first-token");
  CHECK(second.transport->count("/oauth2/tokenP") == 0);
}

TEST_CASE("trap: token failures have a shape of their own") {
  ScriptedKis kis;
  kis.reply(R"({"error_description":"유효하지 않은 AppKey입니다.","error_code":"EGW00103"})", {}, 403);
  const auto answer = kis.price();
  CHECK(code_of(answer) == "auth_failed");
  CHECK(answer.at("error").at("broker_code") == "EGW00103");
}

TEST_CASE("trap: real and paper must not share a token") {
  const test::TemporaryDirectory directory;
  ScriptedKis kis({"real", "paper"}, directory.path());
  kis.token();
  kis.reply(price);
  CHECK(code_of(kis.price({{"environment", "real"}})) == "success");
  CHECK(kis.sent("authorization") == "Bearer first-token");
  kis.reply(second_token);
  kis.reply(price);
  CHECK(code_of(kis.price({{"environment", "paper"}})) == "success");
  CHECK(kis.sent("authorization") == "Bearer second-token");
  CHECK(kis.last().url.starts_with("https://paper.test/"));
}

TEST_CASE("trap: the code of a revocation is a number, not a text") {
  const json::object page{{"code", 200}, {"message", "접근토큰 폐기에 성공하였습니다"}};
  const auto typed = catalog::typed_answer(get("kis.auth.revoke_token"), {&page, 1});
  CHECK(typed.at("body").at("code") == 200);
}

TEST_CASE("trap: the approval key takes the app secret under the name secretkey") {
  const auto api = get("kis.auth.auth_ws_token");
  const auto secret =
      std::ranges::find(api.params, catalog::FilledBy::app_secret, &catalog::ApiParam::filled_by);
  REQUIRE(secret != api.params.end());
  CHECK(secret->name == "secretkey");
  ScriptedKis kis;
  CHECK(code_of(kis.call(api.id, {})) == "invalid_argument");
  CHECK(kis.transport->requests().empty());
}

TEST_CASE("trap: the hash key is optional, so nothing asks for it") {
  ScriptedKis kis;
  kis.token();
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
  CHECK(kis.sent("hashkey").empty());
  CHECK(kis.transport->count("/uapi/hashkey") == 0);
}

TEST_CASE("trap: chunked bodies are refused, so bodies go out with a length") {
  test::RunningSimulator simulator;  // refuses chunked bodies as KIS does
  SystemClock clock;
  broker::BrokerConfig config;
  config.real.emplace();
  config.real->base_url = simulator.base_url("/kis/real");
  config.real->app_key = Secret(std::string(sim::demo_app_key));
  config.real->app_secret = Secret(std::string(sim::demo_app_secret));
  test::CallHarness harness(config, std::make_shared<net::http::ClientPool>(), clock);
  // The token is asked for with a body.
  const auto answer =
      harness.call("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", "005930"}});
  CHECK(code_of(answer) == "success");
}

TEST_CASE("trap: names in a query keep the case of the documents") {
  ScriptedKis kis;
  kis.token();
  kis.reply(R"({"output":[],"rt_cd":"0","msg_cd":"MCA00000","msg1":""})");
  const auto api = get("kis.domestic_stock.fluctuation");
  CHECK(code_of(kis.call(api.id, catalog::example_arguments(api, date_kst(kis.clock.wall())))) == "success");
  CHECK(kis.last().url.find("fid_cond_mrkt_div_code=") != std::string::npos);
}

TEST_CASE("trap: the customer type is wanted in a header of every call") {
  ScriptedKis kis;
  kis.token();
  kis.reply(price);
  kis.price();
  CHECK(kis.sent("custtype") == "P");
}

TEST_CASE("trap: another content type than JSON is refused (EGW00132)") {
  ScriptedKis kis;
  kis.token();
  kis.reply(price);
  kis.price();
  for (const auto& request : kis.transport->requests())
    CHECK(test::header_of(request, "Content-Type") == "application/json; charset=utf-8");
}

TEST_CASE("trap: the headers of partner corporations are not for individuals") {
  ScriptedKis kis;
  kis.token();
  kis.reply(price);
  kis.price();
  for (const auto header : {"personalseckey", "seq_no", "mac_address", "phone_number", "ip_addr", "gt_uid"})
    CHECK(kis.sent(header).empty());
}

TEST_CASE("trap: the letter rule makes up paper ids that do not exist") {
  ScriptedKis kis({"paper"});
  // TTTC0084R would become VTTC0084R.
  const auto answer =
      kis.call("kis.domestic_stock.inquire_psbl_rvsecncl", {{"INQR_DVSN_1", "0"}, {"INQR_DVSN_2", "0"}});
  CHECK(code_of(answer) == "not_on_paper");
  CHECK(kis.transport->requests().empty());
}

TEST_CASE("trap: a US sell on paper is VTTT1001U, not VTTT1006U") {
  const auto sell = catalog::read_arguments(get("kis.overseas_stock.order"), {{"ord_dv", "sell"},
                                                                              {"OVRS_EXCG_CD", "NASD"},
                                                                              {"PDNO", "AAPL"},
                                                                              {"ORD_QTY", 1},
                                                                              {"OVRS_ORD_UNPR", "280"},
                                                                              {"ORD_DVSN", "00"}});
  REQUIRE(sell.has_value());
  CHECK(sell->real == "TTTT1006U");
  CHECK(sell->paper == "VTTT1001U");
}

TEST_CASE("trap: ids that begin with F or H are the same on paper") {
  ScriptedKis kis({"paper"});
  kis.token();
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
  CHECK(kis.sent("tr_id") == "FHKST01010100");
}

TEST_CASE("trap: fill notices have other ids on paper") {
  for (const auto& [id, paper] : {std::pair{"kis.domestic_stock.ccnl_notice", "H0STCNI9"},
                                  {"kis.overseas_stock.ccnl_notice", "H0GSCNI9"},
                                  {"kis.domestic_futureoption.fuopt_ccnl_notice", "H0IFCNI9"}})
    CHECK(get(id).transactions.front().paper == paper);
}

TEST_CASE("trap: old TR ids are still around and may be blocked") {
  const auto apis = catalog::ApiCatalogue::embedded();
  for (const auto old :
       {"TTTC0802U", "TTTC0801U", "TTTC0803U", "TTTC0851U", "TTTC0852U", "TTTC8001R", "CTSC9115R",
        "TTTC8036R", "FHPPG04650100", "FHPPG04650200", "FHPPG04600100", "FHPPG04600000", "HHPPG046600C0",
        "JTCE1001U", "JTCE1002U", "JTCE1004R", "JTCE5005R", "JTCE6001R", "JTCE6003R"}) {
    INFO(old);
    const auto places = apis->with_transaction(old);
    REQUIRE(places.size() == 1);
    // They lead to the call, which is made under its present id.
    for (const auto& id : apis->at(places.front()).transactions) CHECK(id.real != old);
  }
}

TEST_CASE("trap: a real TR id on the paper host comes as HTTP 500 and never passes") {
  ScriptedKis kis({"paper"});
  kis.token();
  kis.refuse("EGW00213", 500, "모의투자 TR 이 아닙니다.");
  CHECK(code_of(kis.price()) == "not_on_paper");
  CHECK(kis.transport->requests().size() == 2);
}
