// Structs become schemas, and values of them go in and out.
#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "kbroker/mcp/typed_tool.hpp"
#include "mcp_harness.hpp"

using namespace kbroker;
using test::body_of;
using test::Harness;
namespace json = boost::json;

namespace {

BOOST_DEFINE_ENUM_CLASS(Side, buy, sell)

struct Leg {
  std::string code;
  unsigned quantity = 0;
};
BOOST_DESCRIBE_STRUCT(Leg, (), (code, quantity))

struct Basket {
  Side side = Side::buy;
  std::vector<Leg> legs;
  std::optional<std::string> note;
  bool urgent = false;
  std::int32_t offset = 0;
  double weight = 0;
};
BOOST_DESCRIBE_STRUCT(Basket, (), (side, legs, note, urgent, offset, weight))

struct Summary {
  std::size_t legs = 0;
  std::optional<std::string> note;
  std::vector<Leg> first;
};
BOOST_DESCRIBE_STRUCT(Summary, (), (legs, note, first))

boost::asio::awaitable<Result<Summary>> summarize(mcp::CallContext&, const Basket& basket) {
  Summary summary;
  summary.legs = basket.legs.size();
  summary.note = basket.note;
  if (basket.side == Side::sell) co_return Error(Errc::limit_exceeded, "Nothing is sold here.");
  if (!basket.legs.empty()) summary.first.push_back(basket.legs.front());
  co_return summary;
}

std::shared_ptr<mcp::Registry> registry_with_basket() {
  mcp::Tool tool;
  tool.name = "summarize";
  tool.input_schema =
      json::parse(R"({"properties":{"legs":{"maxItems":2,"description":"What to trade"}}})").as_object();
  auto registry = std::make_shared<mcp::Registry>();
  registry->add(mcp::typed_tool<Basket, Summary>(std::move(tool), summarize));
  return registry;
}

json::value call(const std::string& arguments) {
  Harness harness({}, registry_with_basket());
  return body_of(harness.send(harness.modern_call("summarize", "\"arguments\":" + arguments + ",")))
      .at("result");
}

std::string code_of(const json::value& result) {
  CHECK(result.at("isError") == true);
  return std::string(result.at("structuredContent").at("error").at("code").as_string());
}

}  // namespace

TEST_CASE("a schema follows from a described struct, with what the author adds") {
  const auto tool = registry_with_basket()->list_tools().at(0);
  CHECK(tool.at("inputSchema") == json::parse(R"({"type":"object","properties":{
      "side":{"type":"string","enum":["buy","sell"]},
      "legs":{"type":"array","maxItems":2,"description":"What to trade","items":{"type":"object",
        "properties":{"code":{"type":"string"},"quantity":{"type":"integer","minimum":0}},
        "required":["code","quantity"],"additionalProperties":false}},
      "note":{"type":"string"},"urgent":{"type":"boolean"},"offset":{"type":"integer"},"weight":{"type":"number"}},
      "required":["side","legs","urgent","offset","weight"],"additionalProperties":false})"));
  CHECK(tool.at("outputSchema").at("required") == json::parse(R"(["legs","first"])"));
}

TEST_CASE("arguments come as a struct, and the answer goes out as one") {
  const auto result = call(
      R"({"side":"buy","legs":[{"code":"005930","quantity":3}],"urgent":true,"offset":-1,"weight":0.5})");
  CHECK(result.at("isError") == false);
  CHECK(result.at("structuredContent") ==
        json::parse(R"({"legs":1,"first":[{"code":"005930","quantity":3}]})"));
  const auto noted = call(R"({"side":"buy","legs":[],"note":"later","urgent":true,"offset":-1,"weight":2})");
  CHECK(noted.at("structuredContent") == json::parse(R"({"legs":0,"note":"later","first":[]})"));
}

TEST_CASE("what does not fit the struct is an error the model can act on") {
  const std::string rest = R"(,"urgent":true,"offset":0,"weight":1})";
  CHECK(code_of(call(R"({"side":"sell","legs":[])" + rest)) == "limit_exceeded");
  CHECK(code_of(call(R"({"side":"hold","legs":[])" + rest)) == "invalid_argument");
  CHECK(code_of(call(R"({"side":"buy","legs":[{"code":"a","quantity":-1}])" + rest)) == "invalid_argument");
  CHECK(code_of(call(R"({"side":"buy","legs":[{"code":"a","quantity":4294967296}])" + rest)) ==
        "invalid_argument");
  CHECK(code_of(call(R"({"side":"buy","legs":[],"unknown":1)" + rest)) == "invalid_argument");
  CHECK(code_of(call(R"({"side":"buy"})")) == "invalid_argument");
}
