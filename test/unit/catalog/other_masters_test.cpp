// The master files beside those of Korean shares: each layout, and what is not readable.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/codec.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/catalog/other_masters.hpp"

using namespace kbroker;
using namespace kbroker::catalog;

namespace {

const OtherMaster& master_of(std::string_view file) {
  for (const auto& master : other_masters())
    if (master.file == file) return master;
  throw std::runtime_error("no such file");
}

std::string field(std::string_view text, std::size_t width) {
  auto bytes = utf8_to_cp949(text).value();
  bytes.resize(width, ' ');
  return bytes;
}

std::vector<Symbol> symbols_of(std::string_view file, const std::string& bytes) {
  const auto parsed = parse_other_master(master_of(file), bytes);
  REQUIRE(parsed.has_value());
  return parsed->symbols;
}

}  // namespace

TEST_CASE("overseas shares have 24 columns; their codes name the exchange") {
  const auto line = [](const char* symbol, const char* korean, const char* english, const char* type) {
    return "US\t22\tNAS\tNASDAQ\t" + std::string(symbol) + "\tD\t" + utf8_to_cp949(korean).value() + "\t" +
           english + "\t" + type + "\tUSD\t4\t \t283.1\t1\t1\t0930\t1600\tN\t \t370\t0\t1\t \t \r\n";
  };
  const auto symbols =
      symbols_of("nasmst.cod.zip", line("AAPL", "애플", "APPLE INC", "2") +
                                       line("QQQ", "인베스코 QQQ", "INVESCO QQQ", "3") +
                                       line("NA", "", "NANO LABS", "2") + "\r\n" + "damaged\n");
  REQUIRE(symbols.size() == 3);
  CHECK(symbols[0].code == "NASDAQ:AAPL");
  CHECK(symbols[0].name == "애플");
  CHECK(symbols[0].english_name == "APPLE INC");
  CHECK(symbols[0].kind == "stock");
  CHECK(symbols[1].kind == "etf");
  CHECK(symbols[2].name == "NANO LABS");
}

TEST_CASE("files of fixed columns count bytes, not characters") {
  CHECK(symbols_of("elw_code.mst.zip", field("57LA50", 9) + field("KRA5201EA500", 12) +
                                           field("한국LA50삼성전자콜", 40) + std::string(120, '0') + "\n")[0]
            .name == "한국LA50삼성전자콜");
  const auto bond = symbols_of("bond_code.mst.zip", "A0GAKR103502GA34" + field("국고채권03500-3406", 40) +
                                                        "1320240610202406102034061020240610\n")[0];
  CHECK(bond.code == "KR103502GA34");
  CHECK(bond.name == "국고채권03500-3406");
  CHECK(bond.kind == "bond");
  const auto dollar =
      symbols_of("fo_com_code.mst.zip", "21" + field("A75612", 9) + field("KR4A75660000", 12) +
                                            field("미국달러 F 202612", 40) + "1USD\n")[0];
  CHECK(dollar.code == "A75612");
  CHECK(dollar.isin == "KR4A75660000");
  CHECK(symbols_of("idxcode.mst.zip", "00001" + field("종합", 40) + "\n")[0].code == "0001");
  const auto dow = symbols_of("frgn_code.mst.zip", "I" + field(".DJI", 10) + field("DOW JONES", 39) +
                                                       field("다우존스 산업", 40) + "    000NYS 840\n")[0];
  CHECK(dow.code == ".DJI");
  CHECK(dow.name == "다우존스 산업");
  CHECK(dow.english_name == "DOW JONES");
  CHECK(dow.kind == "index");
  CHECK(symbols_of("ffcode.mst.zip", field("ESZ26", 32) + "YYY" + std::string(47, ' ') +
                                         field("E-mini S&P 500 (2612)", 50) + field("CME", 10) + "\n")[0]
            .name == "E-mini S&P 500 (2612)");
}

TEST_CASE("a letter tells indices abroad from currencies, rates and futures; shares are listed elsewhere") {
  const auto line = [](char kind, const char* symbol, const char* english, const char* korean) {
    return std::string(1, kind) + field(symbol, 10) + field(english, kind == 'X' ? 29 : 39) +
           field(korean, 40) + "    000NYS 840\n";
  };
  const auto symbols = symbols_of(
      "frgn_code.mst.zip",
      line('W', "JP#NI225", "NIKKEI 225", "니케이 225") + line('P', "SPX", "S&P 500", "S&P500") +
          line('X', "FX@KRW", "USD/KRW", "원/달러") + line('B', "Y0202", "US 10Y", "미국 10년") +
          line('Q', "AAPL", "APPLE INC", "애플") + line('F', "ENXH", "E-MINI NASDAQ", "나스닥100 선물"));
  REQUIRE(symbols.size() == 5);
  CHECK(symbols[0].code == "JP#NI225");
  CHECK(symbols[0].name == "니케이 225");
  CHECK(symbols[1].kind == "index");
  CHECK(symbols[2].kind == "currency");
  CHECK(symbols[2].name == "원/달러");
  CHECK(symbols[2].english_name == "USD/KRW");
  CHECK(symbols[3].kind == "interest rate");
  CHECK(symbols[4].kind == "overseas future");
}

TEST_CASE("member firms have five digits, a name of twenty bytes and a mark for foreign ones") {
  const auto symbols = symbols_of("memcode.mst", "00050" + field("키움증권", 20) + "0\r\n" + "00999" +
                                                     field("외국계 증권회사 본점", 20) + "1\r\n");
  REQUIRE(symbols.size() == 2);
  CHECK(symbols[0].code == "00050");
  CHECK(symbols[0].name == "키움증권");
  CHECK(symbols[0].kind == "member firm");
  CHECK(symbols[1].name == "외국계 증권회사 본점");
}

TEST_CASE("futures and options are called by what they are written on") {
  const auto bars = [](std::string_view rest) {
    return symbols_of("fo_idx_code_mts.mst.zip", utf8_to_cp949(rest).value() + "\n")[0];
  };
  const auto future = bars("1|A01612|KR4A016C0004|F 202612| |00000.00|1|2001|KOSPI200");
  CHECK(future.code == "A01612");
  CHECK(future.isin == "KR4A016C0004");
  CHECK(future.name == "코스피200 선물 2612");
  CHECK(future.english_name == "KOSPI200 futures 2612");
  CHECK(future.kind == "future");
  const auto call = bars("5|B01610A51|KR4B016AA511|C 202610 1,125.0|1|01125.00| |2001|KOSPI200");
  CHECK(call.name == "코스피200 콜 2610 1,125.0");
  CHECK(call.kind == "option");
  const auto mini = bars("B|A05610|KR4A056A0007|미니F 202610| |00000.00|1|2001|KOSPI200");
  CHECK(mini.name == "미니 코스피200 선물 2610");
  CHECK(mini.english_name == "KOSPI200 mini futures 2610");
  const auto weekly = bars("N|BAFBZW970|KR4BAFBZ9705|위클리M C 2609W4   970.0|2|00970.00| |2001|KOSPI200");
  CHECK(weekly.name == "위클리M 코스피200 콜 2609W4 970.0");
  CHECK(weekly.english_name == "KOSPI200 weekly M call 2609W4 970.0");
  CHECK(bars("L|B09FCW945|KR4B09FC9450|위클리C 2609W1   945.0|2|00945.00| |2001|KOSPI200").name ==
        "위클리 코스피200 콜 2609W1 945.0");
  CHECK(bars("J|B06610001|KR4B066A0011|코스닥150C 202610 1,275|2|01275.00| |3003|KSQ150").name ==
        "코스닥150 콜 2610 1,275");
  CHECK(bars("7|A04610|KR4A046A0000|변동성F 202610| |00000.00|1|0503|VKOSPI").english_name ==
        "VKOSPI futures 2610");
  const auto spread = bars("2|D0161270|KR4D01612709|SP 2612-2703| |00000.00|1|2001|KOSPI200");
  CHECK(spread.name == "코스피200 스프레드 2612-2703");
  CHECK(spread.kind == "future");
  const auto share = symbols_of(
      "fo_stk_code_mts.mst.zip",
      utf8_to_cp949("1|1GNW04|KR41GNW40002|금양       F 202504 (  10)| |00000.00|1|001570|금양").value())[0];
  CHECK(share.name == "금양 선물 2504");
  CHECK(share.english_name.empty());
  // What has no month behind such a letter keeps its name.
  CHECK(bars("1|A01612|KR4A016C0004|F202612|0|0|1|2001|KOSPI200").name == "F202612");
  CHECK(bars("1|A01612|KR4A016C0004|F| ").name == "F");
}

TEST_CASE("the lists of the night session have fixed columns") {
  const auto line = [](std::string_view kind, std::string_view code, std::string_view isin,
                       std::string_view name, std::string_view strike) {
    return std::string(kind) + field(code, 9) + field(isin, 12) + field(name, 40) + " " + field(strike, 8) +
           "1" + field("2001", 9) + field("KOSPI200", 40) + "\n";
  };
  const auto future =
      symbols_of("fo_cme_code.mst.zip", line("1", "A01612", "KR4A016C0004", "F 202612", "00000.00"));
  REQUIRE(future.size() == 1);
  CHECK(future[0].code == "A01612");
  CHECK(future[0].isin == "KR4A016C0004");
  CHECK(future[0].name == "코스피200 선물 2612");
  CHECK(future[0].kind == "future");
  const auto option = symbols_of("fo_eurex_code.mst.zip",
                                 line("5", "B01610745", "KR4B016A7454", "C 202610   745.0", "00745.00"));
  REQUIRE(option.size() == 1);
  CHECK(option[0].code == "B01610745");
  CHECK(option[0].name == "코스피200 콜 2610 745.0");
  CHECK(option[0].kind == "option");
}

TEST_CASE("a theme has a line a member and is taken once") {
  const auto line = [](const char* code) { return "001" + field("반도체 장비", 40) + code + "   \n"; };
  const auto parsed = parse_other_master(master_of("theme_code.mst.zip"), line("042700") + line("240810"));
  REQUIRE(parsed.has_value());
  CHECK(parsed->symbols.size() == 1);
  CHECK(parsed->skipped == 0);
}

TEST_CASE("a file without a readable line is refused") {
  for (const auto& master : other_masters()) {
    INFO(master.file);
    CHECK(parse_other_master(master, "").has_error());
    CHECK(parse_other_master(master, "\xFF\n\n   \n").has_error());
  }
}

TEST_CASE("the sample has every kind, and a name leads to its code") {
  const SymbolMaster sample(sample_other_symbols());
  CHECK(sample.resolve("애플", false).value() == "NASDAQ:AAPL");
  CHECK(sample.resolve("Toyota Motor", false).value() == "TSE:7203");
  for (const char* code : {"KR103502GA34", "A01612", "57LA50", "0001", ".DJI", "ESZ26"})
    CHECK(sample.find(code) != nullptr);
}
