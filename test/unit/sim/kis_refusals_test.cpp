// KIS: what the gateway refuses, and how.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;
using namespace std::chrono_literals;

namespace {

constexpr auto price_query = "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930";
constexpr auto balance_query =
    "CANO=50123456&ACNT_PRDT_CD=01&AFHR_FLPR_YN=N&OFL_YN=&INQR_DVSN=02&UNPR_DVSN=01&FUND_STTL_ICLD_YN=N&"
    "FNCG_AMT_AUTO_RDPT_YN=N&PRCS_DVSN=00&CTX_AREA_FK100=&CTX_AREA_NK100=";

struct Outcome {
  unsigned status;
  std::string code, message;
};

Outcome refusal(KisFace& face, const Call& call) {
  const auto response = face.answer(call);
  const auto body = json_of(response);
  CHECK(text(body, "rt_cd") != "0");
  return {response.status, text(body, "msg_cd"), text(body, "msg1")};
}

}  // namespace

TEST_CASE("KIS refuses a second token within a minute with 403 and its own error shape") {
  Market market;
  const auto first = json_of(market.kis_real.answer(Market::kis_token_call()));
  CHECK(first.at("expires_in").as_int64() == 86'400);
  CHECK(text(first, "access_token_token_expired") == "2026-11-21 10:15:30");
  const auto second = market.kis_real.answer(Market::kis_token_call());
  CHECK(second.status == 403);
  CHECK(text(json_of(second), "error_code") == "EGW00133");
  market.clock.advance(61s);
  CHECK(text(json_of(market.kis_real.answer(Market::kis_token_call())), "access_token") ==
        text(first, "access_token"));
}

TEST_CASE("KIS refuses tokens to wrong keys") {
  Market market;
  const auto code = [&](const Call& call) {
    const auto response = market.kis_real.answer(call);
    CHECK(response.status == 403);
    return text(json_of(response), "error_code");
  };
  CHECK(code(Market::kis_token_call("PSnobody")) == "EGW00103");
  CHECK(code(Market::kis_token_call(demo_app_key, "wrong")) == "EGW00105");
  CHECK(code(Market::kis_token_call("")) == "EGW00102");
  CHECK(code(Market::kis_token_call(demo_app_key, "")) == "EGW00104");
  CHECK(code(Market::kis_token_call(paper_only_app_key)) == "EGW02004");
  Call call = Market::kis_token_call();
  call.body = R"({"grant_type":"password","appkey":"a","appsecret":"b"})";
  CHECK(code(call) == "EGW00116");
  call.body = "{}";
  CHECK(code(call) == "EGW00115");
  call.body = "not json";
  CHECK(code(call) == "OPSQ9997");
}

TEST_CASE("KIS refuses calls whose headers are wrong with HTTP 500") {
  struct Case {
    std::string_view header, value, code;
  };
  const auto wrong = GENERATE(
      Case{"appkey", "PSnobody", "EGW00103"}, Case{"appkey", "", "EGW00102"},
      Case{"appsecret", "wrong", "EGW00105"}, Case{"appsecret", "", "EGW00104"},
      Case{"appkey", paper_only_app_key, "EGW02004"}, Case{"authorization", "Bearer nonsense", "EGW00121"},
      Case{"authorization", "Basic abc", "EGW00205"}, Case{"custtype", "X", "EGW00208"},
      Case{"transfer-encoding", "chunked", "EGW00202"});
  Market market;
  Call call = market.kis_call(market.kis_real, "FHKST01010100", "inquire-price", price_query);
  call.headers[std::string(wrong.header)] = wrong.value;
  const auto outcome = refusal(market.kis_real, call);
  CHECK(outcome.status == 500);
  CHECK(outcome.code == wrong.code);
}

TEST_CASE("KIS tells an expired token from an unknown one") {
  Market market;
  const Call call = market.kis_call(market.kis_real, "FHKST01010100", "inquire-price", price_query);
  market.clock.advance(24h);
  CHECK(refusal(market.kis_real, call).code == "EGW00123");
  market.kis_tokens.revoke_all();
  CHECK(refusal(market.kis_real, call).code == "EGW00121");
}

TEST_CASE("KIS knows which TR ids belong to which host") {
  Market market;
  SECTION("a wrong TR id") {
    const auto outcome = refusal(
        market.kis_real, market.kis_call(market.kis_real, "FHKST99999999", "inquire-price", price_query));
    CHECK(outcome.status == 200);
    CHECK(outcome.code == "OPSQ0002");
  }
  SECTION("no TR id") {
    CHECK(refusal(market.kis_real, market.kis_call(market.kis_real, "", "inquire-price", price_query)).code ==
          "OPSQ9999");
  }
  SECTION("a real TR id on paper") {
    const auto outcome = refusal(
        market.kis_paper, market.kis_call(market.kis_paper, "TTTC8434R", "inquire-balance", balance_query));
    CHECK(outcome.status == 500);
    CHECK(outcome.code == "EGW00213");
    CHECK(outcome.message.starts_with("모의투자 TR 이 아닙니다."));
  }
  SECTION("an API that paper does not offer") {
    const auto outcome =
        refusal(market.kis_paper, market.kis_call(market.kis_paper, "CTCA0903R", "chk-holiday",
                                                  "BASS_DT=20261120&CTX_AREA_NK=&CTX_AREA_FK="));
    CHECK(outcome.status == 500);
    CHECK(outcome.code == "EGW00213");
  }
  SECTION("a paper TR id on the real host") {
    CHECK(refusal(market.kis_real,
                  market.kis_call(market.kis_real, "VTTC8434R", "inquire-balance", balance_query))
              .code == "EGW02004");
  }
}

TEST_CASE("KIS names the parameter that is missing or wrong") {
  Market market;
  const auto message = [&](std::string_view tr_id, std::string_view name, std::string query) {
    const auto outcome =
        refusal(market.kis_real, market.kis_call(market.kis_real, tr_id, name, std::move(query)));
    CHECK(outcome.status == 200);
    CHECK(outcome.code == "OPSQ2001");
    return outcome.message;
  };
  CHECK(message("FHKST01010100", "inquire-price", "FID_COND_MRKT_DIV_CODE=J").find("FID_INPUT_ISCD") !=
        std::string::npos);
  CHECK(message("FHKST01010100", "inquire-price", "FID_COND_MRKT_DIV_CODE=Q&FID_INPUT_ISCD=005930")
            .find("FID_COND_MRKT_DIV_CODE") != std::string::npos);
  CHECK(
      message(
          "FHKST03010100", "inquire-daily-itemchartprice",
          std::string(price_query) +
              "&FID_INPUT_DATE_1=20261301&FID_INPUT_DATE_2=20261120&FID_PERIOD_DIV_CODE=D&FID_ORG_ADJ_PRC=0")
          .find("FID_INPUT_DATE_1") != std::string::npos);
  CHECK(message("FHKST01010400", "inquire-daily-price",
                std::string(price_query) + "&FID_PERIOD_DIV_CODE=Y&FID_ORG_ADJ_PRC=1")
            .find("FID_PERIOD_DIV_CODE") != std::string::npos);
  CHECK(message("FHKST03010200", "inquire-time-itemchartprice",
                std::string(price_query) + "&FID_INPUT_HOUR_1=999999&FID_PW_DATA_INCU_YN=Y&FID_ETC_CLS_CODE=")
            .find("FID_INPUT_HOUR_1") != std::string::npos);
}

TEST_CASE("KIS refuses another account") {
  Market market;
  std::string query = balance_query;
  query.replace(query.find("50123456"), 8, "99999999");
  const auto outcome =
      refusal(market.kis_real, market.kis_call(market.kis_real, "TTTC8434R", "inquire-balance", query));
  CHECK(outcome.status == 200);
  CHECK(outcome.code == "OPSQ2000");
}

TEST_CASE("KIS lets 20 calls a second pass on the real host and 2 on paper") {
  Market market;
  const bool paper = GENERATE(false, true);
  auto& face = paper ? market.kis_paper : market.kis_real;
  const Call call = market.kis_call(face, "FHKST01010100", "inquire-price", price_query);
  const int allowed = paper ? 2 : 20;
  for (int i = 0; i < allowed; ++i) REQUIRE(face.answer(call).status == 200);
  const auto outcome = refusal(face, call);
  CHECK(outcome.status == 500);
  CHECK(outcome.code == "EGW00201");
  market.clock.advance(1s);
  CHECK(face.answer(call).status == 200);
}

TEST_CASE("a revoked KIS token opens nothing any more") {
  Market market;
  const Call call = market.kis_call(market.kis_real, "FHKST01010100", "inquire-price", price_query);
  Call revoke = Market::kis_token_call();
  revoke.path = "/oauth2/revokeP";
  revoke.body = R"({"appkey":")" + std::string(demo_app_key) + R"(","appsecret":")" +
                std::string(demo_app_secret) + R"(","token":")" +
                std::string(call.header("authorization").substr(7)) + "\"}";
  CHECK(json_of(market.kis_real.answer(revoke)).at("code").as_int64() == 200);
  CHECK(refusal(market.kis_real, call).code == "EGW00121");
}

TEST_CASE("a KIS path that does not exist is refused") {
  Market market;
  Call call = market.kis_call(market.kis_real, "FHKST01010100", "inquire-price", price_query);
  call.path = "/uapi/domestic-stock/v1/quotations/inquire-nothing";
  const auto outcome = refusal(market.kis_real, call);
  CHECK(outcome.status == 404);
  CHECK(outcome.message.find("inquire-nothing") != std::string::npos);
}
