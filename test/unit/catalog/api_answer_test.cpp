// Brokers' answers with the types of the catalogue. What KIS does to them is in test/calling.
#include "kbroker/catalog/api_answer.hpp"

#include <catch2/catch_test_macros.hpp>

#include <boost/json/parse.hpp>

#include "kbroker/catalog/api_catalogue.hpp"

using namespace kbroker;
using namespace kbroker::catalog;
namespace json = boost::json;

namespace {

json::object typed(const Api& api, std::initializer_list<std::string_view> bodies) {
  std::vector<json::object> pages;
  for (const auto body : bodies) pages.push_back(json::parse(body).as_object());
  return typed_answer(api, pages);
}

ApiField field(std::string_view name, ValueType type) {
  ApiField made;
  made.name = name;
  made.type = type;
  return made;
}

/// A list "rows", an object "one" and the field "top" beside them.
Api api() {
  Api made;
  made.id = "kis.test.api";
  const std::vector fields{field("n", ValueType::number), field("p", ValueType::price),
                           field("d", ValueType::date),   field("m", ValueType::month),
                           field("t", ValueType::time),   field("dt", ValueType::datetime),
                           field("x", ValueType::text)};
  ApiContainer rows, one, body;
  rows.name = "rows";
  rows.shape = Shape::array;
  rows.fields = fields;
  one.name = "one";
  one.fields = fields;
  body.name = "body";
  body.fields = {field("top", ValueType::number)};
  made.response = {rows, one, body};
  return made;
}

json::value one(std::string_view name, std::string_view text) {
  const json::object page{{"one", {{name, text}, {"x", "filled"}}}};
  return typed_answer(api(), {&page, 1}).at("one").at(name);
}

}  // namespace

TEST_CASE("values get the type of their field") {
  CHECK(one("n", "-0.39") == -0.39);
  CHECK(one("n", "+1,284,650,312,400") == 1'284'650'312'400);
  CHECK(one("n", "--23722054") == -23'722'054);
  CHECK(one("n", " ").is_null());
  CHECK(one("n", "n/a") == "n/a");
  CHECK(one("p", "-97200") == 97'200);
  CHECK(one("d", "20261120") == "2026-11-20");
  CHECK(one("d", "00000000").is_null());
  CHECK(one("d", "20261399") == "20261399");
  CHECK(one("m", "202611") == "2026-11");
  CHECK(one("t", "101530") == "10:15:30");
  CHECK(one("t", "1015") == "10:15");
  CHECK(one("t", "000000") == "00:00:00");
  CHECK(one("dt", "20261120101530") == "2026-11-20T10:15:30+09:00");
  CHECK(one("x", "  005930 ") == "005930");
}

TEST_CASE("a number beyond what is exact stays a text") {
  CHECK(one("n", "12345678901234567890123") == "12345678901234567890123");
}

TEST_CASE("the rows of all pages follow one another, and of objects the last one counts") {
  const auto answer =
      typed(api(), {R"({"rows":[{"n":"1"},{"n":"2"}],"one":{"n":"1"},"top":"1"})",
                    R"({"rows":{"n":"3"},"one":{"n":"2"},"top":"2"})", R"({"rows":"","one":""})"});
  CHECK(answer.at("rows").as_array().size() == 3);
  CHECK(answer.at("one").at("n") == 2);
  CHECK_FALSE(answer.contains("body"));  // the last page has no field at its top
}

TEST_CASE("fields at the top of the body are apart from the envelope and from page keys") {
  const auto answer = typed(
      api(), {R"({"top":"5","rt_cd":"0","msg_cd":"A","msg1":"b","ctx_area_nk100":"k","return_code":0})"});
  CHECK(answer.at("body") == json::value{{"top", 5}});
}

TEST_CASE("several rows where one was expected are all kept") {
  CHECK(typed(api(), {R"({"one":[{"n":"1"},{"n":"2"}]})"}).at("one").as_array().size() == 2);
}

TEST_CASE("values that are no texts pass through") {
  const auto answer = typed(api(), {R"({"one":{"n":5,"x":null,"d":{"deep":[1]}}})"});
  CHECK(answer.at("one").at("n") == 5);
  CHECK(answer.at("one").at("d").at("deep").as_array().size() == 1);
}

TEST_CASE("nothing at all gives the containers empty") {
  const auto answer = typed_answer(api(), {});
  CHECK(answer.at("rows").as_array().empty());
  CHECK(answer.at("one").is_null());
}

TEST_CASE("labels are those of the containers that the answer has") {
  const auto catalogue = ApiCatalogue::embedded();
  const auto price = *catalogue->get("kis.domestic_stock.inquire_price");
  const json::object answer{{"output", {{"stck_prpr", 97200}}}};
  CHECK(labels(price, answer, LabelLanguage::en).at("output").as_object().contains("stck_prpr"));
  CHECK(labels(price, {{"output", nullptr}}, LabelLanguage::en).empty());
}

TEST_CASE("an answer of zeros is that to an unknown symbol only when a symbol was asked for") {
  const auto catalogue = ApiCatalogue::embedded();
  const auto price = *catalogue->get("kis.domestic_stock.inquire_price");
  const auto arguments = read_arguments(price, {{"market", "J"}, {"symbol", "999999"}});
  REQUIRE(arguments.has_value());
  const auto says = [&](const Api& api, std::string_view body) {
    const auto page = json::parse(body).as_object();
    return is_answer_to_unknown_symbol(api, *arguments, {&page, 1});
  };
  constexpr auto zeros =
      R"({"output":{"a":"0","b":"0.00","c":"","d":"0","e":"999999","prdy_vrss_sign":"3"}})";
  CHECK(says(price, zeros));
  CHECK_FALSE(says(price, R"({"output":{"a":"0","b":"0.00","c":"7","d":"0","e":"0"}})"));
  CHECK_FALSE(says(price, R"({"output":{"a":"0"}})"));
  CHECK_FALSE(says(price, R"({"output":[]})"));
  CHECK_FALSE(says(*catalogue->get("kis.domestic_stock.inquire_balance"), zeros));
  const auto index = *catalogue->get("kis.domestic_stock.inquire_index_price");
  const auto no_index = read_arguments(index, {{"index", "9999"}});
  REQUIRE(no_index.has_value());
  auto page_of_index = json::parse(zeros).as_object();
  CHECK(is_answer_to_unknown_symbol(index, *no_index, {&page_of_index, 1}));
  page_of_index["output"].as_object()["bstp_nmix_prpr"] = "3900.12";
  CHECK_FALSE(is_answer_to_unknown_symbol(index, *no_index, {&page_of_index, 1}));
  // Beside a future comes the level of its index, whether the future exists or not.
  const auto future = *catalogue->get("kis.domestic_futureoption.inquire_price");
  const auto no_future = read_arguments(future, {{"market", "F"}, {"symbol", "A0000"}});
  REQUIRE(no_future.has_value());
  auto page_of_future =
      json::parse(
          R"({"output1":{"a":"","b":"0.00","c":"0","d":"0","e":"0"},"output3":{"bstp_nmix_prpr":"540.12"}})")
          .as_object();
  CHECK(is_answer_to_unknown_symbol(future, *no_future, {&page_of_future, 1}));
  page_of_future["output1"].as_object()["futs_prpr"] = "541.20";
  CHECK_FALSE(is_answer_to_unknown_symbol(future, *no_future, {&page_of_future, 1}));
  // Who asked for no instrument has not asked for an unknown one.
  const auto page = json::parse(zeros).as_object();
  CHECK_FALSE(is_answer_to_unknown_symbol(price, ApiArguments(), {&page, 1}));
}
