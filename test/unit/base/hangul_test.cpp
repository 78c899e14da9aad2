#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/hangul.hpp"

using namespace kbroker;

TEST_CASE("syllables give their initial consonants") {
  CHECK(initial_consonants("삼성전자") == "ㅅㅅㅈㅈ");
  CHECK(initial_consonants("SK하이닉스") == "SKㅎㅇㄴㅅ");
  CHECK(is_initial_consonants("ㅅㅅㅈㅈ"));
  CHECK_FALSE(is_initial_consonants("삼성"));
  CHECK_FALSE(is_initial_consonants("123"));
  CHECK(has_hangul("a삼"));
  CHECK_FALSE(has_hangul("abc"));
}

TEST_CASE("syllables come apart into letters") {
  CHECK(decompose("삼성") == U"ㅅㅏㅁㅅㅓㅇ");
  CHECK(decompose("닭a") == U"ㄷㅏㄺa");
  CHECK(decompose("가") == U"ㄱㅏ");
  CHECK(decompose("힣") == U"ㅎㅣㅎ");
}
