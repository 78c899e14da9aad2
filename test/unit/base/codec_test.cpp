#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/hash.hpp"

using namespace kbroker;

TEST_CASE("base64 is strict and round-trips") {
  for (const std::string text : {"", "f", "fo", "foo", "foob", "fooba", "foobar"}) {
    CHECK(base64_decode(base64_encode(text)) == text);
    CHECK(base64url_decode(base64url_encode(text)) == text);
  }
  CHECK(base64_encode("Hello") == "SGVsbG8=");
  CHECK_FALSE(base64_decode("SGVsbG8"));
  CHECK_FALSE(base64_decode("SGVs!!!bG8="));
  CHECK_FALSE(base64_decode("SGVsbG9="));
  CHECK_FALSE(base64_decode("===="));
  CHECK_FALSE(base64url_decode("A"));
}

TEST_CASE("percent encoding") {
  CHECK(percent_encode("삼성 a~b") == "%EC%82%BC%EC%84%B1%20a~b");
  CHECK(percent_decode("%EC%82%BC%EC%84%B1") == "삼성");
  CHECK_FALSE(percent_decode("%4"));
  CHECK_FALSE(percent_decode("%zz"));
  CHECK(query_value("a=1&sessionId=x%20y&b", "sessionId") == "x y");
  CHECK(query_value("a=1&b", "b") == "");
  CHECK(query_value("a=%zz", "a") == "%zz");
  CHECK_FALSE(query_value("a=1", "c"));
}

TEST_CASE("cp949 both ways") {
  const auto bytes = utf8_to_cp949("삼성전자 ABC 뷁");
  REQUIRE(bytes);
  CHECK(cp949_to_utf8(*bytes) == "삼성전자 ABC 뷁");
  CHECK_FALSE(utf8_to_cp949("😀"));
  CHECK(cp949_to_utf8("ok\xFFx") == "ok\xEF\xBF\xBDx");
}

TEST_CASE("digests") {
  CHECK(md5_hex("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(equal_constant_time("abc", "abc"));
  CHECK_FALSE(equal_constant_time("abc", "abd"));
  CHECK_FALSE(equal_constant_time("abc", "ab"));
}
