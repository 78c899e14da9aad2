// What the tools of the market answer: batches with partial failures, order books, indices, investors, ranks.
#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/json_text.hpp"
#include "temporary_directory.hpp"
#include "tool_services.hpp"
#include "zip_file.hpp"

using namespace kbroker;
using broker::Environment;
namespace json = boost::json;

namespace {

broker::Quote quote(std::string code, std::int64_t price, WallTime time) {
  broker::Quote made;
  made.code = std::move(code);
  made.price = Decimal(price);
  made.change = Decimal(-800);
  made.change_rate = Decimal(-82, 2);
  made.volume = 1'000;
  made.time = time;
  return made;
}

broker::InvestorDay investors(const char* day, std::int64_t foreign) {
  broker::InvestorDay made;
  made.date = *parse_date(day);
  made.foreign = foreign;
  made.foreign_value = Decimal(foreign * 100'000);
  return made;
}

}  // namespace

TEST_CASE("a batch answers what it can and names what failed") {
  test::ToolServices world;
  broker::QuoteList list;
  list.quotes = {quote("005930", 97'200, world.clock.wall()), quote("035720", 41'350, world.clock.wall())};
  list.unknown = {"999999"};
  list.time = world.clock.wall();
  world.broker->market_reads.next_quotes = broker::Answer<broker::QuoteList>(list, Environment::real);
  const auto envelope = world.call(tools::make_get_stock_prices(world.services),
                                   {{"stock_codes", {"005930", "카카오", "999999", "삼성", "삼성전자"}}});
  INFO(to_json_text(envelope));
  CHECK(envelope.at("success").as_bool());
  const auto& data = envelope.at("data");
  // The name of an instrument that was given by code is not asked twice.
  CHECK(world.broker->market_reads.asked_codes == std::vector<std::string>{"005930", "035720", "999999"});
  REQUIRE(data.at("prices").as_array().size() == 2);
  CHECK(data.at("prices").at(1).at("stock_code").as_string() == "035720");
  REQUIRE(data.at("failures").as_array().size() == 2);
  CHECK(data.at("failures").at(0).at("stock_code").as_string() == "999999");
  CHECK(data.at("failures").at(1).at("stock_code").as_string() == "삼성");
  CHECK(data.at("failures").at(1).at("code").as_string() == "unknown_symbol");
  CHECK(envelope.at("message").as_string() == "삼성전자 97,200원, 카카오 41,350원 (실패 2종목)");
}

TEST_CASE("a batch that only the real host offers is asked one by one") {
  test::ToolServices world;
  world.broker->market_reads.next_quotes = Error(Errc::not_on_paper, "only on the real host");
  world.broker->next_quote =
      broker::Answer<broker::Quote>(quote("005930", 97'200, world.clock.wall()), Environment::paper);
  const auto envelope = world.call(tools::make_get_stock_prices(world.services),
                                   {{"stock_codes", {"005930", "000660", "035720", "035420", "005380"}}});
  INFO(to_json_text(envelope));
  CHECK(envelope.at("data").at("prices").as_array().size() == 5);
  CHECK(world.broker->asked_quotes.size() == 5);
  CHECK(envelope.at("environment").as_string() == "paper");
}

TEST_CASE("overseas instruments of a batch go to KIS one by one, and Kiwoom is told apart") {
  test::ToolServices world;
  auto apple = quote("NASDAQ:AAPL", 283, world.clock.wall());
  apple.currency = "USD";
  world.broker->next_quote = broker::Answer<broker::Quote>(apple, Environment::real);
  const auto tool = tools::make_get_stock_prices(world.services);
  const auto envelope = world.call(tool, {{"stock_codes", {"AAPL"}}});
  INFO(to_json_text(envelope));
  CHECK(world.broker->asked_quotes == std::vector<std::string>{"US:AAPL"});
  CHECK(envelope.at("data").at("prices").at(0).at("currency").as_string() == "USD");
  const auto refused = world.call(tool, {{"stock_codes", {"AAPL"}}, {"broker", "kiwoom"}});
  CHECK(refused.at("error").at("code").as_string() == "invalid_argument");
}

TEST_CASE("a batch that cannot be asked is invented and says so") {
  test::ToolServices world;
  const auto envelope =
      world.call(tools::make_get_stock_prices(world.services), {{"stock_codes", {"005930", "000660"}}});
  CHECK(envelope.at("source").as_string() == "sample");
  CHECK(envelope.at("data").at("prices").as_array().size() == 2);
}

TEST_CASE("an order book is never invented") {
  test::ToolServices world;
  const auto tool = tools::make_get_order_book(world.services);
  CHECK(world.call(tool, {{"stock_code", "005930"}}).at("error").at("code").as_string() ==
        "broker_unavailable");
  broker::OrderBook book;
  book.code = "005930";
  book.asks = {{Decimal(97'300), 18'230}, {Decimal(97'400), 40'118}};
  book.bids = {{Decimal(97'200), 9'922}};
  book.time = world.clock.wall();
  world.broker->market_reads.next_book = broker::Answer<broker::OrderBook>(book, Environment::real);
  const auto envelope = world.call(tool, {{"stock_code", "삼성전자"}});
  CHECK(envelope.at("message").as_string() ==
        "삼성전자(005930) 매도 97,300원 18,230주, 매수 97,200원 9,922주");
  CHECK(envelope.at("data").at("asks").at(1).at("size").as_int64() == 40'118);
  CHECK(world.call(tool, {{"stock_code", "삼성전자"}}).at("source").as_string() == "cache");
  world.broker->market_reads.next_book.reset();
  world.clock.advance(std::chrono::seconds(30));
  CHECK(world.call(tool, {{"stock_code", "삼성전자"}}).at("source").as_string() == "stale");
}

TEST_CASE("indices are asked for by their Korean names too") {
  test::ToolServices world;
  broker::MarketIndex index;
  index.code = "KOSPI";
  index.value = Decimal(398'742, 2);
  index.change = Decimal(-2'115, 2);
  index.change_rate = Decimal(-53, 2);
  index.time = world.clock.wall();
  world.broker->market_reads.next_index = broker::Answer<broker::MarketIndex>(index, Environment::real);
  const auto tool = tools::make_get_market_index(world.services);
  const auto envelope = world.call(tool, {{"indices", {"코스피 200", "kosdaq"}}});
  INFO(to_json_text(envelope));
  CHECK(world.broker->market_reads.asked_codes == std::vector<std::string>{"KOSPI200", "KOSDAQ"});
  const auto three = world.call(tool, {});
  CHECK(three.at("data").at("indices").as_array().size() == 3);
  CHECK(three.at("message").as_string().starts_with("코스피 3,987.42 (-0.53%)"));
}

TEST_CASE("indices abroad go to KIS by what people call them, by code, and by the names of the list") {
  test::ToolServices world;
  broker::MarketIndex index;
  index.code = "JP#NI225";
  index.name = "일본니케이 225지수";
  index.value = Decimal(5'030'014, 2);
  index.change_rate = Decimal(-101, 2);
  index.date = parse_date("20261119");
  index.time = world.clock.wall();
  auto& market = world.broker->market_reads;
  market.next_index = broker::Answer<broker::MarketIndex>(index, Environment::real);
  const auto tool = tools::make_get_market_index(world.services);
  const json::array asked{"S&P 500", "nasdaq", "다우", "니케이", "hk#hs", "Shanghai Composite"};
  const auto envelope = world.call(tool, {{"indices", asked}});
  INFO(to_json_text(envelope));
  CHECK(market.asked_codes == std::vector<std::string>{"SPX", "COMP", ".DJI", "JP#NI225", "HK#HS", "SHANG"});
  const auto& row = envelope.at("data").at("indices").at(0);
  CHECK(row.at("name") == "니케이225");
  CHECK(row.at("date") == "2026-11-19");
  market.asked_codes.clear();
  std::ignore = world.call(tool, {{"indices", {"독일 DAX", "PHLX Semiconductor", "KRX100", "0013"}}});
  CHECK(market.asked_codes == std::vector<std::string>{"GR#DAX", "SOX", "KRX100", "0013"});
  const auto kiwoom = world.call(tool, {{"indices", {"나스닥"}}, {"broker", "kiwoom"}});
  CHECK(kiwoom.at("error").at("code") == "invalid_argument");
}

TEST_CASE("the sizes of futures are contracts") {
  test::ToolServices world;
  broker::OrderBook book;
  book.code = "A01612";
  book.asks = {{Decimal(54'125, 2), 33}};
  book.time = world.clock.wall();
  world.broker->market_reads.next_book = broker::Answer<broker::OrderBook>(book, Environment::real);
  const auto envelope = world.call(tools::make_get_order_book(world.services), {{"stock_code", "A01612"}});
  const auto message = std::string(envelope.at("message").as_string());
  CHECK(message.find(" 33계약, 매수 없음") != std::string::npos);
}

TEST_CASE("investors come for an instrument or a whole market, as many days as asked for") {
  test::ToolServices world;
  broker::InvestorFlow flow;
  flow.days = {investors("20261119", -803'112), investors("20261118", 5)};
  flow.time = world.clock.wall();
  world.broker->market_reads.next_flow = broker::Answer<broker::InvestorFlow>(flow, Environment::real);
  const auto tool = tools::make_get_investor_flow(world.services);
  const auto market = world.call(tool, {{"stock_code", "코스피"}, {"days", 1}});
  CHECK(world.broker->market_reads.asked_codes == std::vector<std::string>{"KOSPI"});
  CHECK(market.at("data").at("days").as_array().size() == 1);
  CHECK(market.at("message").as_string() ==
        "코스피 2026-11-19 순매수: 외국인 -803억원, 기관 알 수 없음, 개인 알 수 없음");
  world.call(tool, {{"stock_code", "SK하이닉스"}});
  CHECK(world.broker->market_reads.asked_codes == std::vector<std::string>{"000660"});
}

TEST_CASE("a ranking is cut to the rows asked for") {
  test::ToolServices world;
  broker::Ranking ranking;
  ranking.kind = broker::RankingKind::gainers;
  for (int i = 1; i <= 30; ++i) {
    broker::RankedStock stock;
    stock.rank = i;
    stock.code = std::to_string(100'000 + i);
    stock.name = "종목" + std::to_string(i);
    stock.price = Decimal(1'000);
    stock.change_rate = Decimal(30 - i);
    ranking.stocks.push_back(stock);
  }
  ranking.time = world.clock.wall();
  world.broker->market_reads.next_ranking = broker::Answer<broker::Ranking>(ranking, Environment::real);
  const auto envelope =
      world.call(tools::make_get_ranking(world.services), {{"by", "gainers"}, {"count", 3}});
  CHECK(envelope.at("data").at("stocks").as_array().size() == 3);
  CHECK(envelope.at("message").as_string() == "상승률 상위: 종목1 (+29%), 종목2 (+28%), 종목3 (+27%)");
}

TEST_CASE("a name that only an overseas share has leads to it, one of Korean shares never leaves them") {
  test::ToolServices world;
  const auto tool = tools::make_get_stock_price(world.services);
  std::ignore = world.call(tool, {{"stock_code", "애플"}});
  CHECK(world.broker->asked_quotes == std::vector<std::string>{"NASDAQ:AAPL"});
  for (const auto* share_class : {"BRK.A", "BRK-A", "BRK/A", "US:BRK.A"}) {
    INFO(share_class);
    std::ignore = world.call(tool, {{"stock_code", share_class}});
    CHECK(world.broker->asked_quotes.back() == "NYSE:BRK/A");
  }
  std::ignore = world.call(tool, {{"stock_code", "버크셔"}});
  CHECK(world.broker->asked_quotes.back() == "NYSE:BRK/B");
  std::ignore = world.call(tool, {{"stock_code", "HEI.A"}});
  CHECK(world.broker->asked_quotes.back() == "US:HEI/A");
  const auto ambiguous = world.call(tool, {{"stock_code", "삼성"}});
  CHECK(ambiguous.at("error").at("code").as_string() == "unknown_symbol");
  std::ignore = world.call(tool, {{"stock_code", "kr103502ga34"}});
  CHECK(world.broker->asked_quotes.back() == "KR103502GA34");
}

TEST_CASE("instruments of every master are found, Korean shares first") {
  test::ToolServices world;
  const auto tool = tools::make_search_stocks(world.services);
  const auto first = [&](json::object arguments) {
    const auto answer = world.call(tool, std::move(arguments));
    const auto& row = answer.at("data").at("results").at(0);
    return std::string(row.at("stock_code").as_string()) + " " + std::string(row.at("kind").as_string());
  };
  CHECK(first({{"query", "삼성전자"}}) == "005930 stock");
  CHECK(first({{"query", "삼성전자 선물"}, {"market", "other"}}) == "A11612 future");
  CHECK(first({{"query", "엔비디아"}}) == "NASDAQ:NVDA stock");
  CHECK(first({{"query", "국고채권03500-3406"}}) == "KR103502GA34 bond");
  CHECK(first({{"query", "57LA50"}}) == "57LA50 elw");
  CHECK(first({{"query", "2차전지"}, {"market", "other"}}) == "002 theme");
  for (const auto& [symbol, code] :
       {std::pair("MSFT", "NASDAQ:MSFT"), std::pair("nvda", "NASDAQ:NVDA"), std::pair("AAPL", "NASDAQ:AAPL"),
        std::pair("GOOGL", "NASDAQ:GOOGL"), std::pair("SPY", "AMEX:SPY"), std::pair("US:AAPL", "NASDAQ:AAPL"),
        std::pair("7203", "TSE:7203"), std::pair("7203.T", "TSE:7203"), std::pair("0700.HK", "HKEX:00700"),
        std::pair("00700", "HKEX:00700"), std::pair("600519", "SSE:600519"), std::pair("BRK/B", "NYSE:BRK/B"),
        std::pair("BRK.B", "NYSE:BRK/B"), std::pair("BRK.A", "NYSE:BRK/A"), std::pair("5930", "005930")}) {
    INFO(symbol);
    const auto answer = world.call(tool, {{"query", symbol}});
    const auto& row = answer.at("data").at("results").at(0);
    CHECK(row.at("stock_code").as_string() == code);
    CHECK(row.at("why").as_string() == "code");
  }
  const auto initials = world.call(tool, {{"query", "ㅅㅅㅈㅈ"}, {"limit", 2}});
  CHECK(initials.at("data").at("results").at(1).at("stock_code").as_string() == "005935");
}

TEST_CASE("a contract that is listed for the day and for the night is found once") {
  const test::TemporaryDirectory lists;
  const auto list = [&](const char* name, std::string_view lines) {
    lists.write(name, test::zip_file(test::ZipSpec(lines)));
  };
  const auto tail = std::string(32, ' ') + " 00000.0012001     KOSPI200\n";
  list("fo_idx_code_mts.mst.zip", "1|A01612|KR4A016C0004|F 202612| |00000.00|1|2001|KOSPI200\n");
  list("fo_cme_code.mst.zip", "1A01612   KR4A016C0004F 202612" + tail);
  test::ToolServices world({}, {.others = true, .directory = lists.path()});
  world.master.load_from_disk();
  REQUIRE(world.master.others().size() == 2);
  const auto search = tools::make_search_stocks(world.services);
  const auto found = world.call(search, {{"query", "코스피200 선물"}, {"market", "other"}});
  CHECK(found.at("data").at("count").to_number<int>() == 1);
  CHECK(found.at("data").at("results").at(0).at("stock_code").as_string() == "A01612");
  // Nor is its name ambiguous.
  std::ignore =
      world.call(tools::make_get_stock_price(world.services), {{"stock_code", "코스피200 선물 2612"}});
  REQUIRE(!world.broker->asked_quotes.empty());
  CHECK(world.broker->asked_quotes.back() == "A01612");
}
