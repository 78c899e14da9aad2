#include <catch2/catch_test_macros.hpp>

#include <boost/json.hpp>

#include "kbroker/base/json_text.hpp"

namespace json = boost::json;
using namespace kbroker;

TEST_CASE("numbers are written the way people write them") {
  CHECK(to_json_text(json::value(-0.82)) == "-0.82");
  CHECK(to_json_text(json::value(97200)) == "97200");
  CHECK(to_json_text(json::value(71250.8333)) == "71250.8333");
  CHECK(to_json_text(to_json(Decimal(9720000, 2))) == "97200");
  CHECK(to_json_text(to_json(Decimal(-39, 2))) == "-0.39");
}

TEST_CASE("text is escaped and stays on one line") {
  CHECK(to_json_text(json::value("a\"b\\c\nd\te\x01 삼성")) == R"("a\"b\\c\nd\te\u0001 삼성")");
}

TEST_CASE("every byte is found wherever it stands among others") {
  for (int byte = 1; byte < 128; ++byte) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text(20, 'a');
      text[at] = static_cast<char>(byte);
      text[19 - at] = '!';  // one below the quote: a borrow must not mark it
      CHECK(json::parse(to_json_text(json::value(text))).as_string() == text);
    }
  }
  const std::string korean(11, '\xbc');  // any byte above 127 passes through
  CHECK(to_json_text(json::value(korean)) == '"' + korean + '"');
}

TEST_CASE("what is written reads back the same") {
  const auto value =
      json::parse(R"({"a":[1,2.5,-3e-7,true,null,"x"],"b":{"c":{}},"d":[],"e":18446744073709551615})");
  CHECK(json::parse(to_json_text(value)) == value);
  CHECK(json::parse(to_pretty_json(value)) == value);
}
