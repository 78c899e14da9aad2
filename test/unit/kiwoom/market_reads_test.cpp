// Order books, many prices, indices, investors and rankings of Kiwoom.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "read_samples.hpp"

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

TEST_CASE("an index is asked by its market and three digits") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::index);
  const auto index = run(bench.open()->market().index("KOSPI200", bench.within()));
  REQUIRE(index.has_value());
  CHECK(index->value.value == Decimal(398'742, 2));
  CHECK(index->value.change == Decimal(-2'115, 2));
  CHECK(index->value.advancing == 301);
  CHECK_FALSE(index->value.volume);
  CHECK(bench.transport->requests().back().body == R"({"mrkt_tp":"2","inds_cd":"201"})");
}

TEST_CASE("sectors of four digits are those of three; other indices are refused without a call") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::index);
  const auto kiwoom = bench.open();
  REQUIRE(run(kiwoom->market().index("1006", bench.within())).has_value());
  CHECK(bench.transport->requests().back().body == R"({"mrkt_tp":"1","inds_cd":"106"})");
  const auto asked = bench.transport->requests().size();
  CHECK(run(kiwoom->market().index("KOSPI50", bench.within())).error().code == Errc::invalid_argument);
  CHECK(bench.transport->requests().size() == asked);
}

TEST_CASE("investors come in shares and in won, which are two calls") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::investors_quantity);
  bench.reply(sample::investors_value);
  const auto flow = run(bench.open()->market().investor_flow("005930", bench.within()));
  REQUIRE(flow.has_value());
  REQUIRE(flow->value.days.size() == 2);
  CHECK(to_iso(flow->value.days[0].date) == "2026-11-20");
  CHECK(flow->value.days[0].foreign == -803'112);
  CHECK(flow->value.days[0].individual_value == Decimal(149'233'000'000));
  CHECK(flow->value.days[1].institution == -40);
}

TEST_CASE("of a whole market the newest day is told, in won") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::sector_investors);
  const auto flow = run(bench.open()->market().investor_flow("KOSPI", bench.within()));
  REQUIRE(flow.has_value());
  REQUIRE(flow->value.days.size() == 1);
  CHECK(flow->value.days[0].foreign_value == Decimal(-78'820'000'000));
  CHECK_FALSE(flow->value.days[0].foreign);
}

TEST_CASE("a ranking leaves blank rows out; by market value Kiwoom has none") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::turnover_ranking);
  const auto kiwoom = bench.open();
  const auto ranking =
      run(kiwoom->market().ranking(broker::RankingKind::turnover, broker::Board::kosdaq, bench.within()));
  REQUIRE(ranking.has_value());
  REQUIRE(ranking->value.stocks.size() == 1);
  CHECK(ranking->value.stocks[0].code == "005930");
  CHECK(ranking->value.stocks[0].turnover == Decimal(1'284'650'000'000));
  CHECK(bench.transport->requests().back().body == R"({"mrkt_tp":"101","mang_stk_incls":"1","stex_tp":"1"})");
  CHECK(run(kiwoom->market().ranking(broker::RankingKind::market_cap, broker::Board::all, bench.within()))
            .error()
            .code == Errc::not_configured);
}
