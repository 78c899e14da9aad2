// From what a tool was given to exactly one code, or to a question.
#include <catch2/catch_test_macros.hpp>

#include "sample.hpp"

using kbroker::Errc;
using namespace kbroker::catalog;
using test::sample_master;

TEST_CASE("codes and unambiguous names resolve") {
  static const struct {
    std::string_view text, code;
  } cases[] = {
      {"005930", "005930"},
      {" 005930 ", "005930"},
      {"A005930", "005930"},
      {"005930.KS", "005930"},
      {"KRX:005930", "005930"},
      {"삼성전자(005930)", "005930"},
      {"q530031", "Q530031"},
      {"0126z0", "0126Z0"},
      {"삼성전자", "005930"},
      {"삼성전자우", "005935"},
      {"삼성 전자", "005930"},
      {"Samsung Electronics", "005930"},
      {"하이닉스", "000660"},
      {"sk hynix", "000660"},
      {"네이버", "035420"},
      {"naver", "035420"},
      {"LG", "003550"},
      {"LG화학", "051910"},
      {"현대차", "005380"},
      {"삼성바이오로", "207940"},
      {"에코프로", "086520"},
      {"KODEX 200", "069500"},
      {"tiger 미국s&p500", "360750"},
      {"한국전력", "015760"},
      {"삼성전자 주가", "005930"},
      {"레인보우로보", "277810"},
      {"SK", "034730"},
  };
  for (const auto& expected : cases) {
    CAPTURE(expected.text);
    const auto code = sample_master().resolve(expected.text, false);
    CHECK(code.has_value());
    if (code) CHECK(*code == expected.code);
  }
}

TEST_CASE("an ambiguous name is a question with the candidates") {
  for (const std::string_view text :
       {"삼성", "삼성전", "한화에", "KODEX", "samsung", "미국나스닥100", "현대"}) {
    CAPTURE(text);
    const auto code = sample_master().resolve(text, false);
    if (text == "한화에") {
      CHECK(code.value() == "012450");  // only one begins so
      continue;
    }
    REQUIRE(code.has_error());
    CHECK(code.error().code == Errc::unknown_symbol);
    CHECK(code.error().hint.find("did you mean") != std::string::npos);
    CHECK(code.error().hint.find("혹시") != std::string::npos);
  }
  const auto code = sample_master().resolve("삼성", true);
  CHECK(code.error().hint.find("삼성전자(005930)") != std::string::npos);
  CHECK(code.error().message.find("several") != std::string::npos);
}

TEST_CASE("a typing error is a question, never a silent correction") {
  for (const std::string_view text : {"삼숭전자", "삼성잔자", "samsumg electronics", "tkatjdwjswk"}) {
    CAPTURE(text);
    const auto code = sample_master().resolve(text, true);
    REQUIRE(code.has_error());
    CHECK(code.error().code == Errc::unknown_symbol);
    CHECK(code.error().hint.find("삼성전자(005930)") != std::string::npos);
  }
}

TEST_CASE("a well-formed code that is not listed passes only when asked to") {
  for (const std::string_view text : {"999990", "A999990", "999990.KQ", "9999A0", "Q999999"}) {
    CAPTURE(text);
    CHECK(sample_master().resolve(text, true).has_value());
    CHECK(sample_master().resolve(text, false).has_error());
  }
  CHECK(sample_master().resolve("a999990", true).value() == "999990");
  for (const std::string_view text : {"99999", "9999999", "ABCDEF", "Q12345", "Q12345A", "99999!", ""}) {
    CAPTURE(text);
    CHECK(sample_master().resolve(text, true).has_error());
  }
}

TEST_CASE("a name nobody has is an error that says where to look") {
  const auto code = sample_master().resolve("쀍쀍쀍", true);
  REQUIRE(code.has_error());
  CHECK(code.error().code == Errc::unknown_symbol);
  CHECK(code.error().message.find("쀍쀍쀍") != std::string::npos);
  CHECK(code.error().hint.find("search_stocks") != std::string::npos);
}

TEST_CASE("an error repeats only the beginning of a long text") {
  const auto code = sample_master().resolve(std::string(100'000, 'z'), true);
  REQUIRE(code.has_error());
  CHECK(code.error().message.size() < 200);
}
