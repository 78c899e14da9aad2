// Bodies of Kiwoom into quotes, facts, accounts, charts and tokens.
#include "wire.hpp"

#include <catch2/catch_test_macros.hpp>

#include "answers.hpp"
#include "chart_wire.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/base/time_format.hpp"
#include "protocol.hpp"
#include "samples.hpp"

using namespace std::chrono_literals;
using kbroker::Decimal;
using kbroker::Errc;
using kbroker::parse_kst;
using kbroker::broker::Basis;
using kbroker::broker::Interval;
using namespace kbroker::kiwoom;
using kbroker::test::answer;
using kbroker::test::object;

namespace {

const auto now = *parse_kst("20261120", "101530");

}  // namespace

TEST_CASE("direction marks are no signs of prices, but changes keep theirs") {
  const auto quote = decode_quote(object(sample::quote), "005930", Basis::combined, now);
  REQUIRE(quote.has_value());
  CHECK(quote->code == "005930");
  CHECK(quote->name == "삼성전자");
  CHECK(quote->price == Decimal(97'200));
  CHECK(quote->change == Decimal(-800));
  CHECK(quote->change_rate == Decimal(-82, 2));
  CHECK(quote->open == Decimal(98'100));
  CHECK(quote->high == Decimal(98'500));
  CHECK(quote->low == Decimal(96'900));
  CHECK(quote->previous_close == Decimal(98'000));
  CHECK(quote->upper_limit == Decimal(127'400));
  CHECK(quote->lower_limit == Decimal(68'600));
  CHECK(quote->volume == 13'190'422);
  CHECK(quote->market_cap == Decimal(575'388'800'000'000));
  CHECK(quote->per == Decimal(1'964, 2));
  CHECK_FALSE(quote->turnover);
  CHECK(quote->basis == Basis::combined);
  CHECK(quote->time == now);
  CHECK(quote->raw.at("cur_prc") == "-97200");
  CHECK_FALSE(quote->raw.contains("return_code"));
}

TEST_CASE("a blank row is an unknown code") {
  CHECK(decode_quote(object(sample::blank_quote), "999999", Basis::krx, now).error().code ==
        Errc::unknown_symbol);
  CHECK(decode_stock_info(object(R"({"code":"","name":"","return_code":0})"), "999999", now).error().code ==
        Errc::unknown_symbol);
}

TEST_CASE("an answer of Kiwoom without its main field is damaged, which says nothing about the code") {
  for (const auto* body : {R"({"return_code":0})", R"({"return_code":0,"stk_nm":"삼성전자"})"}) {
    const auto error = decode_quote(object(body), "005930", Basis::krx, now).error();
    CHECK(error.code == Errc::broker_error);
    CHECK(error.retryable);
    CHECK(decode_stock_info(object(body), "005930", now).error().code == Errc::broker_error);
  }
}

TEST_CASE("only a missing price fails a Kiwoom quote") {
  CHECK(
      decode_quote(object(R"({"stk_nm":"삼성전자","cur_prc":""})"), "005930", Basis::nxt, now).error().code ==
      Errc::broker_error);
  const auto bare = decode_quote(object(R"({"cur_prc":"+000060300"})"), "005930", Basis::krx, now);
  REQUIRE(bare.has_value());
  CHECK(bare->price == Decimal(60'300));
  CHECK_FALSE(bare->open);
}

TEST_CASE("doubled signs, thousands and numbers that ran over are read for what they say") {
  const auto quote = decode_quote(
      object(
          R"({"cur_prc":"--20,190","pred_pre":"--150","flu_rt":"+1.5","mac":"4294967295","per":"2147483647","pbr":"0.00"})"),
      "005930", Basis::krx, now);
  REQUIRE(quote.has_value());
  CHECK(quote->price == Decimal(20'190));
  CHECK(quote->change == Decimal(-150));
  CHECK_FALSE(quote->market_cap);
  CHECK_FALSE(quote->per);
  CHECK_FALSE(quote->pbr);
}

TEST_CASE("codes get a suffix by basis and lose every ornament") {
  CHECK(code_for("005930", Basis::krx) == "005930");
  CHECK(code_for("005930", Basis::nxt) == "005930_NX");
  CHECK(code_for("005930", Basis::combined) == "005930_AL");
  CHECK(plain_code("A005930") == "005930");
  CHECK(plain_code("005930_AL") == "005930");
  CHECK(plain_code(" A0156T0_NX ") == "0156T0");
  CHECK(plain_code("A00593") == "A00593");
  CHECK(plain_code("").empty());
}

TEST_CASE("facts of an instrument come in camelCase") {
  auto info = decode_stock_info(object(sample::stock_info), "005930", now);
  REQUIRE(info.has_value());
  CHECK(info->name == "삼성전자");
  CHECK(info->market == "거래소");
  CHECK(info->sector == "전기/전자");
  CHECK(info->kind == "stock");
  CHECK(info->listed_shares == 5'919'637'922);
  CHECK(kbroker::to_iso(*info->listed_on) == "1975-06-11");
  CHECK(info->trading_halted == false);
  CHECK(info->nxt_tradable == true);
  add_price_facts(*info, object(sample::quote));
  CHECK(info->market_cap == Decimal(575'388'800'000'000));
  CHECK(info->eps == Decimal(4'950));
  CHECK(info->face_value == Decimal(100));
  CHECK(info->raw.contains("ka10100"));
  CHECK(info->raw.contains("ka10001"));
  CHECK(decode_stock_info(object(R"({"name":"가","state":"증거금100%|거래정지"})"), "000001", now)
            ->trading_halted == true);
}

TEST_CASE("an account is free of padding, prefixes, sold positions and account numbers") {
  kbroker::broker::Account account;
  add_holdings(account, object(sample::balance));
  REQUIRE(read_totals(account, object(sample::balance)).has_value());
  REQUIRE(read_deposit(account, object(sample::deposit)).has_value());
  REQUIRE(account.holdings.size() == 1);
  const auto& holding = account.holdings.front();
  CHECK(holding.code == "005930");
  CHECK(holding.quantity == Decimal(3));
  CHECK(holding.sellable == Decimal(2));
  CHECK(holding.average_cost == Decimal(124'500));
  CHECK(holding.price == Decimal(59'000));
  CHECK(holding.cost == Decimal(373'500));
  CHECK(holding.value == Decimal(177'000));
  CHECK(holding.profit_loss == Decimal(-196'888));
  CHECK(holding.profit_loss_rate == Decimal(-5'271, 2));
  CHECK(account.balance == Decimal(4'147'980));
  CHECK(account.cash_today == Decimal(5'120'340));
  CHECK(account.orderable_cash == Decimal(3'500'000));
  CHECK(account.total_value == Decimal(1'012'632'507));
  CHECK(account.profit_loss == Decimal(8'138'825));
  CHECK(account.profit_loss_rate == Decimal(4'625, 2));
  CHECK(kbroker::to_json_text(account.raw).find("1234567811") == std::string::npos);
}

TEST_CASE("an account without its totals is an error, never empty") {
  kbroker::broker::Account account;
  CHECK(read_totals(account, object(R"({"tot_pur_amt":"1","prsm_dpst_aset_amt":""})")).error().code ==
        Errc::broker_error);
  CHECK(read_deposit(account, object(R"({"entr":"1"})")).error().code == Errc::broker_error);
}

TEST_CASE("day candles have absolute prices and turnover in won") {
  const auto candles = *decode_chart_page(object(sample::day_chart), Interval::day, Basis::krx, now);
  REQUIRE(candles.size() == 2);
  CHECK(candles[0].time == *parse_kst("20261120", ""));
  CHECK(candles[0].open == Decimal(98'900));
  CHECK(candles[0].high == Decimal(99'200));
  CHECK(candles[0].low == Decimal(97'600));
  CHECK(candles[0].close == Decimal(98'000));
  CHECK(candles[0].volume == 18'499'871);
  CHECK(candles[0].turnover == Decimal(1'815'100'000'000));
  CHECK_FALSE(candles[0].final);
  CHECK(candles[1].open == Decimal(99'100));
  CHECK_FALSE(candles[1].turnover);
  CHECK(candles[1].final);
}

TEST_CASE("minute candles take date and time from one field") {
  const auto candles = *decode_chart_page(
      object(
          R"({"stk_min_pole_chart_qry":[{"cur_prc":"-97200","trde_qty":"12","cntr_tm":"20261120101500","open_pric":"-97300","high_pric":"-97300","low_pric":"-97200"},{"cur_prc":"-97100","trde_qty":"9","cntr_tm":"20261120101400","open_pric":"-97100","high_pric":"-97100","low_pric":"-97100"},{"cur_prc":"1","cntr_tm":"101300"}]})"),
      Interval::minute, Basis::krx, now);
  REQUIRE(candles.size() == 2);
  CHECK(candles[0].time == *parse_kst("20261120", "101500"));
  CHECK_FALSE(candles[0].final);
  CHECK(candles[1].final);
}

TEST_CASE("each interval reads the list of its own call") {
  for (const auto& [interval, id, list] : {std::tuple{Interval::day, "ka10081", "stk_dt_pole_chart_qry"},
                                           {Interval::week, "ka10082", "stk_stk_pole_chart_qry"},
                                           {Interval::month, "ka10083", "stk_mth_pole_chart_qry"},
                                           {Interval::year, "ka10094", "stk_yr_pole_chart_qry"}}) {
    CHECK(chart_api(interval).id == id);
    const auto body = object(R"({")" + std::string(list) + R"(":[{"cur_prc":"1","dt":"20261102"}]})");
    CHECK(decode_chart_page(body, interval, Basis::krx, now)->size() == 1);
  }
  CHECK(chart_api(Interval::minute).id == "ka10080");
  CHECK(decode_chart_page(object(R"({"return_code":0})"), Interval::day, Basis::krx, now).error().code ==
        Errc::broker_error);
}

TEST_CASE("a token request carries key and secret under the names of this broker") {
  kbroker::broker::EndpointConfig config;
  config.app_key = kbroker::Secret("k");
  config.app_secret = kbroker::Secret("s");
  CHECK(protocol().token_request(config) ==
        R"({"grant_type":"client_credentials","appkey":"k","secretkey":"s"})");
}

TEST_CASE("a token lasts until expires_dt in Korean time") {
  const auto token = protocol().read_token(answer(200, sample::token), now);
  REQUIRE(token.has_value());
  CHECK(token->text.reveal() == "WQJC-first-token");
  CHECK(token->expires == now + 24h);
  CHECK(protocol()
            .read_token(answer(200, R"({"token":"t","expires_dt":"20200101000000","return_code":0})"), now)
            ->expires == now + 6h);
  CHECK(protocol().read_token(answer(200, R"({"return_code":0})"), now).error().code == Errc::broker_error);
  CHECK(
      protocol()
          .read_token(answer(200, sample::refusal(3, "[8001:App Key와 Secret Key 검증에 실패했습니다]")), now)
          .error()
          .code == Errc::auth_failed);
  CHECK(protocol().read_token(answer(401, ""), now).error().hint.find("app key") != std::string::npos);
}
