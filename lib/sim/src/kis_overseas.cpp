// KIS: overseas prices, facts and charts.
#include "candles.hpp"
#include "kis_market.hpp"
#include "overseas_market.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t chart_rows = 100;

std::string money(std::int64_t hundredths) {
  return fixed(Decimal(hundredths, 2), 4);
}

std::string rate_text(std::int64_t change, std::int64_t base) {
  return (change > 0 ? "+" : "") + fixed(percent(change, base), 2);
}

/// Change without its sign, the direction beside it, and the rate with its sign.
void put_overseas_change(json::object& row, std::int64_t price, std::int64_t base) {
  row["sign"] = price == base ? "3" : price > base ? "2" : "5";
  row["diff"] = money(price > base ? price - base : base - price);
  row["rate"] = rate_text(price - base, base);
}

std::optional<OverseasStock> stock_of(const KisRequest& request) {
  auto exchange = request.parameter("EXCD");
  // The day session of the United States lists the same shares.
  if (exchange == "BAQ") exchange = "NAS";
  if (exchange == "BAY") exchange = "NYS";
  if (exchange == "BAA") exchange = "AMS";
  return OverseasStock::find(exchange, request.parameter("SYMB"), request.world.exchange.seed());
}

}  // namespace

KisAnswer kis_overseas_price(const KisRequest& request) {
  KisAnswer answer;
  json::object row;
  for (const auto name :
       {"rsym", "zdiv", "base", "pvol", "last", "sign", "diff", "rate", "tvol", "tamt", "ordy"})
    row[name] = "";
  if (const auto stock = stock_of(request)) {
    const Date date = session_day(request.now);
    const TradingDay session = request.world.exchange.day(stock->instrument(), date);
    const Candle today = session.candle_at(seconds_into(date, request.now));
    row["rsym"] = "D" + std::string(request.parameter("EXCD")) + std::string(request.parameter("SYMB"));
    row["zdiv"] = "4";
    row["base"] = money(session.base_price());
    row["pvol"] =
        number(request.world.exchange.day(stock->instrument(), previous_trading_day(date)).candle().volume);
    row["last"] = money(today.close);
    put_overseas_change(row, today.close, session.base_price());
    row["tvol"] = number(today.volume);
    row["tamt"] = number(today.value / 100);
    row["ordy"] = "매수가능";
  }
  answer.tr_cont = "D";
  answer.body["output"] = std::move(row);
  return answer;
}

KisAnswer kis_overseas_detail(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  auto& row = answer.body["output"].as_object();
  const auto stock = stock_of(request);
  if (!stock) {
    row = blanked(row);
    row["last"] = "";
    return answer;
  }
  const Date date = session_day(request.now);
  const TradingDay session = request.world.exchange.day(stock->instrument(), date);
  const Candle today = session.candle_at(seconds_into(date, request.now));
  row["last"] = money(today.close);
  row["base"] = money(session.base_price());
  row["open"] = money(today.open);
  row["high"] = money(today.high);
  row["low"] = money(today.low);
  row["tvol"] = number(today.volume);
  row["tamt"] = number(today.value / 100);
  row["curr"] = stock->currency();
  // Earnings of a twenty-second of the anchor price, a book value of a quarter.
  const auto anchor = stock->instrument().anchor_price;
  row["epsx"] = money(anchor / 22);
  row["bpsx"] = money(anchor / 4);
  row["perx"] = fixed(Decimal::divide(Decimal(today.close), Decimal(anchor / 22), 2), 2);
  row["pbrx"] = fixed(Decimal::divide(Decimal(today.close), Decimal(anchor / 4), 2), 2);
  row["e_icod"] = "";
  row["e_parp"] = "";
  row["shar"] = number(stock->instrument().listed_shares);
  row["tomv"] = number(stock->instrument().listed_shares / 100 * today.close);
  return answer;
}

KisAnswer kis_overseas_order_book(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto stock = stock_of(request);
  auto& last = answer.body["output1"].as_object();
  auto& row = answer.body["output2"].as_object();
  if (!stock) {
    last = blanked(last);
    row = blanked(row);
    return answer;
  }
  const auto book = request.world.exchange.order_book(stock->instrument(), request.now);
  last["curr"] = stock->currency();
  last["last"] = fixed(Decimal(request.world.exchange.quote(stock->instrument(), request.now).price(), 2), 4);
  last["avol"] = number(book.total_ask);
  last["bvol"] = number(book.total_bid);
  // Ten levels in the United States, one elsewhere.
  const std::size_t shown = stock->currency() == "USD" ? 10 : 1;
  for (std::size_t i = 0; i < book.asks.size(); ++i) {
    const auto level = std::to_string(i + 1);
    row["pask" + level] = fixed(Decimal(i < shown ? book.asks[i].price : 0, 2), 4);
    row["pbid" + level] = fixed(Decimal(i < shown ? book.bids[i].price : 0, 2), 4);
    row["vask" + level] = number(i < shown ? book.asks[i].size : 0);
    row["vbid" + level] = number(i < shown ? book.bids[i].size : 0);
  }
  return answer;
}

KisAnswer kis_overseas_chart(const KisRequest& request) {
  const auto kind = request.parameter("GUBN");
  const auto period = kind == "1" ? Period::week : kind == "2" ? Period::month : Period::day;
  json::array rows;
  if (const auto stock = stock_of(request)) {
    const auto newest = parse_date(request.parameter("BYMD")).value_or(session_day(request.now));
    for (const auto& [candle, previous_close] : chart(request.world.exchange, stock->instrument(), period,
                                                      first_listed_day, newest, chart_rows, request.now)) {
      json::object row{{"xymd", to_yyyymmdd(candle.date)}, {"clos", money(candle.close)}};
      put_overseas_change(row, candle.close, previous_close);
      row["open"] = money(candle.open);
      row["high"] = money(candle.high);
      row["low"] = money(candle.low);
      row["tvol"] = number(candle.volume);
      row["tamt"] = number(candle.value / 100);
      rows.push_back(std::move(row));
    }
  }
  KisAnswer answer;
  answer.tr_cont = "D";
  answer.body["output1"] = json::object{
      {"rsym", "D" + std::string(request.parameter("EXCD")) + std::string(request.parameter("SYMB"))},
      {"zdiv", "4"},
      {"nrec", number(static_cast<std::int64_t>(rows.size()))}};
  answer.body["output2"] = std::move(rows);
  return answer;
}

KisAnswer kis_overseas_register(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  static constexpr std::pair<std::string_view, std::string_view> exchanges[] = {
      {"512", "NAS"}, {"513", "NYS"}, {"529", "AMS"}, {"515", "TSE"}, {"501", "HKS"},
      {"551", "SHS"}, {"552", "SZS"}, {"507", "HNX"}, {"508", "HSX"}};
  for (const auto& [type, exchange] : exchanges) {
    if (type != request.parameter("PRDT_TYPE_CD")) continue;
    const auto stock =
        OverseasStock::find(exchange, request.parameter("PDNO"), request.world.exchange.seed());
    auto& row = answer.body["output"].as_object();
    if (stock) {
      row["prdt_name"] = row["prdt_eng_name"] = row["ovrs_item_name"] = stock->name();
      row["tr_crcy_cd"] = stock->currency();
      row["prdt_clsf_name"] = "해외주식";
      row["std_pdno"] = "";
      row["lstg_dt"] = to_yyyymmdd(first_listed_day);
    }
  }
  return answer;
}

}  // namespace kbroker::sim
