#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "flat_schema.hpp"
#include "schema.hpp"

using namespace kbroker::mcp;
namespace json = boost::json;

namespace {

Schema compile(std::string_view text) {
  return Schema(json::parse(text).as_object());
}

std::string problem(const Schema& schema, std::string_view arguments) {
  return schema.validate(json::parse(arguments)).value_or("");
}

}  // namespace

TEST_CASE("a violation names the parameter, what is wrong and what is allowed") {
  const auto schema = compile(R"({"type":"object","properties":{
    "stock_code":{"type":"string","description":"Six digits or a name","pattern":"^[0-9]{6}$"},
    "limit":{"type":"integer","minimum":1,"maximum":50},
    "market":{"type":"string","enum":["KRX","NXT"]},
    "codes":{"type":"array","items":{"type":"string","maxLength":6},"minItems":1,"maxItems":3,"uniqueItems":true},
    "range":{"type":"object","properties":{"from":{"type":["string","null"]}},"required":["from"]},
    "ratio":{"type":"number","exclusiveMinimum":0,"exclusiveMaximum":1}},
    "required":["stock_code"],"additionalProperties":false})");
  CHECK(problem(schema,
                R"({"stock_code":"005930","limit":50,"codes":["a","b"],"range":{"from":null},"ratio":0.5})")
            .empty());
  CHECK(problem(schema, "{}") == R"("stock_code" is required (Six digits or a name))");
  CHECK(problem(schema, R"({"stock_code":"x"})") ==
        R"("stock_code" must match the pattern ^[0-9]{6}$, got "x")");
  CHECK(problem(schema, R"({"stock_code":5930})") == R"("stock_code" must be a string, got 5930)");
  CHECK(problem(schema, R"({"stock_code":"005930","limit":0})") == R"("limit" must be from 1 to 50, got 0)");
  CHECK(problem(schema, R"({"stock_code":"005930","limit":"3"})") ==
        R"("limit" must be an integer from 1 to 50, got "3")");
  CHECK(problem(schema, R"({"stock_code":"005930","limit":1.5})") ==
        R"("limit" must be an integer from 1 to 50, got 1.5)");
  CHECK(problem(schema, R"({"stock_code":"005930","market":"NYSE"})") ==
        R"("market" must be one of "KRX", "NXT", got "NYSE")");
  CHECK(
      problem(schema, R"({"stock_code":"005930","markt":"KRX"})") ==
      R"("markt" is not a parameter; did you mean "market"? Allowed: stock_code, limit, market, codes, range, ratio)");
  CHECK(problem(schema, R"({"stock_code":"005930","codes":[]})") ==
        R"("codes" must have from 1 to 3 elements, got 0)");
  CHECK(problem(schema, R"({"stock_code":"005930","codes":["a","toolong"]})") ==
        R"("codes[1]" must have at most 6 characters, got 7)");
  CHECK(problem(schema, R"({"stock_code":"005930","codes":["a","a"]})") ==
        R"("codes" must not repeat an element, got "a" twice)");
  CHECK(problem(schema, R"({"stock_code":"005930","range":{}})") == R"("range.from" is required)");
  CHECK(problem(schema, R"({"stock_code":"005930","range":{"from":1}})") ==
        R"("range.from" must be a string or null, got 1)");
  CHECK(problem(schema, R"({"stock_code":"005930","ratio":0})") ==
        R"("ratio" must be greater than 0, got 0)");
  CHECK(problem(schema, R"({"stock_code":"005930","ratio":1})") == R"("ratio" must be less than 1, got 1)");
}

TEST_CASE("a whole number written with a fraction is an integer") {
  const auto schema = compile(R"({"type":"object","properties":{"n":{"type":"integer","maximum":5}}})");
  CHECK(problem(schema, R"({"n":3.0})").empty());
  CHECK_FALSE(problem(schema, R"({"n":7.0})").empty());
}

TEST_CASE("references inside the document are followed") {
  const auto schema = compile(R"({"type":"object","$defs":{"code":{"type":"string","minLength":6}},
    "properties":{"code":{"$ref":"#/$defs/code","description":"a code"}}})");
  CHECK(problem(schema, R"({"code":"005930"})").empty());
  CHECK(problem(schema, R"({"code":"5930"})") == R"("code" must have at least 6 characters, got 4)");
}

TEST_CASE("compound keywords are enforced and at least named") {
  const auto schema = compile(R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
    "$defs":{"address":{"$anchor":"addressDef","type":"object","properties":{"street":{"type":"string"}}}},
    "properties":{"name":{"type":"string"},"address":{"$ref":"#/$defs/address"},
      "contactMethod":{"type":"string","enum":["phone","email"]},"phone":{"type":"string"},"email":{"type":"string"}},
    "allOf":[{"anyOf":[{"required":["phone"]},{"required":["email"]}]}],
    "if":{"properties":{"contactMethod":{"const":"phone"}},"required":["contactMethod"]},
    "then":{"required":["phone"]},"else":{"required":["email"]},"additionalProperties":false})");
  CHECK(problem(schema, R"({"contactMethod":"phone","phone":"1"})").empty());
  CHECK(problem(schema, R"({"email":"a@b"})").empty());
  CHECK_FALSE(problem(schema, R"({"contactMethod":"phone","email":"a@b"})").empty());
  CHECK_FALSE(problem(schema, "{}").empty());
}

TEST_CASE("schemas that would not be enforced whole are refused with the place") {
  for (const auto* text :
       {R"({"type":"object","unevaluatedProperties":false})",
        R"({"type":"object","dependentRequired":{"a":["b"]}})", R"({"type":"object","dependentSchemas":{}})",
        R"({"type":"object","properties":{"a":{"prefixItems":[{}]}}})",
        R"({"type":"object","properties":{"a":{"items":[{}]}}})",
        R"({"type":"object","properties":{"a":{"minumum":1}}})",
        R"({"type":"object","properties":{"a":{"$ref":"https://example.com/x"}}})",
        R"({"type":"object","properties":{"a":{"$ref":"#/$defs/none"}}})",
        R"({"type":"object","$defs":{"x":{}},"properties":{"a":{"$ref":"#/$defs/x","minimum":1}}})",
        R"({"type":"object","$dynamicRef":"#a"})", R"({"type":"objekt"})",
        R"({"type":"object","properties":{"a":{"type":"string","pattern":"("}}})",
        R"({"type":"object","properties":{"a":{"contains":{},"minContains":2}}})",
        R"({"type":"object","properties":1})", R"({"type":"object","required":"a"})"}) {
    INFO(text);
    CHECK_THROWS_AS(compile(text), std::invalid_argument);
  }
  CHECK_NOTHROW(compile(R"({"type":"object","x-anything":{"unknown":1},"$comment":"c","examples":[{}]})"));
}

TEST_CASE("costly checks see bounded input only") {
  const auto schema = compile(R"({"type":"object","properties":{
    "text":{"type":"string","pattern":"^(a+)$"},"list":{"type":"array","uniqueItems":true}}})");
  const std::string long_text(100'000, 'a');
  CHECK(problem(schema, R"({"text":")" + long_text + "\"}").find("too long") != std::string::npos);
  std::string list = "[0";
  for (int i = 1; i < 5000; ++i) list += "," + std::to_string(i);
  CHECK(problem(schema, R"({"list":)" + list + "]}").find("too long") != std::string::npos);
  CHECK(problem(schema, R"({"text":")" + std::string(4096, 'a') + "\"}").empty());
}

TEST_CASE("the short cut for plain schemas agrees with the validator") {
  // An empty rule at the top keeps the short cut out of the second one.
  const std::string properties = R"("type":"object","properties":{
    "code":{"type":"string","minLength":2,"maxLength":4},
    "market":{"type":"string","enum":["KRX","NXT"],"default":"KRX"},
    "count":{"type":"integer","minimum":1,"maximum":50},
    "raw":{"type":"boolean"},
    "ratio":{"type":"number","minimum":0}},"required":["code"],"additionalProperties":false)";
  const auto quick = FlatSchema::compile(json::parse("{" + properties + "}").as_object());
  REQUIRE(quick);
  const auto judge = compile("{" + properties + R"(,"allOf":[{}]})");
  REQUIRE_FALSE(FlatSchema::compile(json::parse("{" + properties + R"(,"allOf":[{}]})").as_object()));

  const std::vector<std::string> codes = {"",
                                          R"("code":"ab")",
                                          R"("code":"삼성전자")",
                                          R"("code":"삼성전자주")",
                                          R"("code":"a")",
                                          R"("code":12)",
                                          R"("code":null)"};
  const std::vector<std::string> others = {"",
                                           R"("market":"NXT")",
                                           R"("market":"nxt")",
                                           R"("market":1)",
                                           R"("count":1)",
                                           R"("count":50)",
                                           R"("count":0)",
                                           R"("count":51)",
                                           R"("count":2.0)",
                                           R"("count":2.5)",
                                           R"("count":18446744073709551615)",
                                           R"("raw":true)",
                                           R"("raw":"true")",
                                           R"("ratio":0.5)",
                                           R"("ratio":-1)",
                                           R"("unknown":1)"};
  int taken = 0;
  for (const auto& code : codes)
    for (const auto& other : others) {
      const auto text = "{" + code + (code.empty() || other.empty() ? "" : ",") + other + "}";
      CAPTURE(text);
      const auto arguments = json::parse(text);
      if (!quick->surely_fits(arguments.as_object())) continue;
      ++taken;
      CHECK_FALSE(judge.validate(arguments));
    }
  CHECK(taken == 2 * 5);  // two good codes, alone or with one plainly good other
}

TEST_CASE("a schema with rules beyond plain members has no short cut") {
  for (const auto* text :
       {R"({"type":"object","properties":{"a":{"type":"string"}}})",
        R"({"type":"object","properties":{},"additionalProperties":false,"minProperties":1})",
        R"({"type":"object","properties":{},"additionalProperties":false,"required":["a"]})",
        R"({"type":"object","additionalProperties":false,"oneOf":[]})"}) {
    CAPTURE(text);
    CHECK_FALSE(FlatSchema::compile(json::parse(text).as_object()));
  }
}
