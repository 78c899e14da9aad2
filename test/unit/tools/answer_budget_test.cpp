// Answers that are too long, and what is left of them.
#include "answer_budget.hpp"

#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "kbroker/base/json_text.hpp"

using namespace kbroker;
using namespace kbroker::tools;
namespace json = boost::json;

namespace {

json::array list(std::size_t rows, std::size_t width = 20) {
  json::array made;
  for (std::size_t i = 0; i < rows; ++i) made.push_back({{"number", i}, {"text", std::string(width, 'x')}});
  return made;
}

}  // namespace

TEST_CASE("an answer that fits stays whole") {
  json::object answer{{"output1", {{"a", 1}}}, {"output2", list(3)}};
  const auto before = answer;
  CHECK(fit(answer, 10'000, 0).empty());
  CHECK(answer == before);
}

TEST_CASE("long lists are cut to the room that short ones leave") {
  json::object answer{{"short", list(5)}, {"long", list(1'000)}};
  const auto cuts = fit(answer, 4'000, 0);
  REQUIRE(cuts.size() == 1);
  CHECK(cuts[0].container == "long");
  CHECK(cuts[0].of == 1'000);
  CHECK(cuts[0].shown == answer.at("long").as_array().size());
  CHECK(answer.at("short").as_array().size() == 5);
  const auto size = to_json_text(answer).size();
  CHECK(size <= 4'100);
  CHECK(size > 3'500);
}

TEST_CASE("a list goes on from its offset") {
  json::object answer{{"output", list(10)}};
  const auto cuts = fit(answer, 100'000, 8);
  REQUIRE(cuts.size() == 1);
  CHECK(cuts[0].from == 8);
  CHECK(cuts[0].shown == 2);
  CHECK(answer.at("output").as_array().front().at("number") == 8);
  json::object beyond{{"output", list(10)}};
  CHECK(fit(beyond, 100'000, 99).front().shown == 0);
}

TEST_CASE("one row stays, however long it is") {
  json::object answer{{"output", list(3, 5'000)}};
  CHECK(fit(answer, 100, 0).front().shown == 1);
}

TEST_CASE("rows can be narrowed to some fields") {
  json::object answer{
      {"output1", {{"stck_prpr", 1}, {"other", 2}}}, {"output2", list(2)}, {"output3", nullptr}};
  keep_fields(answer, {"STCK_PRPR", "number"});
  CHECK(answer.at("output1") == json::value{{"stck_prpr", 1}});
  CHECK(answer.at("output2").as_array().back() == json::value{{"number", 1}});
}
