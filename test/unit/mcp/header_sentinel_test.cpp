#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "header_sentinel.hpp"
#include "param_headers.hpp"

using namespace kbroker::mcp;
namespace json = boost::json;

TEST_CASE("a header value is decoded only when the sentinel is complete") {
  CHECK(decode_header_value("=?base64?SGVsbG8=?=") == "Hello");
  CHECK(decode_header_value("=?base64?7IK87ISx?=") == "삼성");
  CHECK(decode_header_value("=?base64?"
                            "?=") == "");
  CHECK(decode_header_value("SGVsbG8=") == "SGVsbG8=");
  CHECK(decode_header_value("=?base64?SGVsbG8=") == "=?base64?SGVsbG8=");
  CHECK(decode_header_value("=?BASE64?SGVsbG8=?=") == "=?BASE64?SGVsbG8=?=");
  CHECK(decode_header_value("=?base64?=") == "=?base64?=");
}

TEST_CASE("a bad sentinel is refused, not taken literally") {
  CHECK_FALSE(decode_header_value("=?base64?SGVsbG8?="));
  CHECK_FALSE(decode_header_value("=?base64?SGVs!!!bG8=?="));
  CHECK_FALSE(decode_header_value("=?base64?/////w==?="));
  CHECK_FALSE(header_value_equals("=?base64?SGVsbG8?=", "=?base64?SGVsbG8?="));
  CHECK_FALSE(decode_header_value("a\x01"));
  CHECK_FALSE(decode_header_value("\xec\x82\xbc"));
}

TEST_CASE("header values are compared after decoding") {
  CHECK(header_value_equals("echo", "echo"));
  CHECK_FALSE(header_value_equals("Echo", "echo"));
  CHECK(header_value_equals("=?base64?SGVsbG8=?=", "Hello"));
}

namespace {

std::vector<ParamHeader> find(const char* schema) {
  return find_param_headers(json::parse(schema).as_object());
}

std::optional<std::string> check(const char* arguments,
                                 std::vector<std::pair<std::string, std::string>> headers) {
  static const auto found = find(R"({"type":"object","properties":{
    "region":{"type":"string","x-mcp-header":"Region"},
    "deep":{"type":"object","properties":{"n":{"type":"integer","x-mcp-header":"N"}}},
    "on":{"type":"boolean","x-mcp-header":"On"}}})");
  const auto object = json::parse(arguments).as_object();
  return check_param_headers(found, object, [&](std::string_view name) -> std::optional<std::string_view> {
    for (const auto& [key, value] : headers)
      if (key == name) return value;
    return std::nullopt;
  });
}

}  // namespace

TEST_CASE("mirrored arguments must equal their headers") {
  CHECK_FALSE(check("{}", {}));
  CHECK_FALSE(check(R"({"region":null})", {{"Mcp-Param-Region", "ignored"}}));
  CHECK_FALSE(check(R"({"region":"kr"})", {{"Mcp-Param-Region", "kr"}}));
  CHECK_FALSE(check(R"({"region":"서울"})", {{"Mcp-Param-Region", "=?base64?7ISc7Jq4?="}}));
  CHECK(check(R"({"region":"kr"})", {}) == "header Mcp-Param-Region is missing");
  CHECK(check(R"({"region":"kr"})", {{"Mcp-Param-Region", "KR"}}));
  CHECK(check(R"({"region":"kr"})", {{"Mcp-Param-Region", "=?base64?a3I?="}}) ==
        "header Mcp-Param-Region is malformed");
  CHECK_FALSE(check(R"({"deep":{"n":42}})", {{"Mcp-Param-N", "42.0"}}));
  CHECK_FALSE(check(R"({"deep":{"n":42.0}})", {{"Mcp-Param-N", "42"}}));
  CHECK(check(R"({"deep":{"n":42}})", {{"Mcp-Param-N", "43"}}));
  CHECK(check(R"({"deep":{"n":42}})", {{"Mcp-Param-N", "42x"}}));
  CHECK(check(R"({"deep":{"n":9007199254740993}})", {{"Mcp-Param-N", "9007199254740993"}}));
  CHECK_FALSE(check(R"({"on":true})", {{"Mcp-Param-On", "true"}}));
  CHECK(check(R"({"on":true})", {{"Mcp-Param-On", "1"}}));
}

TEST_CASE("annotations that clients would drop a tool for are refused") {
  for (
      const auto* schema :
      {R"({"properties":{"a":{"type":"string","x-mcp-header":""}}})",
       R"({"properties":{"a":{"type":"string","x-mcp-header":"a b"}}})",
       R"({"properties":{"a":{"type":"string","x-mcp-header":1}}})",
       R"({"properties":{"a":{"type":"number","x-mcp-header":"A"}}})",
       R"({"properties":{"a":{"x-mcp-header":"A"}}})",
       R"({"properties":{"a":{"type":"string","x-mcp-header":"A"},"b":{"type":"string","x-mcp-header":"a"}}})",
       R"({"properties":{"a":{"type":"array","items":{"type":"string","x-mcp-header":"A"}}}})",
       R"({"allOf":[{"properties":{"a":{"type":"string","x-mcp-header":"A"}}}]})",
       R"({"$defs":{"a":{"type":"string","x-mcp-header":"A"}}})"}) {
    INFO(schema);
    CHECK_THROWS_AS(find(schema), std::invalid_argument);
  }
}
