#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/json_text.hpp"
#include "uri_template.hpp"

using namespace kbroker;
using namespace kbroker::mcp;

namespace {
std::string match(const char* pattern, std::string_view uri) {
  const auto found = UriTemplate(pattern).match(uri);
  return found ? to_json_text(*found) : "no";
}
}  // namespace

TEST_CASE("variables are captured and percent-decoded") {
  CHECK(match("quote://KRX/{code}", "quote://KRX/005930") == R"({"code":"005930"})");
  CHECK(match("quote://{market}/{code}", "quote://NXT/000660") == R"({"market":"NXT","code":"000660"})");
  CHECK(match("quote://KRX/{code}/candles", "quote://KRX/005930/candles") == R"({"code":"005930"})");
  CHECK(match("symbol://{name}", "symbol://%EC%82%BC%EC%84%B1") == R"({"name":"삼성"})");
  CHECK(match("symbol://{name}", "symbol://삼성") == R"({"name":"삼성"})");
  CHECK(match("a://{x}-{y}", "a://1-2-3") == R"({"x":"1","y":"2-3"})");
  CHECK(match("a://fixed", "a://fixed") == "{}");
}

TEST_CASE("what does not fit a template is not matched") {
  for (const auto* uri :
       {"quote://KRX/", "quote://KRX", "quote://krx/005930", "quote://KRX/a/b", "quote://KRX/a?b",
        "quote://KRX/a#b", "xquote://KRX/a", "quote://KRX/%zz", "quote://KRX/%ff", ""})
    CHECK(match("quote://KRX/{code}", uri) == "no");
  CHECK(match("a://{x}/end", "a://1/ends") == "no");
}

TEST_CASE("templates beyond level 1 are refused at registration") {
  for (const auto* text : {"", "a://{+path}", "a://{x}{y}", "a://{x}/{x}", "a://{x", "a://x}", "a://{}",
                           "a://{a,b}", "no-scheme/{x}", "{x}://a"})
    CHECK_THROWS_AS(UriTemplate(text), std::invalid_argument);
}
