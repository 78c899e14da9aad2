// What KIS refuses, and what we make of it.
#include "errors.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "answers.hpp"
#include "protocol.hpp"
#include "samples.hpp"

using kbroker::Errc;
using kbroker::kis::protocol;
using kbroker::kis::read_envelope;
using kbroker::test::answer;
using std::chrono::milliseconds;
namespace sample = kbroker::kis::sample;

namespace {

struct Case {
  unsigned status;
  const char* code;
  Errc errc;
  bool retryable;
  int retry_after_ms;  // 0: nothing said
};

}  // namespace

TEST_CASE("every KIS code becomes the right error") {
  const auto c = GENERATE(
      Case{500, "EGW00001", Errc::broker_error, true, 0}, Case{500, "EGW00002", Errc::broker_error, true, 0},
      Case{403, "EGW00003", Errc::auth_failed, false, 0}, Case{403, "EGW00103", Errc::auth_failed, false, 0},
      Case{403, "EGW00105", Errc::auth_failed, false, 0}, Case{500, "EGW00121", Errc::auth_failed, false, 0},
      Case{500, "EGW00123", Errc::auth_failed, false, 0},
      Case{403, "EGW00133", Errc::rate_limited, true, 61'000},
      Case{500, "EGW00201", Errc::rate_limited, true, 1'000},
      Case{500, "EGW00215", Errc::rate_limited, true, 1'000},
      Case{500, "EGW00202", Errc::broker_error, false, 0}, Case{500, "EGW00203", Errc::broker_error, true, 0},
      Case{500, "EGW00206", Errc::auth_failed, false, 0}, Case{500, "EGW00213", Errc::not_on_paper, false, 0},
      Case{500, "EGW00302", Errc::broker_error, true, 0}, Case{500, "EGW02004", Errc::auth_failed, false, 0},
      Case{200, "OPSQ2000", Errc::not_configured, false, 0},
      Case{200, "OPSQ2001", Errc::invalid_argument, false, 0},
      Case{200, "40100000", Errc::market_closed, false, 0},
      Case{200, "APBK0656", Errc::unknown_symbol, false, 0},
      Case{200, "APAC0489", Errc::broker_error, false, 0},
      Case{200, "XXXX9999", Errc::broker_error, false, 0}, Case{500, "XXXX9999", Errc::broker_error, true, 0},
      Case{401, "XXXX9999", Errc::auth_failed, false, 0});
  CAPTURE(c.status, c.code);
  const auto result = read_envelope(answer(c.status, sample::refusal(c.code, "사유   ")), "inquire-price");
  REQUIRE(result.has_error());
  const auto error = result.error();
  CHECK(error.code == c.errc);
  CHECK(error.retryable == c.retryable);
  CHECK(error.retry_after.value_or(milliseconds{0}) == milliseconds{c.retry_after_ms});
  CHECK(error.broker_code == c.code);
  CHECK(error.http_status == c.status);
  CHECK(error.message == "KIS refused inquire-price: " + std::string(c.code) + " 사유");
}

TEST_CASE("auth failures of KIS say in plain words what to do") {
  const auto key =
      read_envelope(answer(403, sample::refusal("EGW00103", "유효하지 않은 AppKey입니다.")), "token");
  CHECK(key.error().hint.find("app key") != std::string::npos);
  const auto mixed =
      read_envelope(answer(500, sample::refusal("EGW02004", "실전투자 도메인은 모의투자 앱키로")), "x");
  CHECK(mixed.error().hint.find("separate pairs") != std::string::npos);
}

TEST_CASE("environment mismatches without a known code are told by their sentence") {
  const auto paper = read_envelope(answer(500, sample::refusal("ABCD0001", "모의투자 TR 이 아닙니다")), "x");
  CHECK(paper.error().code == Errc::not_on_paper);
  CHECK(paper.error().broker_code == "ABCD0001");
  const auto real = read_envelope(answer(500, sample::refusal("ABCD0001", "실전투자 TR 이 아닙니다")), "x");
  CHECK(real.error().code == Errc::auth_failed);
}

TEST_CASE("the token endpoint's own error shape is understood") {
  const auto result = read_envelope(
      answer(
          403,
          R"json({"error_description":"접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)","error_code":"EGW00133"})json"),
      "token");
  REQUIRE(result.has_error());
  CHECK(result.error().code == Errc::rate_limited);
  CHECK(result.error().retry_after == milliseconds{61'000});
}

TEST_CASE("a page instead of data means KIS is not available") {
  for (const unsigned status : {500U, 502U, 503U, 200U}) {
    CAPTURE(status);
    const auto error =
        read_envelope(answer(status, "<html><body>점검중 secret-page</body></html>"), "x").error();
    CHECK(error.code == Errc::broker_unavailable);
    CHECK(error.retryable);
    CHECK(error.message.find("secret-page") == std::string::npos);
  }
  CHECK(read_envelope(answer(503, ""), "x").error().code == Errc::broker_unavailable);
}

TEST_CASE("a cut off or foreign body is a broker error that may pass") {
  for (const auto* body : {R"({"output":{"stck_prpr":"972)", "", "[1,2]", "null", "{\"rt_cd\":\"0\"}\xff"}) {
    CAPTURE(body);
    const auto error = read_envelope(answer(200, body), "inquire-price").error();
    CHECK(error.code == Errc::broker_error);
    CHECK(error.retryable);
  }
}

TEST_CASE("only rt_cd 0 is success") {
  CHECK(read_envelope(answer(200, R"({"rt_cd":"0","output":{}})"), "x").has_value());
  CHECK(read_envelope(answer(200, R"({"rt_cd":0})"), "x").has_value());
  CHECK(read_envelope(answer(200, R"({"output":{}})"), "x").has_error());
  CHECK(read_envelope(answer(200, R"({"rt_cd":"7","output":{}})"), "x").has_error());
  CHECK(read_envelope(answer(500, R"({"rt_cd":"0"})"), "x").has_error());
}

TEST_CASE("Retry-After of a refusal that may pass is kept when it is longer") {
  auto response = answer(429, "");
  response.headers = {{"Retry-After", "7"}};
  CHECK(read_envelope(response, "x").error().retry_after == milliseconds{7'000});
  response = answer(500, sample::refusal("EGW00201", "초과"));
  response.headers = {{"retry-after", "soon"}};
  CHECK(read_envelope(response, "x").error().retry_after == milliseconds{1'000});
}

TEST_CASE("a client error without JSON goes by its status") {
  CHECK(read_envelope(answer(401, "no"), "x").error().code == Errc::auth_failed);
  CHECK(read_envelope(answer(429, "<p>slow down</p>"), "x").error().code == Errc::rate_limited);
  CHECK(read_envelope(answer(404, "<p>not found</p>"), "x").error().code == Errc::broker_error);
}

TEST_CASE("a very long sentence is shortened") {
  const auto error =
      read_envelope(answer(200, sample::refusal("ABCD", std::string(5'000, 'x'))), "x").error();
  CHECK(error.message.size() < 400);
}

TEST_CASE("only invalid, unknown and expired tokens ask for a new one") {
  for (const auto* code : {"EGW00121", "EGW00122", "EGW00123"})
    CHECK(protocol().token_refused(read_envelope(answer(500, sample::refusal(code, "")), "x").error()));
  for (const auto* code : {"EGW00103", "EGW00133", "EGW02004", "EGW00206"})
    CHECK_FALSE(protocol().token_refused(read_envelope(answer(500, sample::refusal(code, "")), "x").error()));
}
