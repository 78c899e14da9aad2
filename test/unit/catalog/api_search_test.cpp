// The search over the catalogue: what is recognised, what is filled in, what is told apart.
#include <catch2/catch_test_macros.hpp>

#include <algorithm>

#include "kbroker/catalog/api_search.hpp"
#include "kbroker/catalog/foreign_instruments.hpp"
#include "sample.hpp"

using namespace kbroker;
using namespace kbroker::catalog;

namespace {

constexpr Date today{std::chrono::year(2026) / 11 / 20};

const ApiSearch& apis() {
  static const ApiSearch search(ApiCatalogue::embedded());
  return search;
}

SearchAnswer ask(std::string_view sentence, std::size_t limit = 5, std::string_view broker = {}) {
  return apis().search({sentence, limit, broker, false, today}, test::sample_master());
}

std::string_view first(std::string_view sentence, std::string_view broker = {}) {
  return apis().catalogue().id(ask(sentence, 1, broker).hits.at(0).api);
}

std::string param(const SearchHit& hit, std::string_view name) {
  const auto found = std::ranges::find(hit.params, name, &FilledParam::name);
  return found == hit.params.end() ? "" : found->value;
}

std::string recognised(const SearchAnswer& answer, std::string_view kind) {
  const auto found = std::ranges::find(answer.recognised, kind, &Recognised::kind);
  return found == answer.recognised.end() ? "" : found->value;
}

}  // namespace

TEST_CASE("a price is found with its instrument") {
  const auto answer = ask("삼전 지금 얼마");
  REQUIRE(answer.hits.size() == 5);
  CHECK(apis().catalogue().id(answer.hits[0].api) == "kis.domestic_stock.inquire_price");
  CHECK(param(answer.hits[0], "FID_INPUT_ISCD") == "005930");
  CHECK(recognised(answer, "instrument") == "005930");
  CHECK(answer.recognised[0].text == "삼전");
  CHECK(answer.recognised[0].name == "삼성전자");
  CHECK(std::ranges::is_sorted(answer.hits, std::ranges::greater{}, &SearchHit::score));
  CHECK(std::ranges::find(answer.hits[0].why, "price") != answer.hits[0].why.end());
}

TEST_CASE("spacing, particles and typing errors do not matter") {
  for (const auto sentence :
       {"삼성전자현재가격얼마에요", "삼성전자 현 재 가 는", "삼성전자의 현재가를 알려주세요",
        "삼성전자 현재갸", "SAMSUNG ELECTRONICS price", "삼성전자　현재가？"}) {
    INFO(sentence);
    CHECK(first(sentence) == "kis.domestic_stock.inquire_price");
  }
  CHECK(first("하이닉스 챠트 주봉으루") == "kis.domestic_stock.inquire_daily_itemchartprice");
  CHECK(first("하이닉스 공매두 추이 매일") == "kis.domestic_stock.daily_short_sale");
}

TEST_CASE("what a sentence gives becomes parameters under the API's own names") {
  const auto chart = ask("하이닉스 주봉 2026-01-02부터 2026-03-01까지");
  CHECK(param(chart.hits[0], "FID_INPUT_ISCD") == "000660");
  CHECK(param(chart.hits[0], "FID_INPUT_DATE_1") == "20260102");
  CHECK(param(chart.hits[0], "FID_INPUT_DATE_2") == "20260301");
  CHECK(param(chart.hits[0], "FID_PERIOD_DIV_CODE") == "W");

  const auto order = ask("buy 3 shares of AAPL at 280");
  CHECK(apis().catalogue().id(order.hits[0].api) == "kis.overseas_stock.order");
  CHECK(param(order.hits[0], "PDNO") == "AAPL");
  CHECK(param(order.hits[0], "OVRS_EXCG_CD") == "NASD");
  CHECK(param(order.hits[0], "ORD_QTY") == "3");
  CHECK(param(order.hits[0], "OVRS_ORD_UNPR") == "280");

  const auto bought = ask("기아 11만2천원에 5주 매수");
  CHECK(param(bought.hits[0], "ORD_QTY") == "5");
  CHECK(param(bought.hits[0], "ORD_UNPR") == "112000");
}

TEST_CASE("days are recognised as they are said") {
  const auto days = [](std::string_view sentence) { return recognised(ask(sentence, 1), "days"); };
  CHECK(days("어제 삼전 분봉") == "2026-11-19");
  CHECK(days("지난 3개월 삼전 일봉") == "2026-08-20/2026-11-20");
  CHECK(days("11월 14일 삼전 분봉") == "2026-11-14");
  CHECK(days("2021년 카카오 차트") == "2021-01-01/2021-12-31");
  CHECK(days("이번주 손익") == "2026-11-16/2026-11-22");
  CHECK(days("last month profit") == "2026-10-01/2026-10-31");
  CHECK(days("2026.11.02 손익") == "2026-11-02");
  CHECK(days("12월 손익") == "2025-12-01/2025-12-31");
  CHECK(days("삼전 지금 얼마").empty());
}

TEST_CASE("days that only begin go on until today, days that only end have no beginning") {
  const auto days = [](std::string_view sentence) { return recognised(ask(sentence, 1), "days"); };
  for (const auto sentence : {"daily OHLCV of Hyundai Motor from 2026-03-01", "삼성전자 3월 1일부터 일봉",
                              "삼성전자 2026-03-01 이후 일봉", "daily bars of Kakao since 2026-03-01",
                              "삼성전자 2026-03-01부터 오늘까지 일봉"}) {
    INFO(sentence);
    CHECK(days(sentence) == "2026-03-01/2026-11-20");
  }
  CHECK(days("삼전 3월 1일부터 어제까지 일봉") == "2026-03-01/2026-11-19");
  CHECK(days("지난주부터 카카오 일봉") == "2026-11-09/2026-11-20");
  CHECK(days("daily bars of Kakao from 2026-03-01 to 2026-05-04") == "2026-03-01/2026-05-04");
  for (const auto sentence : {"daily bars of Kakao until 2026-03-01", "카카오 2026-03-01까지 일봉",
                              "카카오 2026-03-01 이전 일봉"}) {
    INFO(sentence);
    CHECK(days(sentence) == "/2026-03-01");
  }
  const auto since = ask("weekly bars of KODEX 200 since 2026-01-02", 1).hits.at(0);
  CHECK(param(since, "FID_INPUT_DATE_1") == "20260102");
  CHECK(param(since, "FID_INPUT_DATE_2") == "20261120");
  const auto until = ask("daily bars of Kakao until 2026-03-01", 1).hits.at(0);
  CHECK(param(until, "FID_INPUT_DATE_1").empty());
  CHECK(param(until, "FID_INPUT_DATE_2") == "20260301");
  const auto kiwoom = ask("키움 하이닉스 2026-03-01부터 일봉", 1).hits.at(0);
  CHECK(param(kiwoom, "base_dt") == "20261120");
}

TEST_CASE("foreign instruments are filled in as KIS names them") {
  const auto symbol = [](std::string_view sentence) { return param(ask(sentence, 1).hits.at(0), "SYMB"); };
  for (const auto sentence : {"텐센트 현재가", "0700.HK price", "00700 현재가"}) {
    INFO(sentence);
    CHECK(symbol(sentence) == "00700");
    CHECK(param(ask(sentence, 1).hits.at(0), "EXCD") == "HKS");
  }
  CHECK(symbol("9988.HK 현재가") == "09988");
  CHECK(symbol("BRK.B price") == "BRK/B");
  CHECK(symbol("BRK/A price") == "BRK/A");
  for (const auto sentence : {"7203.T price", "4063.T price"}) {
    INFO(sentence);
    for (const auto& one : ask(sentence, 1).recognised) CHECK(one.value != "T");
  }
  CHECK(symbol("7203.T price") == "7203");
}

TEST_CASE("orders are all orders unless the sentence says filled") {
  const auto state = [](std::string_view sentence, std::string_view name, std::string_view broker) {
    for (const auto& hit : ask(sentence, 10, broker).hits)
      if (const auto value = param(hit, name); !value.empty()) return value;
    return std::string();
  };
  for (const auto sentence : {"order history", "내 주문 내역", "show my orders today"}) {
    INFO(sentence);
    CHECK(first(sentence) == "kis.domestic_stock.inquire_daily_ccld");
    CHECK(state(sentence, "CCLD_DVSN", "kis").empty());
    CHECK(state(sentence, "qry_tp", "kiwoom") != "4");
  }
  CHECK(state("오늘 체결된 주문", "CCLD_DVSN", "kis") == "01");
  CHECK(state("my filled orders", "CCLD_DVSN", "kis") == "01");
}

TEST_CASE("an exchange is filled in only when it is named") {
  for (const auto sentence : {"cancel my order 12345", "주문 12345 취소해줘", "cancel all orders", "주문"}) {
    INFO(sentence);
    for (const auto& hit : ask(sentence, 5, "kis").hits) CHECK(param(hit, "EXCG_ID_DVSN_CD").empty());
  }
  CHECK(param(ask("삼전 NXT에서 10주 매수", 1).hits.at(0), "EXCG_ID_DVSN_CD") == "NXT");
  CHECK(param(ask("삼전 10주 SOR로 매수", 1).hits.at(0), "EXCG_ID_DVSN_CD") == "SOR");
  const auto american = ask("미국 주식 매수 가능 금액", 1).hits.at(0);
  CHECK(apis().catalogue().id(american.api) == "kis.overseas_stock.inquire_psamount");
  CHECK(param(american, "OVRS_EXCG_CD") != "AMEX");
  CHECK(param(ask("미국주식 잔고", 1).hits.at(0), "OVRS_EXCG_CD") == "NASD");
  CHECK(param(ask("홍콩주식 잔고", 1).hits.at(0), "OVRS_EXCG_CD") == "SEHK");
}

TEST_CASE("a short number behind an order that is to change is the order's") {
  for (const auto sentence : {"cancel my order 12345", "주문 12345 취소해줘", "주문번호 12345 취소"}) {
    INFO(sentence);
    const auto answer = ask(sentence, 1);
    CHECK(apis().catalogue().id(answer.hits.at(0).api) == "kis.domestic_stock.order_rvsecncl");
    CHECK(param(answer.hits.at(0), "ORGN_ODNO") == "12345");
  }
  CHECK(recognised(ask("삼성전자 주문 100주 취소", 1), "order_number").empty());
  CHECK(recognised(ask("order 100 shares of AAPL", 1), "order_number").empty());
}

TEST_CASE("mistyped instruments are recognised, ordinary words are not") {
  for (const auto sentence : {"삼성잔자 호가", "삼성저자 현제가", "ㅅㅅㅈㅈ 현재가",
                              "samsng electronics prise", "삼성잔자의 현재가"}) {
    INFO(sentence);
    CHECK(recognised(ask(sentence, 1), "instrument") == "005930");
  }
  CHECK(first("samsng electronics prise") == "kis.domestic_stock.inquire_price");
  CHECK(first("ㅅㅅㅈㅈ 현재가") == "kis.domestic_stock.inquire_price");
  for (const auto sentence : {"ㅋㅋㅋ 현재가", "떡볶이 맛있는 집 알려줘", "아무거나 재미있는이야기 해줘",
                              "rebalancing everything tomorrow"}) {
    INFO(sentence);
    CHECK(recognised(ask(sentence, 1), "instrument").empty());
  }
}

TEST_CASE("the market follows from the instrument") {
  CHECK(param(ask("삼전 지금 얼마", 1).hits.at(0), "FID_COND_MRKT_DIV_CODE") == "J");
  CHECK(param(ask("넥장에서 삼전 얼마", 1).hits.at(0), "FID_COND_MRKT_DIV_CODE") == "NX");
  for (const auto& hit : ask("57LA50 현재가", 10, "kis").hits)
    CHECK(param(hit, "FID_COND_MRKT_DIV_CODE") != "J");
  CHECK(param(ask("거래량 순위", 1).hits.at(0), "FID_COND_MRKT_DIV_CODE").empty());
}

TEST_CASE("numbers are told apart by what follows them") {
  const auto weeks = ask("하이닉스 3주간 종가", 1);
  CHECK(recognised(weeks, "quantity").empty());
  CHECK(recognised(ask("하이닉스 3주 팔아", 1), "quantity") == "3");
  CHECK(recognised(ask("삼전 52주 최고가", 1), "quantity").empty());
  CHECK(recognised(ask("change the price on order 0000117057 to 97,500", 1), "order_number") == "0000117057");
  CHECK(recognised(ask("change the price on order 0000117057 to 97,500", 1), "price") == "97500");
  CHECK(recognised(ask("10시 반쯤 체결", 1), "time") == "103000");
  CHECK(recognised(ask("오후 2시 체결", 1), "time") == "140000");
}

TEST_CASE("domestic unless said otherwise, a stream only when asked for") {
  CHECK(first("시가총액 순위") == "kis.domestic_stock.market_cap");
  CHECK(first("미국 시가총액 순위") == "kis.overseas_stock.market_cap");
  CHECK(first("해외 말고 국내 시가총액 순위") == "kis.domestic_stock.market_cap");
  CHECK(first("미국 옵션 말고 국내 옵션 현재가") == "kis.domestic_futureoption.inquire_price");
  CHECK(first("삼전 호가") == "kis.domestic_stock.inquire_asking_price_exp_ccn");
  CHECK(first("삼전 호가 실시간으로 계속") == "kis.domestic_stock.asking_price_krx");
  CHECK(first("실시간 말고 삼전 호가") == "kis.domestic_stock.inquire_asking_price_exp_ccn");
}

TEST_CASE("a broker is named in the sentence or by the caller") {
  CHECK(first("하이닉스 일봉").starts_with("kis."));
  CHECK(first("키움 하이닉스 일봉") == "kiwoom.chart.ka10081");
  CHECK(first("하이닉스 일봉", "kiwoom") == "kiwoom.chart.ka10081");
  for (const auto& hit : ask("하이닉스 일봉", 20, "kiwoom").hits)
    CHECK(apis().catalogue().id(hit.api).starts_with("kiwoom."));
}

TEST_CASE("a caller narrows the search to a category") {
  SearchRequest request{"애플 현재가", 5, "kis", false, today};
  request.category = "domestic_stock";
  const auto answer = apis().search(request, test::sample_master());
  REQUIRE(answer.hits.size() == 5);
  for (const auto& hit : answer.hits)
    CHECK(apis().catalogue().id(hit.api).starts_with("kis.domestic_stock."));
}

TEST_CASE("well-known foreign instruments are found by symbol and by the whole of a name") {
  for (const auto text : {"AAPL", "aapl", "애플", "Apple"}) {
    INFO(text);
    const auto found = find_foreign(text);
    REQUIRE(found);
    CHECK(found->symbol == "AAPL");
    CHECK(found->exchange == "NAS");
    CHECK(found->name == "애플");
  }
  CHECK(find_foreign("GOOG")->name == "GOOG");
  for (const auto text : {"", " ", "애", "애플 현재가"}) CHECK_FALSE(find_foreign(text));
}

TEST_CASE("an order is not a question about orders") {
  CHECK(first("삼전 10주 시장가로 사줘") == "kis.domestic_stock.order_cash");
  CHECK(first("미체결 주문 조회") == "kis.domestic_stock.inquire_psbl_rvsecncl");
  CHECK(first("지금 삼전 얼마까지 살 수 있어") == "kis.domestic_stock.inquire_psbl_order");
}

TEST_CASE("odd sentences get an answer") {
  for (const auto sentence :
       {"", " ", "?!", "ㅋㅋㅋ", "\xff\xfe", "0", "말고", "not", "KODEX", "99999999999999999999"}) {
    INFO(sentence);
    CHECK(ask(sentence, 3).hits.size() == 3);
  }
  CHECK(ask(std::string(100'000, 'a'), 1).hits.size() == 1);
}

TEST_CASE("the parts of an explained score add up") {
  const auto answer = apis().search({"삼전 일봉", 3, {}, true, today}, test::sample_master());
  for (const auto& hit : answer.hits) {
    double sum = 0;
    for (const auto& part : hit.parts) sum += part.score;
    CHECK(std::abs(sum - hit.score) < 0.001);
  }
}

TEST_CASE("names inside a text are found from its beginning") {
  const auto names = test::sample_master().names_at(U"삼성전자우현재가");
  REQUIRE(names.size() == 2);
  CHECK(names[0].symbol->code == "005930");
  CHECK(names[0].length == 4);
  CHECK(names[1].symbol->code == "005935");
  CHECK(test::sample_master().names_at(U"얼마").empty());
}
