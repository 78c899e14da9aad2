// The traps of the KIS documents about pages (fact sheet, section 4), one case each.
#include <catch2/catch_test_macros.hpp>

#include <numeric>

#include "call_bench.hpp"
#include "kbroker/base/codec.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/catalog/api_arguments.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using test::code_of;
using test::ScriptedKis;
namespace json = boost::json;

namespace {

constexpr auto balance_id = "kis.domestic_stock.inquire_balance";

/// A page of holdings with its context, padded as KIS pads it.
std::string holdings(std::string code, std::string key, std::string total = "1") {
  key.resize(100, ' ');
  return R"({"ctx_area_fk100":"12345678^01^N^  ","ctx_area_nk100":")" + key + R"(","output1":[{"pdno":")" +
         code + R"(","hldg_qty":"10"}],"output2":[{"tot_evlu_amt":")" + total +
         R"("}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":""})";
}

json::object balance(ScriptedKis& kis, int max_pages = 5) {
  const auto api = *catalog::ApiCatalogue::embedded()->get(balance_id);
  return kis.call(balance_id, catalog::example_arguments(api, date_kst(kis.clock.wall())),
                  {{"max_pages", max_pages}});
}

std::size_t rows(const json::object& answer, std::string_view container) {
  return answer.at("data").at("result").at(container).as_array().size();
}

const json::object& paging(const json::object& answer) {
  return answer.at("data").at("paging").as_object();
}

}  // namespace

TEST_CASE("trap: F and M mean more pages, D, E and nothing mean the last") {
  for (const std::string last : {"D", "E", ""}) {
    ScriptedKis kis;
    kis.token();
    kis.page(holdings("005930", "A"), "F");
    kis.page(holdings("000660", "B"), "M");
    kis.page(holdings("035720", ""), last);
    const auto answer = balance(kis);
    CHECK(rows(answer, "output1") == 3);
    CHECK(paging(answer).at("stopped") == "complete");
    CHECK(kis.transport->unanswered() == 0);
  }
}

TEST_CASE("trap: the first call has a blank tr_cont, the next ones N") {
  ScriptedKis kis;
  kis.token();
  kis.page(holdings("005930", "A"), "F");
  kis.page(holdings("000660", ""), "D");
  balance(kis);
  CHECK(test::header_of(kis.transport->requests().at(1), "tr_cont").empty());
  CHECK(kis.sent("tr_cont") == "N");
}

TEST_CASE("trap: context strings are padded with blanks and go back unchanged") {
  ScriptedKis kis;
  kis.token();
  kis.page(holdings("005930", "NEXT"), "F");
  kis.page(holdings("000660", ""), "D");
  balance(kis);
  std::string key = "NEXT";
  key.resize(100, ' ');
  CHECK(kis.last().url.find("CTX_AREA_NK100=" + percent_encode(key)) != std::string::npos);
  CHECK(kis.last().url.find("CTX_AREA_FK100=" + percent_encode("12345678^01^N^  ")) != std::string::npos);
}

TEST_CASE("trap: the key of the next page may stand in a container") {
  ScriptedKis kis;
  kis.token();
  kis.page(
      R"({"output1":{"index_key":"20261119 000012"},"output2":[{"data_date":"20261120"}],"rt_cd":"0","msg_cd":"","msg1":""})",
      "M");
  kis.page(
      R"({"output1":{"index_key":""},"output2":[{"data_date":"20261119"}],"rt_cd":"0","msg_cd":"","msg1":""})",
      "D");
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.overseas_futureoption.daily_ccnl");
  const auto answer = kis.call(api.id, catalog::example_arguments(api, date_kst(kis.clock.wall())));
  CHECK(code_of(answer) == "success");
  CHECK(kis.last().url.find("INDEX_KEY=" + percent_encode("20261119 000012")) != std::string::npos);
}

TEST_CASE("trap: some APIs only want the same call again with tr_cont N") {
  ScriptedKis kis;
  kis.token();
  kis.page(R"({"output":[{"data_rank":"1"}],"rt_cd":"0","msg_cd":"","msg1":""})", "M");
  kis.page(R"({"output":[{"data_rank":"31"}],"rt_cd":"0","msg_cd":"","msg1":""})", "E");
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.fluctuation");
  REQUIRE(api.paging == catalog::Paging::tr_cont_only);
  const auto answer = kis.call(api.id, catalog::example_arguments(api, date_kst(kis.clock.wall())));
  CHECK(rows(answer, "output") == 2);
  CHECK(kis.sent("tr_cont") == "N");
  CHECK(kis.last().url == kis.transport->requests().at(1).url);
}

TEST_CASE("trap: the same page again means that there is no next one") {
  ScriptedKis kis;
  kis.token();
  for (int i = 0; i < 2; ++i)
    kis.page(R"({"output":[{"data_rank":"1"}],"rt_cd":"0","msg_cd":"","msg1":""})", "M");
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.fluctuation");
  const auto answer =
      kis.call(api.id, catalog::example_arguments(api, date_kst(kis.clock.wall())), {{"max_pages", 9}});
  CHECK(rows(answer, "output") == 1);
  CHECK(paging(answer).at("stopped") == "repeated");
}

TEST_CASE("trap: one object has no next page whatever the header says") {
  ScriptedKis kis;
  kis.token();
  kis.page(R"({"output":{"elw_prpr":"136"},"rt_cd":"0","msg_cd":"","msg1":""})", "M");
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.inquire_elw_price");
  const auto answer =
      kis.call(api.id, catalog::example_arguments(api, date_kst(kis.clock.wall())), {{"max_pages", 9}});
  CHECK(code_of(answer) == "success");
  CHECK(paging(answer).at("stopped") == "complete");
  CHECK(kis.transport->requests().size() == 2);
}

TEST_CASE("trap: a chart gives its newest hundred rows and no next page") {
  ScriptedKis kis;
  const auto bars = [](int count) {
    json::array list;
    for (int i = 0; i < count; ++i)
      list.push_back({{"stck_bsop_date", "20261120"}, {"stck_clpr", std::to_string(98'000 + i)}});
    return to_json_text(json::object{{"output2", list}, {"rt_cd", "0"}, {"msg_cd", ""}, {"msg1", ""}});
  };
  kis.token();
  kis.page(bars(100), "");
  kis.page(bars(99), "");
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.domestic_stock.inquire_daily_itemchartprice");
  const auto params = catalog::example_arguments(api, date_kst(kis.clock.wall()));
  const auto full = kis.call(api.id, params);
  CHECK(paging(full).at("stopped") == "row_limit");
  CHECK(full.at("message").as_string().find("not all") != json::string::npos);
  auto others = params;
  others["FID_INPUT_ISCD"] = "000660";
  CHECK(paging(kis.call(api.id, others)).at("stopped") == "complete");
}

TEST_CASE("trap: older minute bars abroad are asked for by their time") {
  ScriptedKis kis;
  kis.token();
  json::array bars;
  for (int i = 0; i < 120; ++i)
    bars.push_back({{"xymd", "20261119"}, {"xhms", "155900"}, {"last", "281.25"}});
  kis.page(to_json_text(json::object{{"output1", {{"next", "1"}, {"nrec", "120"}}},
                                     {"output2", bars},
                                     {"rt_cd", "0"},
                                     {"msg_cd", ""},
                                     {"msg1", ""}}),
           "M");
  const auto api = *catalog::ApiCatalogue::embedded()->get("kis.overseas_stock.inquire_time_itemchartprice");
  auto params = catalog::example_arguments(api, date_kst(kis.clock.wall()));
  params["KEYB"] = "20261119160000";
  const auto answer = kis.call(api.id, params, {{"max_pages", 3}});
  // The flag `next` is no key: it must not be sent as one.
  CHECK(paging(answer).at("stopped") == "row_limit");
  CHECK(kis.transport->requests().size() == 2);
  CHECK(kis.last().url.find("KEYB=20261119160000") != std::string::npos);
}

TEST_CASE("trap: paging without a cap may not end") {
  ScriptedKis kis;
  kis.token();
  for (int i = 0; i < 3; ++i)
    kis.page(holdings("00593" + std::to_string(i), std::to_string(i)), i == 0 ? "F" : "M");
  const auto answer = balance(kis, 3);
  CHECK(kis.transport->requests().size() == 4);
  CHECK(paging(answer).at("stopped") == "max_pages");
  CHECK(paging(answer).at("rest").as_object().contains("CTX_AREA_NK100"));
}

TEST_CASE("trap: every page counts against the pace") {
  ScriptedKis kis;
  kis.token();
  for (int i = 0; i < 4; ++i)
    kis.page(holdings("00593" + std::to_string(i), std::to_string(i)), i == 3 ? "D" : "M");
  const auto before = kis.clock.steady();
  balance(kis);
  CHECK(kis.clock.steady() - before >= 3 * 200ms - 1ms);  // account data: five calls a second
}

TEST_CASE("trap: totals repeat on every page and the last ones count") {
  ScriptedKis kis;
  kis.token();
  kis.page(holdings("005930", "A", "100"), "F");
  kis.page(holdings("000660", "", "250"), "D");
  const auto answer = balance(kis);
  const auto& totals = answer.at("data").at("result").at("output2").as_array();
  CHECK(totals.back().at("tot_evlu_amt") == 250);
}

TEST_CASE("trap: a page that fails must not pass for the end of the list, nor lose what came before") {
  ScriptedKis kis;
  kis.token();
  kis.page(holdings("005930", "A"), "F");
  kis.refuse("OPSQ2001", 200);
  const auto answer = balance(kis);
  CHECK(code_of(answer) == "success");
  CHECK(rows(answer, "output1") == 1);
  CHECK(paging(answer).at("stopped") == "failed");
}
