// Order books, many prices, indices, investors and rankings: what is asked, and what is read from the answer.
#include <catch2/catch_test_macros.hpp>

#include "bench.hpp"
#include "market_samples.hpp"

using namespace kbroker;
using namespace kbroker::kis;
using broker::Basis;
using broker::Board;
using broker::RankingKind;
using kbroker::test::header_of;
using kbroker::test::run;

TEST_CASE("many prices come in calls of thirty, and unknown codes are named") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::many_prices);
  bench.reply(sample::many_prices);
  std::vector<std::string> codes{"005930", "999999"};
  for (int i = 0; i < 29; ++i) codes.push_back(std::to_string(100'000 + i));
  const auto list = run(bench.open()->market().quotes(codes, Basis::combined, bench.within()));
  REQUIRE(list.has_value());
  REQUIRE(list->value.quotes.size() == 1);
  const auto& quote = list->value.quotes.front();
  CHECK(quote.code == "005930");
  CHECK(quote.name == "삼성전자");
  CHECK(quote.price == Decimal(97'200));
  CHECK(quote.change == Decimal(-800));
  CHECK(quote.previous_close == Decimal(98'000));
  CHECK(quote.upper_limit == Decimal(127'400));
  CHECK(quote.basis == Basis::combined);
  CHECK(list->value.unknown.size() == 30);
  CHECK(bench.transport->count("intstock-multprice") == 2);
  const auto& second = bench.transport->requests().back().url;
  CHECK(second.find("FID_COND_MRKT_DIV_CODE_1=UN&FID_INPUT_ISCD_1=100028&") != std::string::npos);
  CHECK(second.find("FID_COND_MRKT_DIV_CODE_30=&FID_INPUT_ISCD_30=") != std::string::npos);
}

TEST_CASE("paper has no call for many prices") {
  Bench bench("paper");
  const auto list = run(bench.open()->market().quotes({"005930"}, Basis::krx, bench.within()));
  CHECK(list.error().code == Errc::not_on_paper);
  CHECK(bench.transport->requests().empty());
}

TEST_CASE("an order book has its levels, best first") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::order_book);
  const auto book = run(bench.open()->market().order_book("005930", Basis::krx, bench.within()));
  REQUIRE(book.has_value());
  REQUIRE(book->value.asks.size() == 2);
  CHECK(book->value.asks[0].price == Decimal(97'300));
  CHECK(book->value.asks[0].size == 18'230);
  CHECK(book->value.bids[1].price == Decimal(97'100));
  CHECK(book->value.bids[1].size == 33'004);
  CHECK(book->value.total_ask == 402'113);
  CHECK(book->value.total_bid == 388'210);
  CHECK(book->value.price == Decimal(97'200));
  // The auction is over while trading is continuous.
  CHECK_FALSE(book->value.expected_price);
}

TEST_CASE("an unknown code has a blank order book") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::unknown_order_book);
  const auto book = run(bench.open()->market().order_book("999999", Basis::krx, bench.within()));
  CHECK(book.error().code == Errc::unknown_symbol);
}

TEST_CASE("an index counts volume in thousand shares and turnover in million won") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::index_price);
  const auto index = run(bench.open()->market().index("KOSPI", bench.within()));
  REQUIRE(index.has_value());
  CHECK(index->value.value == Decimal(398'742, 2));
  CHECK(index->value.change == Decimal(-2'115, 2));
  CHECK(index->value.volume == 312'455'000);
  CHECK(index->value.turnover == Decimal(9'120'344'000'000));
  CHECK(index->value.advancing == 301);
  CHECK(index->value.declining == 574);
  CHECK(bench.transport->requests().back().url.ends_with("FID_INPUT_ISCD=0001"));
}

TEST_CASE("paper reads an index from its chart") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::index_chart);
  const auto index = run(bench.open()->market().index("KOSDAQ", bench.within()));
  REQUIRE(index.has_value());
  CHECK(index->value.change == Decimal(-2'115, 2));
  CHECK_FALSE(index->value.volume);
  CHECK(header_of(bench.transport->requests().back(), "tr_id") == "FHKUP03500100");
  CHECK(bench.transport->requests().back().url.find("FID_INPUT_ISCD=1001") != std::string::npos);
}

TEST_CASE("an index abroad comes with the session it is of, on paper too") {
  Bench bench("paper");
  bench.token();
  bench.reply(sample::world_index);
  const auto index = run(bench.open()->market().index("JP#NI225", bench.within()));
  REQUIRE(index.has_value());
  CHECK(index->value.value == Decimal(5'030'014, 2));
  CHECK(index->value.change == Decimal(-51'230, 2));
  CHECK(index->value.change_rate == Decimal(-101, 2));
  CHECK(index->value.high == Decimal(5'079'051, 2));
  CHECK(index->value.date == parse_date("20261119"));
  CHECK_FALSE(index->value.volume);
  const auto& request = bench.transport->requests().back();
  CHECK(header_of(request, "tr_id") == "FHKST03030100");
  CHECK(request.url.find("FID_COND_MRKT_DIV_CODE=N&FID_INPUT_ISCD=JP%23NI225&FID_INPUT_DATE_1=20261106&") !=
        std::string::npos);
}

TEST_CASE("an index nobody knows is refused, what cannot be one before anything is sent") {
  Bench bench("real");
  const auto impossible = run(bench.open()->market().index("없는지수", bench.within()));
  CHECK(impossible.error().code == Errc::unknown_symbol);
  CHECK(bench.transport->requests().empty());
  bench.token();
  bench.reply(sample::unknown_world_index);
  const auto unknown = run(bench.open()->market().index("NIKKEI", bench.within()));
  CHECK(unknown.error().code == Errc::unknown_symbol);
  CHECK(unknown.error().hint.find("search_stocks") != std::string::npos);
}

TEST_CASE("investors of a day that is not over are left out") {
  Bench bench("real");
  bench.token();
  bench.reply(sample::investors);
  const auto flow = run(bench.open()->market().investor_flow("005930", bench.within()));
  REQUIRE(flow.has_value());
  REQUIRE(flow->value.days.size() == 1);
  const auto& day = flow->value.days.front();
  CHECK(to_iso(day.date) == "2026-11-19");
  CHECK(day.foreign == -803'112);
  CHECK(day.foreign_value == Decimal(-78'820'000'000));
  CHECK(day.individual == 1'520'331);
}

TEST_CASE("a ranking skips rows without an instrument and keeps units in won") {
  Bench bench("real");
  bench.token();
  SECTION("gainers") {
    bench.reply(sample::gainers);
    const auto ranking =
        run(bench.open()->market().ranking(RankingKind::gainers, Board::kosdaq, bench.within()));
    REQUIRE(ranking.has_value());
    REQUIRE(ranking->value.stocks.size() == 1);
    CHECK(ranking->value.stocks[0].code == "123456");
    CHECK(ranking->value.stocks[0].change_rate == Decimal(30));
    const auto& url = bench.transport->requests().back().url;
    CHECK(url.find("fid_input_iscd=1001&fid_rank_sort_cls_code=0&") != std::string::npos);
    CHECK(url.find("fid_prc_cls_code=1&") != std::string::npos);
  }
  SECTION("market cap") {
    bench.reply(sample::market_caps);
    const auto ranking =
        run(bench.open()->market().ranking(RankingKind::market_cap, Board::all, bench.within()));
    REQUIRE(ranking.has_value());
    CHECK(ranking->value.stocks.at(0).market_cap == Decimal(575'388'800'000'000));
  }
}
