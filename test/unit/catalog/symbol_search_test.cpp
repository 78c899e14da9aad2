// What people type, and the instrument they mean.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "sample.hpp"

using namespace kbroker::catalog;
using test::sample_master;

namespace {

struct Case {
  std::string_view query, code, why;
};

std::size_t position(const std::vector<Match>& matches, std::string_view code) {
  const auto found = std::find_if(matches.begin(), matches.end(),
                                  [&](const Match& match) { return match.symbol->code == code; });
  return static_cast<std::size_t>(found - matches.begin());
}

}  // namespace

TEST_CASE("the first match is the instrument that was meant") {
  static const Case cases[] = {
      // codes as people and vendors write them
      {"005930", "005930", "code"},
      {"A005930", "005930", "code"},
      {"a005930", "005930", "code"},
      {"005930.KS", "005930", "code"},
      {"005930.ks", "005930", "code"},
      {"KRX:005930", "005930", "code"},
      {"086520.KQ", "086520", "code"},
      {"KOSDAQ:086520", "086520", "code"},
      {"００５９３０", "005930", "code"},
      {"삼성전자(005930)", "005930", "code"},
      {"삼성전자 (005935)", "005935", "code"},
      {"5930", "005930", "code"},
      {"00593", "005930", "code"},
      {"KR7005930003", "005930", "code"},
      {"0126Z0", "0126Z0", "code"},
      {"0126z0", "0126Z0", "code"},
      {"Q530031", "Q530031", "code"},
      {"530031", "Q530031", "code"},
      {"03473k", "03473K", "code"},
      // names, whole and in part
      {"삼성전자", "005930", "name"},
      {"삼성 전자", "005930", "name"},
      {"  삼성전자  ", "005930", "name"},
      {"(주)삼성전자", "005930", "name"},
      {"삼성전자㈜", "005930", "name"},
      {"주식회사 카카오", "035720", "name"},
      {"삼성", "005930", "name"},
      {"삼성전", "005930", "name"},
      {"삼성전자우", "005935", "name"},
      {"삼성전자 우선주", "005935", "name"},
      {"삼성전자 주가", "005930", "name"},
      {"카카오 현재가", "035720", "name"},
      {"현대차2우B", "005387", "name"},
      {"현대차2우b", "005387", "name"},
      {"LG", "003550", "name"},
      {"lg화학", "051910", "name"},
      {"ＬＧ화학", "051910", "name"},
      {"SK", "034730", "name"},
      {"sk하이닉스", "000660", "name"},
      {"에너지솔루션", "373220", "name"},
      {"에어로스페이스", "012450", "alias"},
      {"kodex200", "069500", "name"},
      {"KODEX 200", "069500", "name"},
      {"tiger 미국 s&p500", "360750", "name"},
      {"S&P500 TIGER", "360750", "name"},
      {"미국나스닥100 ace", "367380", "name"},
      {"s-oil", "010950", "name"},
      {"JYP", "035900", "alias"},
      {"kt&g", "033780", "name"},
      // a name whose letters are spelled conjoining, as macOS keeps file names
      {"\u1109\u1161\u11B7\u1109\u1165\u11BC\u110C\u1165\u11AB\u110C\u1161", "005930", "name"},
      // initial consonants, also mixed with syllables
      {"ㅅㅅㅈㅈ", "005930", "initials"},
      {"ㅎㄷㅊ", "005380", "initials"},
      {"ㅋㅋㅇ", "035720", "initials"},
      {"ㅇㅋㅍㄹ", "086520", "initials"},
      {"삼성ㅈㅈ", "005930", "initials"},
      {"카카오ㅂ", "323410", "initials"},
      // English
      {"Samsung Electronics", "005930", "english"},
      {"samsung", "005930", "english"},
      {"samsung electronics pref", "005935", "english"},
      {"SK Hynix", "000660", "english"},
      {"hyundai motor", "005380", "english"},
      {"NAVER", "035420", "name"},
      {"Kakao Bank", "323410", "english"},
      {"Doosan Enerbility", "034020", "english"},
      {"Samsung Electronics Co Ltd", "005930", "english"},
      // two languages at once
      {"samsung 전자", "005930", "name"},
      {"하이닉스 sk", "000660", "name"},
      // nicknames and readings
      {"삼전", "005930", "alias"},
      {"삼전우", "005935", "alias"},
      {"하닉", "000660", "alias"},
      {"하이닉스", "000660", "alias"},
      {"엘지엔솔", "373220", "alias"},
      {"LG엔솔", "373220", "alias"},
      {"현차", "005380", "alias"},
      {"네이버", "035420", "alias"},
      {"카겜", "293490", "alias"},
      {"셀트", "068270", "alias"},
      {"포홀", "005490", "alias"},
      {"포스코", "005490", "alias"},
      {"삼바", "207940", "alias"},
      {"두에빌", "034020", "alias"},
      {"한에어로", "012450", "alias"},
      {"한전", "015760", "alias"},
      {"곱버스", "252670", "alias"},
      {"엘지화학", "051910", "alias"},
      {"에스케이하이닉스", "000660", "alias"},
      {"코덱스 200", "069500", "alias"},
      {"에쓰오일", "010950", "alias"},
      // abbreviations nobody listed
      {"삼바로직", "207940", "name"},
      {"두에너빌리", "034020", "name"},
      // typing errors
      {"삼숭전자", "005930", "typo"},
      {"삼성잔자", "005930", "typo"},
      {"삼섬전자", "005930", "typo"},
      {"하이닉수", "000660", "typo"},
      {"sk하이닉쓰", "000660", "typo"},
      {"카카옹뱅크", "323410", "typo"},
      {"셀트리옹", "068270", "typo"},
      {"에코프롬비엠", "247540", "typo"},
      {"samsumg electronics", "005930", "typo"},
      {"samsung eletronics", "005930", "typo"},
      {"naevr", "035420", "typo"},
      // the keyboard in the wrong language
      {"tkatjd", "005930", "typo"},
      {"tkatjdwjswk", "005930", "typo"},
      {"guseock", "005380", "typo"},
      {"zkzkdh", "035720", "typo"},
      {"ttww", "005930", "typo"},
      {"ㅜㅁㅍㄷㄱ", "035420", "typo"},
  };
  STATIC_REQUIRE(std::size(cases) >= 60);
  for (const auto& expected : cases) {
    CAPTURE(expected.query);
    const auto matches = sample_master().search(expected.query, 10);
    CHECK(!matches.empty());
    if (matches.empty()) continue;
    CHECK(matches.front().symbol->code == expected.code);
    CHECK(matches.front().why == expected.why);
  }
}

TEST_CASE("the common share comes before its preferred shares and the funds named after it") {
  const auto electronics = sample_master().search("삼성전자", 20);
  CHECK(position(electronics, "005930") < position(electronics, "005935"));
  CHECK(position(electronics, "005935") < electronics.size());

  const auto car = sample_master().search("현대차", 20);
  CHECK(position(car, "005380") == 0);
  CHECK(position(car, "005385") < car.size());

  const auto group = sample_master().search("삼성", 50);
  CHECK(position(group, "028260") < position(group, "005935"));
  CHECK(position(group, "005935") < position(group, "102780"));
  CHECK(position(group, "102780") < group.size());
}

TEST_CASE("equal matches are ordered by market value") {
  const auto matches = sample_master().search("한화", 10);
  REQUIRE(matches.size() >= 4);
  CHECK(matches[0].symbol->code == "000880");  // called exactly so, though it is the smaller one
  CHECK(matches[1].symbol->code == "012450");
  CHECK(matches[2].symbol->code == "042660");
}

TEST_CASE("scores lie between 0 and 1 and never rise along the list") {
  for (const std::string_view query : {"삼성", "sk", "ㅅㅅ", "카카", "00", "삼숭전자", "tiger", "반도체"}) {
    CAPTURE(query);
    const auto matches = sample_master().search(query, 100);
    REQUIRE(!matches.empty());
    double last = 1.0;
    for (const auto& match : matches) {
      CHECK(match.score > 0);
      CHECK(match.score <= last);
      last = match.score;
    }
  }
}

TEST_CASE("the same query gives the same answer, whatever order the master was read in") {
  auto backwards = test::sample_symbols();
  std::reverse(backwards.begin(), backwards.end());
  const SymbolMaster other(std::move(backwards));
  for (const std::string_view query : {"삼성", "ㅅㅅ", "삼숭", "e", "KODEX 미국", "현"}) {
    const auto one = sample_master().search(query, 50), two = other.search(query, 50);
    REQUIRE(one.size() == two.size());
    for (std::size_t i = 0; i < one.size(); ++i) CHECK(one[i].symbol->code == two[i].symbol->code);
  }
}

TEST_CASE("a market narrows the search") {
  for (const auto& match : sample_master().search("에", 100, Market::kosdaq))
    CHECK(match.symbol->market == Market::kosdaq);
  CHECK(sample_master().search("삼성전자", 10, Market::konex).empty());
  CHECK(sample_master().search("안지오랩", 10, Market::konex).front().symbol->code == "251280");
}

TEST_CASE("the limit is kept and nothing is found for nothing") {
  CHECK(sample_master().search("삼성", 3).size() == 3);
  CHECK(sample_master().search("삼성", 0).empty());
  for (const std::string_view query : {"", "   ", "!!!", "\xFF\xFE", "쀍쀍쀍", "zqxjkvzqxjkv"}) {
    CAPTURE(query);
    CHECK(sample_master().search(query, 10).empty());
  }
  CHECK(SymbolMaster({}).search("삼성전자", 10).empty());
}

TEST_CASE("a very long query is cut, not refused") {
  std::string query;
  for (int i = 0; i < 10'000; ++i) query += "삼성";
  CHECK(sample_master().search(query, 10).size() <= 10);
}

TEST_CASE("names of our own list are merged with whatever master is loaded") {
  Symbol symbol;
  symbol.code = "005930";
  symbol.name = "새이름";
  const SymbolMaster master({symbol});
  CHECK(master.search("삼전", 1).front().symbol->name == "새이름");
  CHECK(master.find("005930")->english_name == "Samsung Electronics");
  CHECK(master.search("하닉", 1).empty());
}
