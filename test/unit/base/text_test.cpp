#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/text.hpp"

using namespace kbroker;

TEST_CASE("UTF-8 is checked strictly") {
  CHECK(is_valid_utf8("삼성전자 abc 😀"));
  CHECK(is_valid_utf8("\xEF\xBF\xBD"));
  for (const char* text :
       {"\xFF", "\xC0\x80", "\xED\xA0\x80", "\xE0\x80\x80", "\xF4\x90\x80\x80", "\xEC\x82", "a\x80"})
    CHECK_FALSE(is_valid_utf8(text));
}

TEST_CASE("masking keeps only the end") {
  CHECK(mask("12345678") == "****5678");
  CHECK(mask("12345678-01") == "****5678-01");
  CHECK(mask("1234") == "****");
  CHECK(mask("1234-01") == "****-01");
  CHECK(mask("") == "");
}

TEST_CASE("cutting respects code points") {
  CHECK(shorten("삼성전자", 9) == "삼성…");
  CHECK(shorten("abc", 9) == "abc");
  CHECK(utf8_length("삼성a") == 3);
}

TEST_CASE("edit distance counts a swap once") {
  CHECK(edit_distance(U"abcd", U"abdc") == 1);
  CHECK(edit_distance(U"abc", U"") == 3);
  CHECK(edit_distance(U"kitten", U"sitting") == 3);
}

TEST_CASE("a typing error finds its nearest word") {
  const std::vector<std::string> words{"listen", "threads", "layout"};
  CHECK(nearest("lisen", words) == "listen");
  CHECK_FALSE(nearest("zzzzzz", words));
}
