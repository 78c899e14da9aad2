// Order books and many prices of Kiwoom; what it is not asked for yet says so.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"

using namespace kbroker;
using namespace kbroker::kiwoom;
using broker::Basis;
using kbroker::test::run;

namespace {

constexpr std::string_view many =
    R"({"atn_stk_infr":[{"stk_cd":"005930_AL","stk_nm":"삼성전자","cur_prc":"-97200","base_pric":"98000","pred_pre":"-800","flu_rt":"-0.82","trde_qty":"13190422","upl_pric":"+127400","lst_pric":"-68600"},{"stk_cd":"","stk_nm":"","cur_prc":""}],"return_code":0})";
constexpr std::string_view book =
    R"({"sel_fpr_bid":"-97300","sel_fpr_req":"18230","sel_2th_pre_bid":"-97400","sel_2th_pre_req":"40118","buy_fpr_bid":"-97200","buy_fpr_req":"9922","tot_sel_req":"402113","tot_buy_req":"388210","return_code":0})";

}  // namespace

TEST_CASE("many prices are asked with the suffix of the venue and told without it") {
  Bench bench("real");
  bench.token();
  bench.reply(many);
  const auto list = run(bench.open()->market().quotes({"005930", "999999"}, Basis::combined, bench.within()));
  REQUIRE(list.has_value());
  REQUIRE(list->value.quotes.size() == 1);
  CHECK(list->value.quotes[0].code == "005930");
  CHECK(list->value.quotes[0].price == Decimal(97'200));
  CHECK(list->value.quotes[0].change == Decimal(-800));
  CHECK(list->value.unknown == std::vector<std::string>{"999999"});
  CHECK(bench.transport->requests().back().body == R"({"stk_cd":"005930_AL|999999_AL"})");
}

TEST_CASE("levels of the book carry direction marks that are no signs") {
  Bench bench("real");
  bench.token();
  bench.reply(book);
  const auto answer = run(bench.open()->market().order_book("005930", Basis::krx, bench.within()));
  REQUIRE(answer.has_value());
  REQUIRE(answer->value.asks.size() == 2);
  CHECK(answer->value.asks[1].price == Decimal(97'400));
  CHECK(answer->value.bids[0].size == 9'922);
  CHECK(answer->value.total_bid == 388'210);
}

TEST_CASE("what is not asked of Kiwoom says so without a call") {
  Bench bench("real");
  const auto broker = bench.open();
  CHECK(run(broker->market().index("KOSPI", bench.within())).error().code == Errc::not_configured);
  CHECK(run(broker->market().investor_flow("005930", bench.within())).error().code == Errc::not_configured);
  CHECK(run(broker->market().ranking(broker::RankingKind::volume, broker::Board::all, bench.within()))
            .error()
            .code == Errc::not_configured);
  CHECK(run(broker->account_reads().buying_power({}, bench.within())).error().code == Errc::not_configured);
  CHECK(bench.transport->requests().empty());
}
