// Kiwoom: what the APIs answer.
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
  REQUIRE(body.at("return_code").as_int64() == 0);
  return body;
}

std::int64_t magnitude(const json::object& object, std::string_view key) {
  return std::abs(whole(object, key));
}

}  // namespace

TEST_CASE("Kiwoom answers a price with direction marks and echoes the suffix") {
  Market market;
  const auto suffix = GENERATE("", "_NX", "_AL");
  const auto body = good(market.kiwoom_real.answer(market.kiwoom_call(
      market.kiwoom_real, "ka10001", "stkinfo", R"({"stk_cd":"005930)" + std::string(suffix) + "\"}")));
  const auto venue = std::string_view(suffix).empty()    ? Venue::krx
                     : std::string_view(suffix) == "_NX" ? Venue::nxt
                                                         : Venue::combined;
  const auto quote = market.exchange.quote(*market.exchange.find("005930"), market.clock.wall(), venue);
  CHECK(text(body, "stk_cd") == "005930" + std::string(suffix));
  CHECK(text(body, "stk_nm") == "삼성전자");
  CHECK(magnitude(body, "cur_prc") == quote.price());
  CHECK(whole(body, "base_pric") == quote.base);
  CHECK(whole(body, "pred_pre") == quote.change());
  CHECK(whole(body, "trde_qty") == quote.today.volume);
  CHECK(text(body, "upl_pric").front() == '+');
  CHECK(text(body, "lst_pric").front() == '-');
  for (const auto key : {"cur_prc", "high_pric", "low_pric", "open_pric"}) {
    const auto price = magnitude(body, key);
    const char mark = text(body, key).front();
    if (price > quote.base) CHECK(mark == '+');
    if (price < quote.base) CHECK(mark == '-');
  }
}

TEST_CASE("Kiwoom's charts agree with the quote, newest first") {
  struct Case {
    std::string_view id, list;
  };
  const auto chart =
      GENERATE(Case{"ka10081", "stk_dt_pole_chart_qry"}, Case{"ka10082", "stk_stk_pole_chart_qry"},
               Case{"ka10083", "stk_mth_pole_chart_qry"}, Case{"ka10094", "stk_yr_pole_chart_qry"});
  Market market;
  const auto body = good(market.kiwoom_real.answer(
      market.kiwoom_call(market.kiwoom_real, chart.id, "chart",
                         R"({"stk_cd":"005930_AL","base_dt":"20261120","upd_stkpc_tp":"1"})")));
  const auto& rows = body.at(chart.list).as_array();
  REQUIRE(rows.size() > 10);
  CHECK(text(body, "stk_cd") == "005930_AL");
  const auto quote = market.exchange.quote(*market.exchange.find("005930"), market.clock.wall());
  CHECK(whole(rows[0].as_object(), "cur_prc") == quote.price());
  CHECK(text(rows[0].as_object(), "dt") > text(rows[1].as_object(), "dt"));
}

TEST_CASE("Kiwoom continues a chart with the next key, without gap or repetition") {
  Market market;
  const auto minutes = GENERATE(false, true);
  Call call = minutes ? market.kiwoom_call(market.kiwoom_real, "ka10080", "chart",
                                           R"({"stk_cd":"005930","tic_scope":"1","upd_stkpc_tp":"1"})")
                      : market.kiwoom_call(market.kiwoom_real, "ka10081", "chart",
                                           R"({"stk_cd":"005930","base_dt":"20261120","upd_stkpc_tp":"1"})");
  const auto list = minutes ? "stk_min_pole_chart_qry" : "stk_dt_pole_chart_qry";
  const auto key = minutes ? "cntr_tm" : "dt";
  std::vector<std::string> seen;
  for (int page = 0; page < 3; ++page) {
    const auto response = market.kiwoom_real.answer(call);
    const auto body = good(response);
    for (const auto& row : body.at(list).as_array()) seen.push_back(text(row.as_object(), key));
    REQUIRE(header_of(response, "cont-yn") == "Y");
    CHECK(header_of(response, "api-id") == call.header("api-id"));
    call.headers["cont-yn"] = "Y";
    call.headers["next-key"] = header_of(response, "next-key");
    market.clock.advance(std::chrono::milliseconds(1100));
  }
  CHECK(seen.size() == (minutes ? 2700u : 1800u));
  CHECK(std::is_sorted(seen.rbegin(), seen.rend()));
  CHECK(std::set<std::string>(seen.begin(), seen.end()).size() == seen.size());
  if (minutes) {
    CHECK(seen[0] == "20261120101500");
    // 76 bars of today, then the closing auction and 380 minutes of each day before.
    CHECK(seen[76] == "20261119153000");
    CHECK(seen[76 + 381] == "20261118153000");
  }
}

TEST_CASE("the last page of a Kiwoom list says that nothing follows") {
  Market market;
  const auto response = market.kiwoom_real.answer(
      market.kiwoom_call(market.kiwoom_real, "ka10081", "chart",
                         R"({"stk_cd":"005930","base_dt":"20100301","upd_stkpc_tp":"1"})"));
  good(response);
  CHECK(header_of(response, "cont-yn") == "N");
  CHECK(header_of(response, "next-key").empty());
}

TEST_CASE("Kiwoom answers an order book and an instrument") {
  Market market;
  const auto book = good(market.kiwoom_real.answer(
      market.kiwoom_call(market.kiwoom_real, "ka10004", "mrkcond", R"({"stk_cd":"005930"})")));
  CHECK(magnitude(book, "buy_fpr_bid") < magnitude(book, "sel_fpr_bid"));
  CHECK(magnitude(book, "sel_2th_pre_bid") < magnitude(book, "sel_10th_pre_bid"));
  CHECK(text(book, "bid_req_base_tm") == "101530");
  const auto one = good(market.kiwoom_real.answer(
      market.kiwoom_call(market.kiwoom_real, "ka10100", "stkinfo", R"({"stk_cd":"247540"})")));
  CHECK(text(one, "name") == "에코프로비엠");
  CHECK(text(one, "marketName") == "코스닥");
  CHECK(text(one, "lastPrice").size() == 8);
}

TEST_CASE("Kiwoom lists the instruments of a market") {
  const Exchange exchange(1, 1, master());
  Market market;
  const auto body = good(market.kiwoom_real.answer(
      market.kiwoom_call(market.kiwoom_real, "ka10099", "stkinfo", R"({"mrkt_tp":"10"})")));
  std::size_t kosdaq = 0;
  for (const auto& instrument : market.exchange.listed())
    if (instrument.symbol->market == catalog::Market::kosdaq && instrument.symbol->kind == "ST") ++kosdaq;
  CHECK(kosdaq > 0);
  CHECK(body.at("list").as_array().size() == kosdaq);
  for (const auto& row : body.at("list").as_array()) CHECK(text(row.as_object(), "marketCode") == "10");
}

TEST_CASE("Kiwoom's account answers agree with one another and carry its number formats") {
  Market market(sixty_holdings());
  const auto number =
      good(market.kiwoom_real.answer(market.kiwoom_call(market.kiwoom_real, "ka00001", "acnt", "{}")));
  CHECK(text(number, "acctNo") == std::string(demo_account) + "10");
  const auto deposit = good(market.kiwoom_real.answer(
      market.kiwoom_call(market.kiwoom_real, "kt00001", "acnt", R"({"qry_tp":"3"})")));
  CHECK(text(deposit, "entr") == "000000005120340");

  Call call =
      market.kiwoom_call(market.kiwoom_real, "kt00018", "acnt", R"({"qry_tp":"1","dmst_stex_tp":"KRX"})");
  std::set<std::string> codes;
  for (int page = 0; page < 3; ++page) {
    const auto response = market.kiwoom_real.answer(call);
    const auto body = good(response);
    CHECK(text(body, "tot_evlt_amt").size() == 15);
    CHECK(whole(body, "tot_evlt_pl") == whole(body, "tot_evlt_amt") - whole(body, "tot_pur_amt"));
    CHECK(whole(body, "prsm_dpst_aset_amt") == whole(body, "tot_evlt_amt") + whole(deposit, "entr"));
    for (const auto& row : body.at("acnt_evlt_remn_indv_tot").as_array()) {
      codes.insert(text(row.as_object(), "stk_cd"));
      CHECK(text(row.as_object(), "stk_cd").front() == 'A');
      CHECK(whole(row.as_object(), "evlt_amt") ==
            whole(row.as_object(), "cur_prc") * whole(row.as_object(), "rmnd_qty"));
    }
    CHECK(header_of(response, "cont-yn") == (page < 2 ? "Y" : "N"));
    call.headers["cont-yn"] = "Y";
    call.headers["next-key"] = header_of(response, "next-key");
    market.clock.advance(std::chrono::milliseconds(1100));
  }
  CHECK(codes.size() == 60);
}
