// Overseas instruments: which exchange is asked, and what is read from the answer.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::HistoryRequest;
using broker::Interval;
using kbroker::test::run;

namespace {

constexpr std::string_view price =
    R"({"output":{"rsym":"DNASAAPL","zdiv":"4","base":"281.2500","pvol":"48112233","last":"279.4000","sign":"5","diff":"1.8500","rate":"-0.66","tvol":"39220110","tamt":"11087450021","ordy":"매도불가"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";
constexpr std::string_view nobody =
    R"({"output":{"rsym":"","zdiv":"","base":"","last":"","sign":"","diff":"","rate":"","tvol":""},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";
constexpr std::string_view chart =
    R"({"output1":{"rsym":"DNASAAPL","zdiv":"4","nrec":"2"},"output2":[{"xymd":"20261119","clos":"281.2500","sign":"5","diff":"2.1000","rate":"-0.74","open":"283.0000","high":"284.5500","low":"280.3300","tvol":"48112233"},{"xymd":"20261118","clos":"283.3500","open":"0.0000","high":"0.0000","low":"0.0000","tvol":"0"},{}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";
constexpr std::string_view empty_chart =
    R"({"output1":{"nrec":"0"},"output2":[],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

}  // namespace

TEST_CASE("the overseas change has its direction beside it") {
  Bench bench("paper");
  bench.token();
  bench.reply(price);
  const auto quote = run(bench.open()->quote("NASDAQ:AAPL", broker::Basis::krx, bench.within()));
  REQUIRE(quote.has_value());
  CHECK(quote->value.code == "NASDAQ:AAPL");
  CHECK(quote->value.currency == "USD");
  CHECK(quote->value.price == Decimal(2'794, 1));
  CHECK(quote->value.change == Decimal(-185, 2));
  CHECK(quote->value.change_rate == Decimal(-66, 2));
  CHECK_FALSE(quote->value.delay);
  CHECK(bench.transport->requests().back().url.ends_with("AUTH=&EXCD=NAS&SYMB=AAPL"));
}

TEST_CASE("a bare ticker is looked for on the exchanges of the United States in turn") {
  Bench bench("real");
  bench.token();
  bench.reply(nobody);
  SECTION("found on the second") {
    bench.reply(price);
    const auto quote = run(bench.open()->quote("US:KO", broker::Basis::krx, bench.within()));
    REQUIRE(quote.has_value());
    CHECK(quote->value.code == "NYSE:KO");
  }
  SECTION("found nowhere") {
    bench.reply(nobody);
    bench.reply(nobody);
    const auto quote = run(bench.open()->quote("US:ZZZZ", broker::Basis::krx, bench.within()));
    CHECK(quote.error().code == Errc::unknown_symbol);
    CHECK(bench.transport->requests().back().url.find("EXCD=AMS") != std::string::npos);
  }
}

TEST_CASE("prices outside the United States are late and in their own currency") {
  for (const auto& [code, asked, currency] : {std::tuple("TSE:7203", "EXCD=TSE&SYMB=7203", "JPY"),
                                              std::tuple("HKEX:00700", "EXCD=HKS&SYMB=00700", "HKD"),
                                              std::tuple("SSE:600519", "EXCD=SHS&SYMB=600519", "CNY"),
                                              std::tuple("HOSE:VNM", "EXCD=HSX&SYMB=VNM", "VND")}) {
    INFO(code);
    Bench bench("real");
    bench.token();
    bench.reply(price);
    const auto quote = run(bench.open()->quote(code, broker::Basis::krx, bench.within()));
    REQUIRE(quote.has_value());
    CHECK(quote->value.currency == currency);
    CHECK(quote->value.delay == std::chrono::minutes(15));
    CHECK(bench.transport->requests().back().url.ends_with(asked));
  }
}

TEST_CASE("an overseas chart pages by the day before its oldest row") {
  Bench bench("real");
  bench.token();
  bench.reply(chart);
  bench.reply(empty_chart);
  HistoryRequest request;
  request.code = "NASDAQ:AAPL";
  request.count = 3;
  const auto history = run(bench.open()->history(request, bench.within()));
  REQUIRE(history.has_value());
  const auto& rows = history->value.candles;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].close == Decimal(28'335, 2));
  CHECK(rows[0].open == rows[0].close);  // a day without a trade
  CHECK(rows[0].final);
  CHECK_FALSE(rows[1].final);  // in New York it is still the 19th
  CHECK(rows[1].high == Decimal(28'455, 2));
  CHECK(history->value.currency == "USD");
  CHECK_FALSE(history->value.more);
  CHECK(bench.transport->requests().back().url.find("BYMD=20261117") != std::string::npos);
}

TEST_CASE("an overseas chart has no minutes") {
  Bench bench("real");
  HistoryRequest request;
  request.code = "NASDAQ:AAPL";
  request.interval = Interval::minute;
  CHECK(run(bench.open()->history(request, bench.within())).error().code == Errc::invalid_argument);
  CHECK(bench.transport->requests().empty());
}

TEST_CASE("facts of an overseas instrument come from three calls, on paper from one") {
  SECTION("real") {
    Bench bench("real");
    bench.token();
    bench.reply(price);
    bench.reply(
        R"({"output":{"prdt_name":"애플","prdt_eng_name":"APPLE INC","std_pdno":"US0378331005","lstg_dt":"19801212"},"rt_cd":"0"})");
    bench.reply(R"({"output":{"perx":"35.10","tomv":"4200000000000","shar":"14800000000"},"rt_cd":"0"})");
    const auto info = run(bench.open()->stock_info("NASDAQ:AAPL", bench.within()));
    REQUIRE(info.has_value());
    CHECK(info->value.name == "애플");
    CHECK(info->value.isin == "US0378331005");
    CHECK(info->value.market == "NASDAQ");
    CHECK(info->value.per == Decimal(351, 1));
    CHECK(info->value.listed_shares == 14'800'000'000);
    CHECK(bench.transport->requests()[2].url.ends_with("PRDT_TYPE_CD=512&PDNO=AAPL"));
  }
  SECTION("paper") {
    Bench bench("paper");
    bench.token();
    bench.reply(price);
    const auto info = run(bench.open()->stock_info("NASDAQ:AAPL", bench.within()));
    REQUIRE(info.has_value());
    CHECK(info->value.name == "AAPL");
    CHECK(info->value.currency == "USD");
  }
}

TEST_CASE("a fund's value per share and the premium of its price") {
  Bench bench("real");
  bench.token();
  bench.reply(
      R"({"output":{"mket_id_cd":"STK","scty_grp_id_cd":"EF","prdt_abrv_name":"KODEX 200","std_pdno":"KR7069500007"},"rt_cd":"0"})");
  bench.reply(
      R"({"output":{"rprs_mrkt_kor_name":"ETF","bstp_kor_isnm":"","stck_prpr":"38120","stck_sdpr":"38000"},"rt_cd":"0"})");
  bench.reply(
      R"({"output":{"stck_prpr":"38120","nav":"38165.74","trc_errt":"0.31","etf_cnfg_issu_cnt":"200","etf_rprs_bstp_kor_isnm":"코스피 200"},"rt_cd":"0"})");
  const auto info = run(bench.open()->stock_info("069500", bench.within()));
  REQUIRE(info.has_value());
  REQUIRE(info->value.fund);
  CHECK(info->value.fund->nav == Decimal(3'816'574, 2));
  CHECK(info->value.fund->premium_rate == Decimal(-12, 2));
  CHECK(info->value.fund->components == 200);
  CHECK(info->value.fund->benchmark == "코스피 200");
}
