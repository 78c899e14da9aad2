// KIS: what the APIs answer.
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sim_world.hpp"

using namespace kbroker;
using namespace kbroker::sim;
using namespace kbroker::sim::test;
namespace json = boost::json;

namespace {

json::object good(const net::http::Response& response) {
  REQUIRE(response.status == 200);
  auto body = json_of(response);
  INFO(response.body);
  REQUIRE(text(body, "rt_cd") == "0");
  return body;
}

std::string chart_query(std::string_view from, std::string_view to, std::string_view period = "D") {
  return "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930&FID_INPUT_DATE_1=" + std::string(from) +
         "&FID_INPUT_DATE_2=" + std::string(to) + "&FID_PERIOD_DIV_CODE=" + std::string(period) +
         "&FID_ORG_ADJ_PRC=0";
}

void check_all_strings(const json::value& value) {
  if (const auto* object = value.if_object())
    for (const auto& member : *object) check_all_strings(member.value());
  else if (const auto* array = value.if_array())
    for (const auto& element : *array) check_all_strings(element);
  else
    CHECK(value.is_string());
}

}  // namespace

TEST_CASE("KIS answers a price that agrees with the exchange, all values as strings") {
  Market market;
  const auto response = market.kis_real.answer(market.kis_call(
      market.kis_real, "FHKST01010100", "inquire-price", "fid_cond_mrkt_div_code=J&FID_INPUT_ISCD=005930"));
  CHECK(header_of(response, "tr_id") == "FHKST01010100");
  const auto body = good(response);
  check_all_strings(body);
  const auto& out = body.at("output").as_object();
  const auto quote = market.exchange.quote(*market.exchange.find("005930"), market.clock.wall());
  CHECK(whole(out, "stck_prpr") == quote.price());
  CHECK(whole(out, "stck_sdpr") == quote.base);
  CHECK(whole(out, "prdy_vrss") == quote.price() - quote.base);
  CHECK(text(out, "prdy_vrss_sign") == (quote.change() > 0 ? "2" : quote.change() < 0 ? "5" : "3"));
  CHECK(whole(out, "acml_vol") == quote.today.volume);
  CHECK(whole(out, "stck_mxpr") == quote.band.upper);
  CHECK(whole(out, "w52_hgpr") >= quote.today.high);
  CHECK(whole(out, "aspr_unit") == tick_size(quote.price(), false));
  const auto rate = Decimal::parse(text(out, "prdy_ctrt"));
  CHECK(*rate == percent(quote.change(), quote.base));
  CHECK(text(out, "prdy_ctrt").size() - text(out, "prdy_ctrt").find('.') == 3);
}

TEST_CASE("KIS answers an unknown code with success, zeros and empty strings") {
  Market market;
  const auto body = good(market.kis_real.answer(market.kis_call(
      market.kis_real, "FHKST01010100", "inquire-price", "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=999999")));
  const auto& out = body.at("output").as_object();
  CHECK(text(out, "stck_prpr") == "0");
  CHECK(text(out, "rprs_mrkt_kor_name").empty());
  CHECK(text(out, "stck_shrn_iscd").empty());
}

TEST_CASE("KIS counts the volume of the venue that is asked for") {
  Market market;
  const auto volume = [&](std::string_view division) {
    const auto body = good(market.kis_real.answer(
        market.kis_call(market.kis_real, "FHKST01010100", "inquire-price",
                        "FID_COND_MRKT_DIV_CODE=" + std::string(division) + "&FID_INPUT_ISCD=005930")));
    return whole(body.at("output").as_object(), "acml_vol");
  };
  CHECK(volume("UN") == volume("J") + volume("NX"));
  CHECK(volume("NX") > 0);
}

TEST_CASE("KIS answers at most 100 candles, newest first, and pages backwards by date") {
  Market market;
  const auto ask = [&](std::string_view to) {
    return good(market.kis_real.answer(market.kis_call(
        market.kis_real, "FHKST03010100", "inquire-daily-itemchartprice", chart_query("20260105", to))));
  };
  const auto first = ask("20261120");
  const auto& rows = first.at("output2").as_array();
  REQUIRE(rows.size() == 100);
  CHECK(text(rows[0].as_object(), "stck_bsop_date") == "20261120");
  CHECK(text(rows[0].as_object(), "stck_clpr") == text(first.at("output1").as_object(), "stck_prpr"));
  CHECK(text(rows[1].as_object(), "stck_clpr") == text(first.at("output1").as_object(), "stck_prdy_clpr"));
  CHECK(text(first.at("output1").as_object(), "hts_kor_isnm") == "삼성전자");
  const auto oldest = *parse_date(text(rows[99].as_object(), "stck_bsop_date"));
  const auto second = ask(to_yyyymmdd(add_days(oldest, -1)));
  CHECK(*parse_date(text(second.at("output2").as_array()[0].as_object(), "stck_bsop_date")) < oldest);
  const auto empty = good(
      market.kis_real.answer(market.kis_call(market.kis_real, "FHKST03010100", "inquire-daily-itemchartprice",
                                             chart_query("20050101", "20050110"))));
  REQUIRE(empty.at("output2").as_array().size() == 1);
  CHECK(empty.at("output2").as_array()[0].as_object().empty());
}

TEST_CASE("KIS answers thirty recent days and thirty minutes") {
  Market market;
  const auto days = good(market.kis_real.answer(market.kis_call(
      market.kis_real, "FHKST01010400", "inquire-daily-price",
      "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930&FID_PERIOD_DIV_CODE=D&FID_ORG_ADJ_PRC=1")));
  CHECK(days.at("output").as_array().size() == 30);

  const auto minutes = [&](std::string_view hour) {
    return good(market.kis_real.answer(market.kis_call(
        market.kis_real, "FHKST03010200", "inquire-time-itemchartprice",
        "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930&FID_INPUT_HOUR_1=" + std::string(hour) +
            "&FID_PW_DATA_INCU_YN=Y&FID_ETC_CLS_CODE=")));
  };
  const auto newest = minutes("153000");
  const auto& rows = newest.at("output2").as_array();
  REQUIRE(rows.size() == 30);
  CHECK(text(rows[0].as_object(), "stck_cntg_hour") == "101500");
  CHECK(text(rows[29].as_object(), "stck_cntg_hour") == "094600");
  CHECK(text(rows[0].as_object(), "stck_prpr") == text(newest.at("output1").as_object(), "stck_prpr"));
  const auto older = minutes("094500");
  CHECK(text(older.at("output2").as_array()[0].as_object(), "stck_cntg_hour") == "094500");
}

TEST_CASE("the minutes of a past day come in pages and add up to the day") {
  Market market;
  const auto page = [&](std::string_view hour, std::string_view earlier_days) {
    return good(market.kis_real.answer(market.kis_call(
        market.kis_real, "FHKST03010230", "inquire-time-dailychartprice",
        "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930&FID_INPUT_DATE_1=20261119&FID_INPUT_HOUR_1=" +
            std::string(hour) + "&FID_PW_DATA_INCU_YN=" + std::string(earlier_days) +
            "&FID_FAKE_TICK_INCU_YN=")));
  };
  const auto day = market.exchange.day(*market.exchange.find("005930"), *parse_date("20261119")).candle();
  std::int64_t volume = 0, high = 0, low = day.high, open = 0, close = 0;
  std::size_t bars = 0;
  std::string hour = "153000";
  for (int pages = 0; pages < 4; ++pages) {
    const auto body = page(hour, "N");
    CHECK(text(body.at("output1").as_object(), "hts_kor_isnm") == "삼성전자");
    const auto& rows = body.at("output2").as_array();
    CHECK(rows.size() == (pages < 3 ? 120 : 21));
    for (const auto& value : rows) {
      const auto& row = value.as_object();
      CHECK(text(row, "stck_bsop_date") == "20261119");
      if (bars++ == 0) close = whole(row, "stck_prpr");
      open = whole(row, "stck_oprc");
      high = std::max(high, whole(row, "stck_hgpr"));
      low = std::min(low, whole(row, "stck_lwpr"));
      volume += whole(row, "cntg_vol");
    }
    const auto oldest = *parse_kst("20261119", text(rows.back().as_object(), "stck_cntg_hour"));
    hour = to_hhmmss_kst(oldest - std::chrono::minutes(1));
  }
  CHECK(bars == 381);  // 380 minutes and the closing auction
  CHECK(volume == day.volume);
  CHECK(open == day.open);
  CHECK(close == day.close);
  CHECK(high == day.high);
  CHECK(low == day.low);

  const auto across = page("093000", "Y").at("output2").as_array();
  REQUIRE(across.size() == 120);
  CHECK(text(across.back().as_object(), "stck_bsop_date") == "20261118");
}

TEST_CASE("KIS answers an order book around the price") {
  Market market;
  const auto body = good(
      market.kis_real.answer(market.kis_call(market.kis_real, "FHKST01010200", "inquire-asking-price-exp-ccn",
                                             "FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930")));
  const auto& levels = body.at("output1").as_object();
  CHECK(whole(levels, "bidp1") < whole(levels, "askp1"));
  CHECK(whole(levels, "askp10") > whole(levels, "askp9"));
  CHECK(text(levels, "aspr_acpt_hour") == "101530");
  CHECK(text(levels, "new_mkop_cls_code") == "20");
}

TEST_CASE("KIS tells an instrument's facts with a padded code") {
  Market market;
  const auto body = good(market.kis_real.answer(
      market.kis_call(market.kis_real, "CTPF1002R", "search-stock-info", "PRDT_TYPE_CD=300&PDNO=247540")));
  const auto& out = body.at("output").as_object();
  CHECK(text(out, "pdno") == "00000A247540");
  CHECK(text(out, "mket_id_cd") == "KSQ");
  CHECK(text(out, "prdt_abrv_name") == "에코프로비엠");
  CHECK(text(out, "std_pdno") == "KR7247540003");
}

TEST_CASE("KIS lists business days that agree with the exchange") {
  Market market;
  const auto body = good(market.kis_real.answer(market.kis_call(
      market.kis_real, "CTCA0903R", "chk-holiday", "BASS_DT=20261220&CTX_AREA_NK=&CTX_AREA_FK=")));
  const auto& rows = body.at("output").as_array();
  REQUIRE(rows.size() == 25);
  const auto row = [&](std::size_t i) { return rows[i].as_object(); };
  CHECK(text(row(0), "wday_dvsn_cd") == "01");
  CHECK(text(row(0), "opnd_yn") == "N");
  CHECK(text(row(1), "opnd_yn") == "Y");
  CHECK(text(row(5), "bass_dt") == "20261225");
  CHECK(text(row(5), "opnd_yn") == "N");
  CHECK(text(row(11), "bass_dt") == "20261231");
  CHECK(text(row(11), "opnd_yn") == "N");
  CHECK(text(row(11), "bzdy_yn") == "Y");
}

TEST_CASE("KIS pages a long balance by 50 on the real host and by 20 on paper") {
  Market market(sixty_holdings());
  const bool paper = GENERATE(false, true);
  auto& face = paper ? market.kis_paper : market.kis_real;
  std::set<std::string> codes;
  std::vector<std::string> marks;
  std::string fk, nk, cont;
  std::int64_t value = 0, total = 0;
  do {
    Call call = market.kis_call(
        face, paper ? "VTTC8434R" : "TTTC8434R", "inquire-balance",
        "CANO=50123456&ACNT_PRDT_CD=01&AFHR_FLPR_YN=N&OFL_YN=&INQR_DVSN=02&UNPR_DVSN=01&FUND_STTL_ICLD_YN=N&"
        "FNCG_AMT_AUTO_RDPT_YN=N&PRCS_DVSN=00&CTX_AREA_FK100=" +
            fk + "&CTX_AREA_NK100=" + nk);
    call.headers["tr_cont"] = cont;
    market.clock.advance(std::chrono::seconds(1));
    const auto response = face.answer(call);
    const auto body = good(response);
    REQUIRE(text(body, "ctx_area_nk100").size() == 100);
    fk = "x";
    nk = text(body, "ctx_area_nk100");
    std::erase(nk, ' ');
    cont = "N";
    for (const auto& row : body.at("output1").as_array()) {
      codes.insert(text(row.as_object(), "pdno"));
      value += whole(row.as_object(), "evlu_amt");
      CHECK(whole(row.as_object(), "evlu_amt") ==
            whole(row.as_object(), "hldg_qty") * whole(row.as_object(), "prpr"));
    }
    total = whole(body.at("output2").as_array().at(0).as_object(), "evlu_amt_smtl_amt");
    marks.push_back(header_of(response, "tr_cont"));
  } while (marks.back() == "F" || marks.back() == "M");
  CHECK(codes.size() == 60);
  CHECK(marks == (paper ? std::vector<std::string>{"F", "M", "E"} : std::vector<std::string>{"F", "E"}));
  CHECK(total > 0);
  // The clock moved between the pages, so the rows are near the total, not equal to it.
  CHECK(std::abs(value - total) * 50 < total);
}

TEST_CASE("KIS shows the demo account with totals that add up") {
  Market market;
  const auto body = good(market.kis_real.answer(market.kis_call(
      market.kis_real, "TTTC8434R", "inquire-balance",
      "CANO=50123456&ACNT_PRDT_CD=01&AFHR_FLPR_YN=N&OFL_YN=&INQR_DVSN=02&UNPR_DVSN=01&FUND_STTL_ICLD_YN=N&"
      "FNCG_AMT_AUTO_RDPT_YN=N&PRCS_DVSN=00")));
  std::int64_t value = 0, cost = 0;
  for (const auto& row : body.at("output1").as_array()) {
    value += whole(row.as_object(), "evlu_amt");
    cost += whole(row.as_object(), "pchs_amt");
  }
  const auto& totals = body.at("output2").as_array().at(0).as_object();
  CHECK(whole(totals, "evlu_amt_smtl_amt") == value);
  CHECK(whole(totals, "pchs_amt_smtl_amt") == cost);
  CHECK(whole(totals, "evlu_pfls_smtl_amt") == value - cost);
  CHECK(whole(totals, "tot_evlu_amt") == value + whole(totals, "prvs_rcdl_excc_amt"));
  CHECK(text(body.at("output1").as_array().at(0).as_object(), "pchs_avg_pric") == "71250.8333");
}
