// What Kiwoom refuses, and what we make of it.
#include "errors.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "answers.hpp"
#include "protocol.hpp"
#include "samples.hpp"

using kbroker::Errc;
using kbroker::kiwoom::code_in_sentence;
using kbroker::kiwoom::protocol;
using kbroker::kiwoom::read_envelope;
using kbroker::test::answer;
using std::chrono::milliseconds;
namespace sample = kbroker::kiwoom::sample;

namespace {

struct Case {
  const char* code;
  Errc errc;
  bool retryable;
  int retry_after_ms;  // 0: nothing said
};

}  // namespace

TEST_CASE("every Kiwoom code becomes the right error") {
  const auto c =
      GENERATE(Case{"1501", Errc::broker_error, false, 0}, Case{"1504", Errc::broker_error, false, 0},
               Case{"1511", Errc::invalid_argument, false, 0}, Case{"1517", Errc::invalid_argument, false, 0},
               Case{"1514", Errc::broker_error, false, 0}, Case{"1687", Errc::rate_limited, true, 1'200},
               Case{"1700", Errc::rate_limited, true, 1'200}, Case{"1701", Errc::rate_limited, true, 1'200},
               Case{"1702", Errc::rate_limited, true, 1'200}, Case{"1901", Errc::unknown_symbol, false, 0},
               Case{"1902", Errc::unknown_symbol, false, 0}, Case{"1903", Errc::unknown_symbol, false, 0},
               Case{"1999", Errc::broker_error, true, 0}, Case{"8001", Errc::auth_failed, false, 0},
               Case{"8005", Errc::auth_failed, false, 0}, Case{"8010", Errc::auth_failed, false, 0},
               Case{"8030", Errc::auth_failed, false, 0}, Case{"8031", Errc::auth_failed, false, 0},
               Case{"8050", Errc::auth_failed, false, 0}, Case{"8104", Errc::not_on_paper, false, 0},
               Case{"9876", Errc::broker_error, false, 0});
  CAPTURE(c.code);
  const auto result =
      read_envelope(answer(200, sample::refusal(3, "실패[" + std::string(c.code) + ":사유]")), "ka10001");
  REQUIRE(result.has_error());
  const auto error = result.error();
  CHECK(error.code == c.errc);
  CHECK(error.retryable == c.retryable);
  CHECK(error.retry_after.value_or(milliseconds{0}) == milliseconds{c.retry_after_ms});
  CHECK(error.broker_code == c.code);
  CHECK(error.message.find("Kiwoom refused ka10001: " + std::string(c.code)) == 0);
}

TEST_CASE("codes are read out of sentences") {
  CHECK(code_in_sentence("인증에 실패했습니다[8005:Token이 유효하지 않습니다]") == "8005");
  CHECK(code_in_sentence("[2000](RC9000:모의투자에서는 해당업무가 제공되지 않습니다.)") == "RC9000");
  CHECK(code_in_sentence("입력 값 오류입니다[1504]") == "1504");
  CHECK(code_in_sentence("[주의][12][1902:없는 종목]") == "1902");
  CHECK(code_in_sentence("").empty());
  CHECK(code_in_sentence("[").empty());
  CHECK(code_in_sentence("[1234").empty());
  CHECK(code_in_sentence("[12345]").empty());
  CHECK(code_in_sentence("8005 없이").empty());
}

TEST_CASE("a reason is told once, the one behind the code") {
  const auto message = [](std::string sentence) {
    boost::json::object body{{"return_code", 2}, {"return_msg", std::move(sentence)}};
    return read_envelope(answer(200, boost::json::serialize(body)), "ka10001").error().message;
  };
  CHECK(message("입력 값 오류입니다[1902:종목 정보가 없습니다]") ==
        "Kiwoom refused ka10001: 1902 종목 정보가 없습니다");
  CHECK(message("오류[1902:]") == "Kiwoom refused ka10001: 1902 오류[1902:]");
  CHECK(message("[1902:종목] 다시") == "Kiwoom refused ka10001: 1902 [1902:종목] 다시");
  CHECK(message("까닭 없음") == "Kiwoom refused ka10001: 2 까닭 없음");
}

TEST_CASE("a refusal of the paper host is told from any other") {
  const auto error =
      read_envelope(answer(200, sample::refusal(20, "[2000](RC9000:모의투자에서는 제공되지 않습니다.)")),
                    "kt00015")
          .error();
  CHECK(error.code == Errc::not_on_paper);
  CHECK(error.broker_code == "RC9000");
  CHECK_FALSE(error.retryable);
}

TEST_CASE("return_code is read as a number and as a text") {
  CHECK(read_envelope(answer(200, R"({"return_code":0})"), "x").has_value());
  CHECK(read_envelope(answer(200, R"({"return_code":"0"})"), "x").has_value());
  CHECK(read_envelope(answer(200, R"({"return_code":"5","return_msg":"허용된 요청 개수를 초과하였습니다"})"),
                      "x")
            .error()
            .code == Errc::rate_limited);
  CHECK(read_envelope(answer(200, R"({"return_code":5})"), "x").error().retry_after == milliseconds{1'200});
  CHECK(read_envelope(answer(200, R"({"stk_nm":"삼성전자"})"), "x").has_error());
  CHECK(read_envelope(answer(500, R"({"return_code":0})"), "x").has_error());
}

TEST_CASE("a missing parameter is named") {
  const auto error =
      read_envelope(answer(200, sample::refusal(2, "입력 값 오류입니다 필수입력 파라미터=cycle_tp")), "x")
          .error();
  CHECK(error.code == Errc::invalid_argument);
  CHECK(error.broker_code == "2");
  CHECK(error.message.find("cycle_tp") != std::string::npos);
}

TEST_CASE("an answer without JSON goes by its status") {
  CHECK(read_envelope(answer(429, ""), "x").error().code == Errc::rate_limited);
  CHECK(read_envelope(answer(429, "<p>"), "x").error().retry_after == milliseconds{1'200});
  CHECK(read_envelope(answer(503, "<html>점검</html>"), "x").error().code == Errc::broker_unavailable);
  CHECK(read_envelope(answer(200, "<html>점검</html>"), "x").error().code == Errc::broker_unavailable);
  CHECK(read_envelope(answer(200, R"({"stk_nm":"삼)"), "x").error().code == Errc::broker_error);
  CHECK(read_envelope(answer(200, R"({"stk_nm":"삼)"), "x").error().retryable);
  CHECK(read_envelope(answer(401, ""), "x").error().code == Errc::auth_failed);
  CHECK(read_envelope(answer(404, "no"), "x").error().code == Errc::broker_error);
}

TEST_CASE("only an invalid token asks for a new one") {
  CHECK(protocol().token_refused(read_envelope(answer(200, sample::token_refusal), "x").error()));
  CHECK(protocol().token_refused(read_envelope(answer(401, sample::token_refusal), "x").error()));
  CHECK(protocol().token_refused(read_envelope(answer(401, ""), "x").error()));
  CHECK(protocol().token_refused(read_envelope(answer(401, sample::refusal(3, "인증 실패")), "x").error()));
  CHECK_FALSE(protocol().token_refused(
      read_envelope(answer(401, sample::refusal(3, "[8030:투자구분]")), "x").error()));
  CHECK_FALSE(
      protocol().token_refused(read_envelope(answer(200, sample::refusal(3, "[8001:키]")), "x").error()));
  CHECK_FALSE(protocol().token_refused(read_envelope(answer(429, ""), "x").error()));
}
