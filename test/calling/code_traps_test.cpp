// The traps of the KIS documents about message codes and pace (fact sheet, section 4), one case each.
#include <catch2/catch_test_macros.hpp>

#include "call_bench.hpp"
#include "kbroker/catalog/api_arguments.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::code_of;
using test::ScriptedKis;
namespace json = boost::json;

namespace {

constexpr auto price =
    R"({"output":{"stck_prpr":"97200","acml_vol":"13190422"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상"})";
constexpr auto days =
    R"({"ctx_area_nk":"20261215  ","ctx_area_fk":"20261121  ","output":[{"bass_dt":"20261121","opnd_yn":"N"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})";

json::object example(std::string_view id, ScriptedKis& kis) {
  const auto api = *catalog::ApiCatalogue::embedded()->get(id);
  return kis.call(id, catalog::example_arguments(api, date_kst(kis.clock.wall())));
}

}  // namespace

TEST_CASE("trap: EGW00201 was not processed and passes after a second") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("EGW00201");
  kis.reply(price);
  const auto before = kis.clock.steady();
  CHECK(code_of(kis.price()) == "success");
  CHECK(kis.clock.steady() - before >= 1s);
}

TEST_CASE("trap: the ledger refuses on its own (EGW00215), so account data has a slower lane") {
  ScriptedKis kis({"paper"});
  kis.token();
  kis.refuse("EGW00215");
  const std::string balance = R"({"output1":[],"output2":[],"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})";
  kis.reply(balance);
  CHECK(code_of(example("kis.domestic_stock.inquire_balance", kis)) == "success");
  // After a refusal of the ledger its lane waits longer than the common one.
  kis.clock.advance(1min);
  kis.reply(balance);
  kis.reply(balance);
  example("kis.domestic_stock.inquire_balance", kis);
  const auto between = kis.clock.steady();
  kis.clock.advance(1ms);
  kis.call("kis.domestic_stock.inquire_balance", {{"AFHR_FLPR_YN", "Y"},
                                                  {"INQR_DVSN", "01"},
                                                  {"UNPR_DVSN", "01"},
                                                  {"FUND_STTL_ICLD_YN", "N"},
                                                  {"FNCG_AMT_AUTO_RDPT_YN", "N"},
                                                  {"PRCS_DVSN", "01"}});
  CHECK(kis.clock.steady() - between >= 900ms);
}

TEST_CASE("trap: EGW00202 must not be hammered") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("EGW00202");
  CHECK(code_of(kis.price()) == "broker_error");
  CHECK(kis.transport->requests().size() == 2);
}

TEST_CASE("trap: a key of the other environment (EGW02004) never passes") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("EGW02004");
  CHECK(code_of(kis.price()) == "auth_failed");
  CHECK(kis.transport->requests().size() == 2);
}

TEST_CASE("trap: after a time-out at the gateway (EGW00301) reads may be repeated") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("EGW00301");
  kis.reply(price);
  CHECK(code_of(kis.price()) == "success");
}

TEST_CASE("trap: EGW00001, EGW00002, EGW00203, EGW00300 and OPSQ1002 pass, so reads are repeated") {
  for (const auto code : {"EGW00001", "EGW00002", "EGW00203", "EGW00300", "OPSQ1002"}) {
    INFO(code);
    ScriptedKis kis;
    kis.token();
    kis.refuse(code);
    kis.reply(price);
    const auto before = kis.clock.steady();
    CHECK(code_of(kis.price()) == "success");
    CHECK(kis.clock.steady() > before);  // not at once
  }
}

TEST_CASE("trap: many calls for old days end in EGW00316, which wants a pause") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("EGW00316");
  kis.reply(price);
  const auto before = kis.clock.steady();
  CHECK(code_of(kis.price()) == "success");
  CHECK(kis.clock.steady() - before >= 1s);
}

TEST_CASE("trap: what the keys, the address or the permissions lack does not come by asking again") {
  for (const auto code : {"EGW00003", "EGW00102", "EGW00103", "EGW00104", "EGW00105", "EGW00205", "EGW00206",
                          "EGW00207", "EGW00304"}) {
    INFO(code);
    ScriptedKis kis;
    kis.token();
    kis.refuse(code);
    CHECK(code_of(kis.price()) == "auth_failed");
    CHECK(kis.transport->requests().size() == 2);
  }
}

TEST_CASE("trap: a request that is wrong stays wrong") {
  for (const auto code :
       {"EGW00115", "EGW00116", "EGW00131", "EGW00132", "EGW00204", "EGW00208", "EGW00209", "OPSQ0002",
        "OPSQ2001", "OPSQ2002", "OPSQ9995", "OPSQ9996", "OPSQ9997", "OPSQ9998", "OPSQ9999"}) {
    INFO(code);
    ScriptedKis kis;
    kis.token();
    kis.refuse(code);
    const auto answer = kis.price();
    CHECK_FALSE(answer.at("success").as_bool());
    CHECK(answer.at("error").at("broker_code") == code);
    CHECK_FALSE(answer.at("error").at("retryable").as_bool());
    CHECK(kis.transport->requests().size() == 2);
  }
}

TEST_CASE("trap: a wrong account is the configuration's fault") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("OPSQ2000", 200, "ERROR : INPUT INVALID_CHECK_ACNO");
  CHECK(code_of(example("kis.domestic_stock.inquire_balance", kis)) == "not_configured");
}

TEST_CASE("trap: KIER2620 means no data, not a failure") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("KIER2620", 200, "조회할 내용이 없습니다.");
  const auto answer = example("kis.overseas_stock.inquire_period_profit", kis);
  CHECK(code_of(answer) == "success");
  CHECK(answer.at("environment") == "real");
}

TEST_CASE("trap: a search condition without matches comes as an error (MCA05918)") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("MCA05918", 200, "종목코드 오류입니다.");
  const auto answer = kis.call("kis.domestic_stock.psearch_result", {{"seq", "0"}});
  CHECK(code_of(answer) == "success");
  CHECK(answer.at("data").at("result").at("output2").as_array().empty());
  CHECK(kis.last().url.find("user_id=myhtsid") != std::string::npos);
}

TEST_CASE("trap: everywhere else MCA05918 is a wrong code") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("MCA05918", 200, "종목코드 오류입니다.");
  CHECK(code_of(kis.price()) == "unknown_symbol");
}

TEST_CASE("trap: an unknown failure must never become a success without data") {
  ScriptedKis kis;
  kis.token();
  kis.reply(R"({"rt_cd":"1","msg_cd":"XYZA9999","msg1":"새로운 오류입니다.","output":[]})");
  const auto answer = kis.price();
  CHECK(code_of(answer) == "broker_error");
  CHECK(answer.at("error").at("broker_code") == "XYZA9999");
  CHECK(answer.at("message").as_string().find("새로운 오류입니다.") != json::string::npos);
}

TEST_CASE("trap: bursts within a second are refused, so calls are spread evenly") {
  ScriptedKis kis({"paper"});
  kis.token();
  for (int i = 0; i < 4; ++i) kis.reply(price);
  const auto before = kis.clock.steady();
  for (const auto code : {"005930", "000660", "035720", "005380"})
    CHECK(code_of(kis.call("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", code}})) ==
          "success");
  CHECK(kis.clock.steady() - before >= 2s - 1ms);  // three waits at one and a half calls a second
}

TEST_CASE("trap: new customers have lower limits, so the pace halves on a refusal") {
  ScriptedKis kis;
  kis.token();
  kis.reply(price);
  kis.price();
  const auto rate = [&] { return kis.services().gateway.status().front().rate_per_second; };
  const auto full = rate();
  kis.clock.advance(2s);
  kis.refuse("EGW00201");
  kis.reply(price);
  kis.price();
  CHECK(rate() < full * 0.6);
}

TEST_CASE("trap: chk-holiday may be asked once a day") {
  ScriptedKis kis;
  kis.token();
  kis.reply(days);
  const auto ask = [&] { return kis.call("kis.domestic_stock.chk_holiday", {{"BASS_DT", "2026-11-21"}}); };
  CHECK(code_of(ask()) == "success");
  kis.clock.advance(13h + 40min);  // 23:55
  const auto again = ask();
  CHECK(again.at("source") == "cache");
  CHECK(kis.transport->count("chk-holiday") == 1);
  kis.clock.advance(10h + 20min);  // a whole day, so that the token is over, too
  kis.token();
  kis.reply(days);
  CHECK(ask().at("source") == "live");
}

TEST_CASE("trap: chk-holiday may be asked once a day, whatever the date and whoever asks") {
  ScriptedKis kis;
  kis.token();
  kis.reply(
      R"({"output":[{"bass_dt":"20261120","wday_dvsn_cd":"06","bzdy_yn":"Y","tr_day_yn":"Y","opnd_yn":"Y","sttl_day_yn":"Y"},
    {"bass_dt":"20261121","wday_dvsn_cd":"07","bzdy_yn":"N","tr_day_yn":"N","opnd_yn":"N","sttl_day_yn":"N"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})");
  const auto ask = [&](std::string_view date) {
    return kis.call("kis.domestic_stock.chk_holiday", {{"BASS_DT", date}});
  };
  CHECK(code_of(kis.use(tools::make_get_market_status(kis.services()), {})) == "success");
  const auto today = ask("2026-11-20");
  CHECK(today.at("data").at("result").at("output").as_array().size() == 2);
  CHECK(today.at("data").at("result").at("output").at(0).at("tr_day_yn") == "Y");
  CHECK(ask("2026-11-21").at("data").at("result").at("output").as_array().size() == 1);
  const auto other = ask("2026-12-24");
  CHECK(code_of(other) == "rate_limited");
  CHECK(other.at("message").as_string().find("2026-11-20 to 2026-11-21") != json::string::npos);
  CHECK(kis.transport->count("chk-holiday") == 1);
}

TEST_CASE("trap: option boards bear one call a second") {
  ScriptedKis kis;
  kis.token();
  const std::string board =
      R"({"output1":[{"optn_prpr":"1.00"}],"output2":[],"rt_cd":"0","msg_cd":"","msg1":""})";
  kis.reply(board);
  kis.reply(board);
  const auto before = kis.clock.steady();
  const auto ask = [&](std::string_view kind) {
    const auto api =
        *catalog::ApiCatalogue::embedded()->get("kis.domestic_futureoption.display_board_callput");
    auto params = catalog::example_arguments(api, date_kst(kis.clock.wall()));
    return kis.call(api.id, params, {{"labels", kind}});
  };
  CHECK(code_of(ask("ko")) == "success");
  kis.clock.advance(1ms);
  kis.clock.advance(1s - 1ms);  // the cached answer is over
  CHECK(code_of(ask("en")) == "success");
  CHECK(kis.clock.steady() - before >= 1s + 100ms);
}
