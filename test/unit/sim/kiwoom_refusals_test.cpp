// Kiwoom: what is refused, and how.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;
using namespace std::chrono_literals;

namespace {

struct Outcome {
  unsigned status;
  std::int64_t return_code;
  std::string message;
  bool says(std::string_view part) const { return message.find(part) != std::string::npos; }
};

Outcome outcome(KiwoomFace& face, const Call& call) {
  const auto response = face.answer(call);
  const auto body = json_of(response);
  return {response.status, body.at("return_code").as_int64(), text(body, "return_msg")};
}

}  // namespace

TEST_CASE("Kiwoom issues a token with its expiry in Korean time") {
  Market market;
  const auto body = json_of(market.kiwoom_real.answer(Market::kiwoom_token_call()));
  CHECK(text(body, "token_type") == "bearer");
  CHECK(text(body, "expires_dt") == "20261121101530");
  CHECK(body.at("return_code").as_int64() == 0);
}

TEST_CASE("Kiwoom refuses tokens to wrong keys and to keys of the other environment") {
  Market market;
  const auto wrong = outcome(market.kiwoom_real, Market::kiwoom_token_call("nobody"));
  CHECK(wrong.return_code == 3);
  CHECK(wrong.says("[8001:"));
  CHECK(outcome(market.kiwoom_real, Market::kiwoom_token_call(paper_only_app_key)).says("[8030:"));
  CHECK(outcome(market.kiwoom_paper, Market::kiwoom_token_call(paper_only_app_key)).return_code == 0);
  Call call = Market::kiwoom_token_call();
  call.body = R"({"appkey":"a","secretkey":"b"})";
  CHECK(outcome(market.kiwoom_real, call).says("grant_type"));
}

TEST_CASE("Kiwoom refuses unknown, missing, foreign and expired tokens") {
  Market market;
  Call call = market.kiwoom_call(market.kiwoom_real, "ka10001", "stkinfo", R"({"stk_cd":"005930"})");
  const auto authorization = std::string(call.header("authorization"));
  call.headers["authorization"] = "Bearer nonsense";
  const auto unknown = outcome(market.kiwoom_real, call);
  CHECK(unknown.return_code == 3);
  CHECK(unknown.message == "인증에 실패했습니다[8005:Token이 유효하지 않습니다]");
  call.headers.erase("authorization");
  CHECK(outcome(market.kiwoom_real, call).says("[1513:"));
  call.headers["authorization"] = "Basic abc";
  CHECK(outcome(market.kiwoom_real, call).says("[1514:"));
  call.headers["authorization"] = authorization;
  CHECK(outcome(market.kiwoom_paper, call).says("[8031:"));
  market.clock.advance(24h);
  CHECK(outcome(market.kiwoom_real, call).says("[8005:"));
}

TEST_CASE("Kiwoom refuses wrong ids, paths and parameters by code") {
  struct Case {
    std::string_view id, path, body, code, names;
    std::int64_t return_code;
  };
  const auto wrong = GENERATE(
      Case{"", "stkinfo", "{}", "[1501:", "", 1}, Case{"ka10001", "chart", "{}", "[1504:", "ka10001", 1},
      Case{"zz99999", "stkinfo", "{}", "[1505:", "zz99999", 1},
      Case{"ka10001", "stkinfo", "{}", "[1511:", "필수입력 파라미터=stk_cd", 2},
      Case{"ka10001", "stkinfo", "[1]", "[1517:", "", 2},
      Case{"ka10001", "stkinfo", R"({"stk_cd":"999999"})", "[1902:", "999999", 2},
      Case{"ka10080", "chart", R"({"stk_cd":"005930","tic_scope":"7","upd_stkpc_tp":"1"})",
           "[1517:", "tic_scope", 2},
      Case{"ka10081", "chart", R"({"stk_cd":"005930","base_dt":"x","upd_stkpc_tp":"1"})", "[1517:", "base_dt",
           2},
      Case{"ka10099", "stkinfo", R"({"mrkt_tp":"77"})", "[1901:", "77", 2},
      Case{"kt00018", "acnt", R"({"qry_tp":"1"})", "[1511:", "dmst_stex_tp", 2});
  Market market;
  const auto refused = outcome(market.kiwoom_real, market.kiwoom_call(market.kiwoom_real, wrong.id,
                                                                      wrong.path, std::string(wrong.body)));
  INFO(refused.message);
  CHECK(refused.return_code == wrong.return_code);
  CHECK(refused.says(wrong.code));
  CHECK(refused.says(wrong.names));
}

TEST_CASE("Kiwoom says RC9000 for what paper does not offer") {
  Market market;
  const auto refused =
      outcome(market.kiwoom_paper, market.kiwoom_call(market.kiwoom_paper, "kt00015", "acnt", "{}"));
  CHECK(refused.return_code != 0);
  CHECK(refused.says("RC9000"));
}

TEST_CASE("Kiwoom lets two calls of an id pass, then one a second; other ids have their own pace") {
  Market market;
  const Call call = market.kiwoom_call(market.kiwoom_real, "ka10001", "stkinfo", R"({"stk_cd":"005930"})");
  CHECK(outcome(market.kiwoom_real, call).return_code == 0);
  CHECK(outcome(market.kiwoom_real, call).return_code == 0);
  const auto refused = outcome(market.kiwoom_real, call);
  CHECK(refused.status == 429);
  CHECK(refused.return_code == 5);
  CHECK(refused.says("[1700:"));
  CHECK(outcome(market.kiwoom_real,
                market.kiwoom_call(market.kiwoom_real, "ka10100", "stkinfo", R"({"stk_cd":"005930"})"))
            .return_code == 0);
  market.clock.advance(1s);
  CHECK(outcome(market.kiwoom_real, call).return_code == 0);
  CHECK(outcome(market.kiwoom_real, call).status == 429);
}
