// The broker's file format, checked against the published field widths.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "kbroker/base/codec.hpp"
#include "kbroker/base/text.hpp"
#include "sample.hpp"

using namespace kbroker;
using namespace kbroker::catalog;

namespace {

struct Field {
  std::string_view name;
  std::size_t width;
};

/// The tails as the broker publishes them: names only where a value is set, single letters for plain flags.
std::vector<Field> tail_fields(Market market) {
  if (market == Market::kospi) {
    std::vector<Field> fields = {{"group", 2}, {"size", 1}, {"large", 4}, {"middle", 4}, {"small", 4}};
    fields.insert(fields.end(), 26, {"flag", 1});  // manufacturing … SRI
    for (const Field field : std::initializer_list<Field>{
             {"price", 9},         {"unit", 5},    {"unit", 5},   {"halted", 1},     {"clearing", 1},
             {"managed", 1},       {"warning", 2}, {"flag", 1},   {"flag", 1},       {"flag", 1},
             {"lock", 2},          {"split", 2},   {"rights", 2}, {"margin", 3},     {"credit", 1},
             {"days", 3},          {"volume", 12}, {"face", 12},  {"date", 8},       {"shares", 15},
             {"capital", 21},      {"month", 2},   {"offer", 7},  {"preferred", 1},  {"flag", 1},
             {"flag", 1},          {"flag", 1},    {"flag", 1},   {"sales", 9},      {"profit", 9},
             {"ordinary", 9},      {"net", 5},     {"roe", 9},    {"base month", 8}, {"cap", 9},
             {"company group", 3}, {"flag", 1},    {"flag", 1},   {"flag", 1}})
      fields.push_back(field);
    return fields;
  }
  if (market == Market::kosdaq) {
    std::vector<Field> fields = {{"group", 2}, {"size", 1}, {"large", 4}, {"middle", 4}, {"small", 4}};
    fields.insert(fields.end(), 21, {"flag", 1});  // venture … KOSDAQ 150
    for (const Field field : std::initializer_list<Field>{
             {"price", 9},    {"unit", 5},    {"unit", 5},       {"halted", 1},    {"clearing", 1},
             {"managed", 1},  {"warning", 2}, {"flag", 1},       {"flag", 1},      {"flag", 1},
             {"lock", 2},     {"split", 2},   {"rights", 2},     {"margin", 3},    {"credit", 1},
             {"days", 3},     {"volume", 12}, {"face", 12},      {"date", 8},      {"shares", 15},
             {"capital", 21}, {"month", 2},   {"offer", 7},      {"preferred", 1}, {"flag", 1},
             {"flag", 1},     {"flag", 1},    {"sales", 9},      {"profit", 9},    {"ordinary", 9},
             {"net", 5},      {"roe", 9},     {"base month", 8}, {"cap", 9},       {"company group", 3},
             {"flag", 1},     {"flag", 1},    {"flag", 1}})
      fields.push_back(field);
    return fields;
  }
  return {{"group", 2},     {"price", 9},   {"unit", 5},    {"unit", 5},       {"halted", 1}, {"clearing", 1},
          {"managed", 1},   {"warning", 2}, {"flag", 1},    {"flag", 1},       {"flag", 1},   {"lock", 2},
          {"split", 2},     {"rights", 2},  {"margin", 3},  {"credit", 1},     {"days", 3},   {"volume", 12},
          {"face", 12},     {"date", 8},    {"shares", 15}, {"capital", 21},   {"month", 2},  {"offer", 7},
          {"preferred", 1}, {"flag", 1},    {"flag", 1},    {"flag", 1},       {"sales", 9},  {"profit", 9},
          {"ordinary", 9},  {"net", 5},     {"roe", 9},     {"base month", 8}, {"cap", 9},    {"flag", 1},
          {"flag", 1},      {"flag", 1}};
}

std::string line(Market market, std::string_view code, std::string_view name,
                 const std::map<std::string_view, std::string_view>& values) {
  std::string out(code);
  out.resize(9, ' ');
  out += "KR7" + std::string(code.substr(0, 6)) + "003";
  auto encoded = utf8_to_cp949(name).value();
  encoded.resize(40, ' ');
  out += encoded;
  for (const auto& field : tail_fields(market)) {
    const auto value = values.find(field.name);
    std::string text(value == values.end() ? "" : value->second);
    text.insert(0, field.width - text.size(), value == values.end() ? ' ' : '0');
    out += text;
  }
  return out;
}

const std::map<std::string_view, std::string_view> usual = {
    {"group", "ST"}, {"price", "98000"}, {"halted", "N"}, {"cap", "5801245"}, {"volume", "999999"}};

}  // namespace

TEST_CASE("the published widths add up to the published tail lengths") {
  const auto length = [](Market market) {
    const auto fields = tail_fields(market);
    return std::accumulate(fields.begin(), fields.end(), std::size_t{0},
                           [](std::size_t sum, const Field& field) { return sum + field.width; });
  };
  CHECK(length(Market::kospi) == 227);
  CHECK(length(Market::kosdaq) == 221);
  CHECK(length(Market::konex) == 184);
}

TEST_CASE("a line built from the published widths is read field by field") {
  for (const auto market : {Market::kospi, Market::kosdaq, Market::konex}) {
    CAPTURE(to_string(market));
    const auto parsed = parse_master(market, line(market, "005930", "삼성전자", usual) + "\n").value();
    REQUIRE(parsed.symbols.size() == 1);
    CHECK(parsed.skipped == 0);
    const auto& symbol = parsed.symbols.front();
    CHECK(symbol.code == "005930");
    CHECK(symbol.isin == "KR7005930003");
    CHECK(symbol.name == "삼성전자");
    CHECK(symbol.market == market);
    CHECK(symbol.kind == "ST");
    CHECK(symbol.base_price == 98'000);
    CHECK(symbol.market_cap_100m == 5'801'245);
    CHECK_FALSE(symbol.halted);

    auto halted = usual;
    halted["halted"] = "Y";
    CHECK(parse_master(market, line(market, "005930", "삼성전자", halted)).value().symbols.front().halted);
  }
}

TEST_CASE("the name may be shorter than its usual field, because the tail counts from the end") {
  auto text = line(Market::kospi, "000270", "기아", usual);
  text.erase(9 + 12 + 4, 36);
  CHECK(parse_master(Market::kospi, text).value().symbols.front().name == "기아");
}

TEST_CASE("lines end in LF or CRLF, the last perhaps in nothing") {
  const auto one = line(Market::kosdaq, "086520", "에코프로", usual),
             two = line(Market::kosdaq, "028300", "HLB", usual);
  for (const auto& text : {one + "\n" + two + "\n", one + "\r\n" + two + "\r\n", one + "\n" + two}) {
    const auto parsed = parse_master(Market::kosdaq, text).value();
    CHECK(parsed.skipped == 0);
    REQUIRE(parsed.symbols.size() == 2);
    CHECK(parsed.symbols[1].name == "HLB");
    CHECK(parsed.symbols[1].base_price == 98'000);
  }
}

TEST_CASE("malformed lines are skipped and counted, the others read") {
  const auto good = line(Market::kospi, "005930", "삼성전자", usual);
  auto letters_in_price = good, code_with_blank = good, no_name = good;
  letters_in_price[good.size() - 227 + 41 + 3] = 'x';
  code_with_blank[2] = ' ';
  std::fill_n(no_name.begin() + 21, 40, ' ');
  const auto parsed =
      parse_master(Market::kospi, "short\n" + letters_in_price + "\n\n" + good + "\n" + code_with_blank +
                                      "\n" + no_name + "\n" + good.substr(0, 200) + "\n")
          .value();
  CHECK(parsed.symbols.size() == 1);
  CHECK(parsed.skipped == 5);
  CHECK(parsed.symbols.front().name == "삼성전자");
}

TEST_CASE("a name with undecodable bytes does not disturb its neighbours") {
  auto broken = line(Market::kospi, "000660", "SK하이닉스", usual);
  broken[21 + 39] = '\xC7';  // half a character right before the tail
  broken[21] = '\xFF';
  const auto good = line(Market::kospi, "005930", "삼성전자", usual);
  const auto parsed = parse_master(Market::kospi, broken + "\n" + good + "\n").value();
  REQUIRE(parsed.symbols.size() == 2);
  CHECK(is_valid_utf8(parsed.symbols[0].name));
  CHECK(parsed.symbols[0].base_price == 98'000);
  CHECK(parsed.symbols[1].name == "삼성전자");
}

TEST_CASE("a file without one good line is an error that says how large it was") {
  for (const std::string_view bytes : {"", "\n\n", "<html>maintenance</html>"}) {
    const auto parsed = parse_master(Market::konex, bytes);
    REQUIRE(parsed.has_error());
    CHECK(parsed.error().message.find("KONEX") != std::string::npos);
  }
  // The file of another market does not pass either: its tail has another length.
  CHECK(parse_master(Market::kospi, sample_master_file(Market::konex)).has_error());
}

TEST_CASE("the sample is in the real format and none of it is skipped") {
  std::size_t all = 0;
  for (const auto market : {Market::kospi, Market::kosdaq, Market::konex}) {
    const auto bytes = sample_master_file(market);
    const auto parsed = parse_master(market, bytes).value();
    CHECK(parsed.skipped == 0);
    CHECK(parsed.symbols.size() == static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\n')));
    const std::size_t width = 61 + (market == Market::kospi ? 227 : market == Market::kosdaq ? 221 : 184);
    for (const auto row : split(bytes, '\n')) CHECK((row.empty() || row.size() == width));
    all += parsed.symbols.size();
  }
  CHECK(all >= 150);
}

TEST_CASE("the sample's instruments are plausible") {
  std::set<std::string> codes, kinds;
  for (const auto& symbol : test::sample_symbols()) {
    CAPTURE(symbol.code, symbol.name);
    CHECK(codes.insert(symbol.code).second);
    kinds.insert(symbol.kind);
    CHECK(symbol.base_price > 0);
    CHECK(symbol.market_cap_100m > 0);
    CHECK(symbol.isin.size() == 12);
    CHECK(is_valid_utf8(symbol.name));
  }
  CHECK(kinds == std::set<std::string>{"DR", "EF", "EN", "IF", "RT", "ST"});
}

TEST_CASE("the sample's ISINs are the real ones where they are known") {
  const auto& master = test::sample_master();
  CHECK(master.find("005930")->isin == "KR7005930003");
  CHECK(master.find("005935")->isin == "KR7005931001");
  CHECK(master.find("000660")->isin == "KR7000660001");
  CHECK(master.find("069500")->isin == "KR7069500007");
  CHECK(master.find("035420")->isin == "KR7035420009");
}
