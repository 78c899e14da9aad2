// What the catalogue's files say, and every mistake that must not get into a build.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "api_documents.hpp"

using namespace kbroker::catalog;
using Catch::Matchers::ContainsSubstring;
using test::documents;

namespace {

std::string all_problems(const ApiSource& source) {
  std::string out;
  for (const auto& problem : source.problems) out += to_string(problem) + "\n";
  return out;
}

}  // namespace

TEST_CASE("an API is read with what the dictionaries say") {
  const auto source = read_apis(documents());
  CHECK(all_problems(source) == "");
  REQUIRE(source.apis.size() == 1);
  const auto& api = source.apis[0];
  CHECK(api.id == "kis.domestic_stock.inquire_price");
  CHECK(api.category_name.en == "Domestic stock");
  CHECK(api.question.ko == "지금 얼마인가?");
  CHECK(api.synonyms_ko == std::vector<std::string_view>{"현재가"});
  REQUIRE(api.transactions.size() == 1);
  CHECK(api.transactions[0].paper == "FHKST01010100");

  REQUIRE(api.params.size() == 2);
  CHECK(api.params[0].meaning.en == "Market");
  CHECK(api.params[0].plain_name == "market");
  REQUIRE(api.params[0].values.size() == 2);
  CHECK(api.params[0].values[1].meaning.ko == "넥스트레이드");
  CHECK(api.params[1].values.empty());
  CHECK(api.params[1].example == "005930");

  REQUIRE(api.response.size() == 1);
  REQUIRE(api.response[0].fields.size() == 4);
  CHECK(api.response[0].fields[0].unit == "KRW");
  CHECK(api.response[0].fields[3].name == "askp3");
  CHECK(api.response[0].fields[3].meaning.ko == "매도 3호가");
  CHECK(api.response[0].fields[3].meaning.en == "Ask price, level 3");
}

TEST_CASE("an API says where it differs from the dictionary") {
  const auto source = read_apis(documents(
      R"(fields: [stck_prpr, "askp{1..3}"]})",
      "fields: [stck_prpr, askp1], meaning: {stck_prpr: {ko: 종가, en: Close}, askp1: {unit: percent}}}"));
  CHECK(all_problems(source) == "");
  const auto& fields = source.apis.at(0).response.at(0).fields;
  CHECK(fields[0].meaning.en == "Close");
  CHECK(fields[0].unit == "KRW");
  CHECK(fields[1].meaning.en == "Ask price, level 1");
  CHECK(fields[1].unit == "percent");
}

TEST_CASE("every mistake is named with file and line") {
  static const struct {
    std::string_view from, to, says;
  } cases[] = {
      {"kind: rest", "kind: rset",
       "quotations.yaml:9: kis.domestic_stock.inquire_price: kind is rset, must be one of"},
      {"kind: rest", "king: rest", "has no key king"},
      {"  kind: rest", "  kind: rest\n  kind: rest", "kind is given twice"},
      {R"(en: "What does it cost now?")", "en: \"\"", "question: en is blank"},
      {"ko: [현재가]", "ko: []", "no synonyms under ko"},
      {"path: /uapi", "path: uapi", "is not well-formed"},
      {"real: FHKST01010100", "real: fhkst01010100", "transaction id 'fhkst01010100' is not well-formed"},
      {", paper: FHKST01010100", "", "paper support and the paper transaction ids disagree"},
      {"tr: {real", "tr: {when: {side: [buy]}, real", "depends on 'side', which is no parameter"},
      {"method: GET", "method: SUBSCRIBE", "does not go with this kind"},
      {"values: [J, NX]", "values: [J, XX]", "the dictionary does not know the value 'XX'"},
      {"{name: FID_INPUT_ISCD,", "{name: FID_NEW, ko: 이름, en: Name, alias: name,",
       "FID_NEW: example is missing"},
      {"example: J", "example: Q", "example 'Q' is not among its values"},
      {"{name: FID_INPUT_ISCD,", "{name: FID_INPUT_ISCD, alias: market,", "share the name 'market'"},
      {"{name: FID_INPUT_ISCD,", "{name: FID_UNKNOWN,", "FID_UNKNOWN: ko is blank"},
      {"[stck_prpr,", "[stck_prpr, stck_prpr,", "has the field 'stck_prpr' twice"},
      {"[stck_prpr,", "[stck_xxxx,", "the dictionary has no field stck_xxxx"},
      {"[stck_prpr,", "[", "stck_prpr is used by no API"},
      {"pacing: quotation", "pacing: quotation\n  mutates: true", "what mutates is a POST"},
      {"pacing: quotation", "paging: {style: key_param}",
       "paging style and paging parameters do not go together"},
      {"id: kis.domestic_stock", "id: kis.other_stock", "the id must be kis.domestic_stock."},
      {R"(en: "What does it cost now?")", "en: 지금", "an English text holds Korean"},
      {"apis:", "apis: [", "not valid YAML"},
      {"apis:", "---\n, :\napis:", "text that belongs to no document"},
      {"kind: rest", "kind: &k rest\n  doc: *k", "quotations.yaml:10: aliases are not allowed here"},
      {"[stck_prpr,", "[\"x{1..999}\",", "more than 500 fields"},
  };
  for (const auto& c : cases) {
    INFO(c.to);
    CHECK_THAT(all_problems(read_apis(documents(c.from, c.to))), ContainsSubstring(std::string(c.says)));
  }
}

TEST_CASE("two APIs may share neither id nor question") {
  auto files = documents();
  files.push_back({"again.yaml", std::string(test::api_yaml)});
  const auto problems = all_problems(read_apis(files));
  CHECK_THAT(problems, ContainsSubstring("the id is used twice"));
  CHECK_THAT(problems, ContainsSubstring("has the same question as kis.domestic_stock.inquire_price"));
}

TEST_CASE("a conditional transaction id depends on values that exist") {
  static constexpr std::string_view two = R"(tr:
  - {when: {side: [buy]}, real: TTTC0012U, paper: VTTC0012U}
  - {when: {side: [sell]}, real: TTTC0011U})";
  static constexpr std::string_view side =
      "params:\n  - {name: side, ko: 매매 구분, en: Side, alias: direction, required: true, selector: true, "
      "values: {buy: {ko: 매수, en: buy}, sell: {ko: 매도, en: sell}}}";
  std::string api(test::api_yaml);
  static constexpr std::string_view simple = "tr: {real: FHKST01010100, paper: FHKST01010100}";
  api.replace(api.find(simple), simple.size(), two);
  api.replace(api.find("params:"), 7, side);
  auto files = documents();
  files[2].text = api;
  const auto source = read_apis(files);
  CHECK(all_problems(source) == "");
  REQUIRE(source.apis.size() == 1);
  REQUIRE(source.apis[0].transactions.size() == 2);
  CHECK(source.apis[0].transactions[1].when[0].values == std::vector<std::string_view>{"sell"});
  CHECK(source.apis[0].params[0].selector);
}

TEST_CASE("nothing at all is a mistake, too") {
  CHECK_FALSE(read_apis({}).problems.empty());
  const std::vector<SourceFile> list{{"list.yaml", "- a\n- b\n"}};
  CHECK_THAT(all_problems(read_apis(list)), ContainsSubstring("list.yaml: a document must be a mapping"));
}
