// The traps of the KIS documents about the form of answers (fact sheet, section 4), one case each.
#include <catch2/catch_test_macros.hpp>

#include "call_bench.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::code_of;
using test::ScriptedKis;
namespace json = boost::json;

namespace {

/// One call on the real host that gets this body.
json::object answer_to(std::string_view id, json::object params, std::string body, json::object more = {}) {
  ScriptedKis kis;
  kis.token();
  kis.reply(std::move(body));
  return kis.call(id, std::move(params), std::move(more));
}

json::object price_of(std::string body, json::object more = {}) {
  return answer_to("kis.domestic_stock.inquire_price", {{"market", "J"}, {"symbol", "005930"}},
                   std::move(body), std::move(more));
}

json::object upper_limits(std::string output) {
  return answer_to("kis.domestic_stock.inquire_ccnl", {{"market", "J"}, {"symbol", "005930"}},
                   R"({"rt_cd":"0","msg_cd":"MCA00000","msg1":"")" + output + "}");
}

const json::value& result(const json::object& answer) {
  return answer.at("data").at("result");
}

constexpr auto price =
    R"({"output":{"stck_prpr":"97200","acml_vol":"13190422"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상"})";

}  // namespace

TEST_CASE("trap: rt_cd alone says whether a call succeeded") {
  for (const auto code : {"MCA00000", "KIOK0000", "KIOK0560", "APBK0013", "MCA00001"})
    CHECK(code_of(price_of(R"({"output":{"stck_prpr":"1"},"rt_cd":"0","msg_cd":")" + std::string(code) +
                           R"(","msg1":""})")) == "success");
  for (const auto rt : {"1", "7", "9"}) {
    const auto failed = price_of(R"({"output":{"stck_prpr":"1"},"rt_cd":")" + std::string(rt) +
                                 R"(","msg_cd":"MCA00000","msg1":"처리 실패"})");
    CHECK(code_of(failed) == "broker_error");
  }
}

TEST_CASE("trap: messages are padded with blanks") {
  const auto failed = price_of(R"({"rt_cd":"7","msg_cd":"ABCD1234","msg1":"잠시 막혔습니다.          "})");
  CHECK(failed.at("message").as_string().ends_with("잠시 막혔습니다."));
}

TEST_CASE("trap: some containers are spelled with a capital") {
  const auto answer =
      price_of(R"({"Output":{"stck_prpr":"97200"},"rt_cd":"0","msg_cd":"MCA00000","msg1":""})");
  CHECK(result(answer).at("output").at("stck_prpr") == 97'200);
}

TEST_CASE("trap: a container may be a list, an object, a blank text, null or missing") {
  const auto rows = [](std::string output) {
    return result(upper_limits(std::move(output))).at("output").as_array().size();
  };
  CHECK(rows(R"(,"output":[{"stck_prpr":"1"},{"stck_prpr":"2"}])") == 2);
  CHECK(rows(R"(,"output":{"stck_prpr":"1"})") == 1);
  CHECK(rows(R"(,"output":"")") == 0);
  CHECK(rows(R"(,"output":[])") == 0);
  CHECK(rows(R"(,"output":null)") == 0);
  CHECK(rows("") == 0);
  // And where one row is expected.
  const auto one = [](std::string output) {
    return result(price_of(R"({"rt_cd":"0","msg_cd":"","msg1":"","output":)" + output + "}")).at("output");
  };
  CHECK(one(R"([{"stck_prpr":"7"}])").at("stck_prpr") == 7);
  CHECK(one(R"("")").is_null());
}

TEST_CASE("trap: every leaf is a text, numbers in many forms") {
  const auto row =
      result(
          price_of(R"({"rt_cd":"0","msg_cd":"","msg1":"","output":{"stck_prpr":"128500","prdy_ctrt":"-0.39",
    "prdy_vrss":"+0.65","vol_tnrt":" 0.00","acml_vol":"0000000001","per":"0.00000000","w52_hgpr_date":"20261103","eps":"",
    "w52_lwpr_date":"00000000","rprs_mrkt_kor_name":"KOSPI200  "}})"))
          .at("output");
  CHECK(row.at("stck_prpr") == 128'500);
  CHECK(row.at("prdy_ctrt") == -0.39);
  CHECK(row.at("prdy_vrss") == 0.65);
  CHECK(row.at("vol_tnrt") == 0);
  CHECK(row.at("acml_vol") == 1);
  CHECK(row.at("per") == 0);
  CHECK(row.at("eps").is_null());
  CHECK(row.at("w52_hgpr_date") == "2026-11-03");
  CHECK(row.at("w52_lwpr_date").is_null());
  CHECK(row.at("rprs_mrkt_kor_name") == "KOSPI200");
}

TEST_CASE("trap: the text of a number says more than the number, so it can be had") {
  const auto answer =
      price_of(R"({"rt_cd":"0","msg_cd":"","msg1":"","output":{"acml_vol":"0000000001"}})", {{"raw", true}});
  CHECK(answer.at("data").at("raw").as_array().front().at("output").at("acml_vol") == "0000000001");
}

TEST_CASE("trap: a code with leading zeros is no number") {
  const auto row =
      result(
          price_of(
              R"({"rt_cd":"0","msg_cd":"","msg1":"","output":{"stck_prpr":"1","stck_shrn_iscd":"005930"}})"))
          .at("output");
  CHECK(row.at("stck_shrn_iscd") == "005930");
}

TEST_CASE("trap: keys may be missing and undocumented ones appear") {
  const auto row = result(price_of(
      R"({"rt_cd":"0","msg_cd":"","msg1":"","output":{"stck_prpr":"97200","never_documented":"7"},"output9":{"a":"b"}})"));
  CHECK_FALSE(row.at("output").as_object().contains("bstp_kor_isnm"));
  CHECK(row.at("output").at("never_documented") == "7");
  CHECK(row.at("body").at("output9").at("a") == "b");
}

TEST_CASE("trap: the change of an overseas price has no sign of its own") {
  const auto row =
      result(
          answer_to("kis.overseas_stock.price", {{"exchange", "NAS"}, {"symbol", "AAPL"}},
                    R"({"output":{"rsym":"DNASAAPL","zdiv":"4","base":"283.1000","last":"281.2500","sign":"5",
    "diff":"1.8500","rate":"-0.65"},"rt_cd":"0","msg_cd":"MCA00000","msg1":""})"))
          .at("output");
  CHECK(row.at("diff") == -1.85);
  CHECK(row.at("rate") == -0.65);
}

TEST_CASE("trap: the change of a domestic price has its sign, which is not taken twice") {
  const auto row =
      result(
          price_of(
              R"({"rt_cd":"0","msg_cd":"","msg1":"","output":{"stck_prpr":"96500","prdy_vrss":"-700","prdy_vrss_sign":"5"}})"))
          .at("output");
  CHECK(row.at("prdy_vrss") == -700);
}

TEST_CASE("trap: the sign is one of five codes, of which 1 and 4 are the limits") {
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.inquire_price");
  const auto& fields = api.response.front().fields;
  const auto sign = std::ranges::find(fields, "prdy_vrss_sign", &catalog::ApiField::name);
  REQUIRE(sign != fields.end());
  std::string meanings;
  for (const auto& each : sign->values)
    meanings += std::string(each.value) + " " + std::string(each.meaning.en) + ", ";
  CHECK(meanings == "1 upper limit, 2 up, 3 unchanged, 4 lower limit, 5 down, ");
}

TEST_CASE("trap: the sign may be 0 before the first trade") {
  const auto row =
      result(
          price_of(
              R"({"rt_cd":"0","msg_cd":"","msg1":"","output":{"stck_prpr":"97200","prdy_vrss":"0","prdy_vrss_sign":"0"}})"))
          .at("output");
  CHECK(row.at("prdy_vrss_sign") == "0");
}

TEST_CASE("trap: most business errors come with HTTP 200") {
  CHECK(code_of(
            price_of(R"({"rt_cd":"1","msg_cd":"OPSQ2001","msg1":"ERROR INVALID FID_COND_MRKT_DIV_CODE"})")) ==
        "invalid_argument");
}

TEST_CASE("trap: gateway errors come as HTTP 500 with an envelope, which is read") {
  ScriptedKis kis;
  kis.token();
  kis.refuse("EGW00003", 500, "접근이 거부되었습니다.");
  const auto answer = kis.price();
  CHECK(code_of(answer) == "auth_failed");
  CHECK(answer.at("error").at("broker_code") == "EGW00003");
}

TEST_CASE("trap: HTTP 500 without JSON is maintenance") {
  ScriptedKis kis;
  kis.token();
  for (int i = 0; i < 3; ++i) kis.reply("<html>시스템 점검중</html>", {}, 503);
  CHECK(code_of(kis.price()) == "broker_unavailable");
}

TEST_CASE("trap: HTTP 500 with rt_cd 0 is no success") {
  ScriptedKis kis;
  kis.token();
  for (int i = 0; i < 3; ++i) kis.reply(price, {}, 500);
  CHECK_FALSE(kis.price().at("success").as_bool());
}

TEST_CASE("trap: lists are padded with rows without anything in them") {
  const auto answer = upper_limits(R"(,"output":[{"stck_prpr":"97200"},{},{"stck_prpr":"","cntg_vol":"0"}])");
  CHECK(result(answer).at("output").as_array().size() == 1);
}

TEST_CASE("trap: an unknown code is answered with success and zeros") {
  const auto answer =
      price_of(R"({"output":{"rprs_mrkt_kor_name":"","bstp_kor_isnm":"","stck_prpr":"0","prdy_vrss":"0",
    "prdy_vrss_sign":"3","prdy_ctrt":"0.00","acml_vol":"0","stck_sdpr":"0","stck_shrn_iscd":"005930"},"rt_cd":"0","msg_cd":"MCA00000","msg1":""})");
  CHECK(code_of(answer) == "unknown_symbol");
}

TEST_CASE("trap: an unknown overseas symbol is answered with success and blanks") {
  const auto answer = answer_to(
      "kis.overseas_stock.price", {{"exchange", "NAS"}, {"symbol", "ZZZZ"}},
      R"({"output":{"rsym":"DNASZZZZ","zdiv":"","base":"","pvol":"","last":"","sign":"","diff":"","rate":"",
    "tvol":"","tamt":"","ordy":""},"rt_cd":"0","msg_cd":"MCA00000","msg1":""})");
  CHECK(code_of(answer) == "unknown_symbol");
}
