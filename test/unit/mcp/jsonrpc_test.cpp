#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "jsonrpc.hpp"
#include "kbroker/base/json_text.hpp"

using namespace kbroker;
using namespace kbroker::mcp;
namespace json = boost::json;

namespace {
Message read(const json::value& value) {
  return read_message(value);
}
}  // namespace

TEST_CASE("requests, notifications and responses are told apart") {
  const auto request = json::parse(R"({"jsonrpc":"2.0","id":1,"method":"ping"})");
  CHECK(read(request).kind == MessageKind::request);
  CHECK(read(request).method == "ping");
  const auto notification =
      json::parse(R"({"jsonrpc":"2.0","method":"notifications/initialized","extra":1})");
  CHECK(read(notification).kind == MessageKind::notification);
  CHECK(read(json::parse(R"({"jsonrpc":"2.0","id":"a","result":{}})")).kind == MessageKind::response);
  CHECK(read(json::parse(R"({"jsonrpc":"2.0","id":"a","error":{"code":1,"message":"x"}})")).kind ==
        MessageKind::response);
}

TEST_CASE("what is not a message is invalid and says why") {
  for (const auto* text :
       {"1", "null", "\"x\"", "[]", "{}", R"({"jsonrpc":"1.0","id":1,"method":"x"})",
        R"({"jsonrpc":"2.0","id":null,"method":"x"})", R"({"jsonrpc":"2.0","id":1.5,"method":"x"})",
        R"({"jsonrpc":"2.0","id":{},"method":"x"})", R"({"jsonrpc":"2.0","id":1})",
        R"({"jsonrpc":"2.0","id":1,"method":2})", R"({"jsonrpc":"2.0","id":1,"method":"x","result":1})",
        R"({"jsonrpc":"2.0","id":1,"result":1,"error":{}})", R"({"jsonrpc":"2.0","result":1})",
        R"({"id":1,"method":"x"})"}) {
    const auto value = json::parse(text);
    INFO(text);
    CHECK(read(value).kind == MessageKind::invalid);
    CHECK_FALSE(read(value).problem.empty());
  }
}

TEST_CASE("an id is echoed with its type and value") {
  for (const auto* id : {"1", "\"1\"", "1732176000123", "-5", "18446744073709551615", "\"\\u0001 \\\"\""}) {
    const auto value = json::parse(std::string(R"({"jsonrpc":"2.0","method":"x","id":)") + id + "}");
    const auto message = read(value);
    REQUIRE(message.id);
    const auto text = error_text(message.id, RpcError(-1, "no"));
    CHECK(json::parse(text).at("id") == json::parse(id));
  }
  CHECK_FALSE(json::parse(error_text(nullptr, RpcError(-1, "no"))).as_object().contains("id"));
}

TEST_CASE("params that are not an object are told from params that are absent") {
  const auto list = json::parse(R"({"jsonrpc":"2.0","id":1,"method":"x","params":[1]})");
  CHECK(read(list).params_malformed);
  CHECK(read(list).kind == MessageKind::request);
  const auto absent = json::parse(R"({"jsonrpc":"2.0","id":1,"method":"x"})");
  CHECK_FALSE(read(absent).params_malformed);
  CHECK(read(absent).params == nullptr);
}

TEST_CASE("of repeated members the last counts") {
  const auto payload = parse_payload(R"({"jsonrpc":"2.0","id":1,"id":2,"method":"a","method":"b"})");
  REQUIRE(payload.has_value());
  CHECK(read(*payload).method == "b");
  CHECK(to_json_text(*read(*payload).id) == "2");
}

TEST_CASE("text that is not JSON, not UTF-8 or nests too deep is refused") {
  for (const std::string& text : {std::string(), std::string("{"), std::string("{}x"), std::string("{'a':1}"),
                                  std::string("\xef\xbb\xbf{}"), std::string("{\"a\":\"\xff\xfe\"}"),
                                  std::string("{\"a\":\"\xed\xa0\x80\"}"), std::string(100, '['),
                                  std::string(33, '[') + std::string(33, ']')}) {
    INFO(text);
    const auto payload = parse_payload(text);
    REQUIRE_FALSE(payload.has_value());
    CHECK(payload.error().code == rpc_code::parse_error);
  }
  CHECK(parse_payload(std::string(32, '[') + std::string(32, ']')).has_value());
}

TEST_CASE("values copied out of a payload stay valid after it has gone") {
  json::value copy;
  {
    const auto payload = parse_payload(R"({"a":{"b":["a text that is longer than any small buffer",1]}})");
    REQUIRE(payload.has_value());
    json::value kept(payload->at("a"));
    copy = kept;
    json::value another(std::move(kept));
    copy = std::move(another);
  }
  CHECK(to_json_text(copy) == R"({"b":["a text that is longer than any small buffer",1]})");
}

TEST_CASE("a payload larger than its first block is read whole") {
  std::string text = "[";
  for (int i = 0; i < 5000; ++i) text += (i ? "," : "") + std::string("\"element ") + std::to_string(i) + '"';
  text += "]";
  const auto payload = parse_payload(text);
  REQUIRE(payload.has_value());
  CHECK(payload->as_array().size() == 5000);
  CHECK(to_json_text(*payload) == text);
}
