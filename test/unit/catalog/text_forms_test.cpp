// The small pure parts of the search: keys, keyboards, codes, distances.
#include <catch2/catch_test_macros.hpp>

#include "code_text.hpp"
#include "kbroker/base/text.hpp"
#include "keyboard_layout.hpp"
#include "search_key.hpp"
#include "similarity.hpp"

using namespace kbroker::catalog;
using kbroker::to_utf8;

TEST_CASE("spelling differences that mean nothing disappear") {
  CHECK(search_key("(주) 삼성 전자") == U"삼성전자");
  CHECK(search_key("㈜카카오") == U"카카오");
  CHECK(search_key("ＬＧ　화학") == U"lg화학");
  CHECK(search_key("JYP Ent.") == U"jypent");
  CHECK(search_key("S-Oil") == U"soil");
  CHECK(search_key("KT&G") == U"kt&g");
  CHECK(search_key("\u1109\u1161\u11B7\u1109\u1165\u11BC") == U"삼성");
  CHECK(search_key("(주)") == U"주");
  CHECK(search_key("").empty());
}

TEST_CASE("a syllable and a tail that follow each other are composed") {
  CHECK(search_key("\uC0AC\u11B7") == U"삼");
  // A lone conjoining letter stays what it is.
  CHECK(search_key("\u1109").size() == 1);
}

TEST_CASE("Latin letters are read out, words are not") {
  CHECK(to_utf8(korean_reading(U"lg화학")) == "엘지화학");
  CHECK(to_utf8(korean_reading(U"f&f")) == "에프앤에프");
  CHECK(to_utf8(korean_reading(U"kodex200")) == "코덱스200");
  CHECK(korean_reading(U"naver").empty());
  CHECK(korean_reading(U"삼성전자").empty());
}

TEST_CASE("letters are single key presses") {
  CHECK(letters(U"값") == U"ㄱㅏㅂㅅ");
  CHECK(letters(U"과") == U"ㄱㅗㅏ");
  CHECK(letters(U"sk하") == U"skㅎㅏ");
}

TEST_CASE("English keys become the Hangul they would have typed") {
  CHECK(to_utf8(hangul_from_keys("tkatjdwjswk")) == "삼성전자");
  CHECK(to_utf8(hangul_from_keys("dpfwlghkgkr")) == "엘지화학");
  CHECK(to_utf8(hangul_from_keys("rkqtdl")) == "값이");
  CHECK(to_utf8(hangul_from_keys("rhks")) == "관");
  CHECK(to_utf8(hangul_from_keys("RkRn")) == "까꾸");
  CHECK(to_utf8(hangul_from_keys("Tkddydwkehdck")) == "쌍용자동차");
  CHECK(to_utf8(hangul_from_keys("ttww")) == "ㅅㅅㅈㅈ");
  CHECK(hangul_from_keys("samsung").empty());  // a letter would be left alone
  CHECK(hangul_from_keys("삼성").empty());
  CHECK(hangul_from_keys("123").empty());
}

TEST_CASE("Hangul becomes the English keys it was typed with") {
  CHECK(keys_from_hangul(U"ㅜㅁㅍㄷㄱ") == U"naver");
  CHECK(keys_from_hangul(U"나") == U"sk");
  CHECK(keys_from_hangul(U"abc").empty());
}

TEST_CASE("codes lose what vendors add") {
  CHECK(bare_code("a005930") == "005930");
  CHECK(bare_code(" 005930.kq ") == "005930");
  CHECK(bare_code("krx: 005930") == "005930");
  CHECK(bare_code("삼성전자 (005930)") == "005930");
  CHECK(bare_code("KODEX 골드선물(H)") == "KODEX 골드선물(H)");
  CHECK(bare_code("AAPL") == "AAPL");
  CHECK(bare_code("") == "");
  CHECK(is_well_formed_code("0126Z0"));
  CHECK_FALSE(is_well_formed_code("A12345"));
  CHECK_FALSE(is_well_formed_code("00593"));
}

TEST_CASE("the distance within a text ignores what stands around the best part") {
  CHECK(distance_within(U"bcd", U"abcde") == 0);
  CHECK(distance_within(U"bxd", U"abcde") == 1);
  CHECK(distance_within(U"cbd", U"abcde") == 1);  // neighbours swapped
  CHECK(distance_within(U"xyz", U"abc") == 3);
  CHECK(distance_within(U"", U"abc") == 0);
  CHECK(distance_within(U"abc", U"") == 3);
}
