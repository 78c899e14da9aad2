// KIS: an index now and its days.
#include <array>

#include "candles.hpp"
#include "kis_market.hpp"
#include "market_index.hpp"
#include "noise.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t chart_rows = 100;

void put_points(json::object& row, const IndexDay& day) {
  row["bstp_nmix_prpr"] = fixed(day.close, 2);
  row["bstp_nmix_oprc"] = fixed(day.open, 2);
  row["bstp_nmix_hgpr"] = fixed(day.high, 2);
  row["bstp_nmix_lwpr"] = fixed(day.low, 2);
  row["acml_vol"] = number(day.volume / 1'000);
  row["acml_tr_pbmn"] = number(day.value / 1'000'000);
}

void put_index_change(json::object& row, const IndexDay& day) {
  const auto change = day.close - day.previous_close;
  row["bstp_nmix_prdy_vrss"] = fixed(change, 2);
  row["prdy_vrss_sign"] = change.is_zero() ? "3" : change > Decimal() ? "2" : "5";
  row["bstp_nmix_prdy_ctrt"] =
      fixed(percent(change.rounded(2).units(), day.previous_close.rounded(2).units()), 2);
}

struct WorldIndex {
  std::string_view symbol, name;
  std::int64_t points;  ///< hundredths
};
constexpr auto world_indices = std::to_array<WorldIndex>({{"SPX", "S&P 500", 672'000},
                                                          {"COMP", "나스닥 종합", 2'285'000},
                                                          {"NDX", "나스닥 100", 2'510'000},
                                                          {".DJI", "다우존스 산업", 4'680'000},
                                                          {"SOX", "필라델피아 반도체", 692'000},
                                                          {"JP#NI225", "니케이 225", 5'030'000},
                                                          {"HK#HS", "항셍", 2'610'000},
                                                          {"HSCE", "홍콩 H", 925'000},
                                                          {"SHANG", "상해 종합", 395'000},
                                                          {"TW#WT", "대만 가권", 2'740'000},
                                                          {"GR#DAX", "독일 DAX", 2'390'000},
                                                          {"GB#FTSE", "영국 FTSE 100", 972'000}});

/// Any symbol has an index, as any overseas one a share, except those that begin with ZZZ.
std::optional<Instrument> world_index(std::string_view symbol, std::uint64_t seed) {
  if (symbol.empty() || symbol.starts_with("ZZZ")) return std::nullopt;
  Instrument index;
  index.key = key_of(seed, "index:" + std::string(symbol));
  index.anchor_price = 100'000 + static_cast<std::int64_t>(900'000 * unit(index.key, 1));
  index.listed_shares = 1'000'000'000;
  index.fund = true;  // steps of five hundredths
  for (const auto& known : world_indices)
    if (known.symbol == symbol) index.anchor_price = known.points;
  return index;
}

std::string world_index_name(std::string_view symbol) {
  for (const auto& known : world_indices)
    if (known.symbol == symbol) return std::string(known.name);
  return "모의지수 " + std::string(symbol);
}

std::string points(std::int64_t hundredths) {
  return fixed(Decimal(hundredths, 2), 2);
}

}  // namespace

KisAnswer kis_index_price(const KisRequest& request) {
  if (request.parameter("FID_COND_MRKT_DIV_CODE") != "U")
    return kis_refusal("OPSQ2001", "ERROR INVALID FID_COND_MRKT_DIV_CODE");
  const auto index = MarketIndex::find(request.parameter("FID_INPUT_ISCD"));
  const auto shown = index.value_or(*MarketIndex::find("0001"));
  const auto day = shown.now(request.world.exchange, request.now);
  json::object row;
  put_points(row, day);
  put_index_change(row, day);
  row["ascn_issu_cnt"] = number(day.advancing);
  row["uplm_issu_cnt"] = "0";
  row["stnr_issu_cnt"] = number(day.unchanged);
  row["down_issu_cnt"] = number(day.declining);
  row["lslm_issu_cnt"] = "0";
  KisAnswer answer;
  answer.tr_cont = "D";
  answer.body["output"] = index ? row : blanked(row);
  return answer;
}

KisAnswer kis_index_chart(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  const auto index = MarketIndex::find(request.parameter("FID_INPUT_ISCD"));
  const auto from = parse_date(request.parameter("FID_INPUT_DATE_1"));
  const auto to = parse_date(request.parameter("FID_INPUT_DATE_2"));
  if (!index || !from || !to) return answer;
  const auto now = index->now(request.world.exchange, request.now);
  auto& head = answer.body["output1"].as_object();
  put_points(head, now);
  put_index_change(head, now);
  head.erase("bstp_nmix_prdy_vrss");  // the chart tells yesterday's close instead
  head["prdy_nmix"] = fixed(now.previous_close, 2);
  head["hts_kor_isnm"] = index->name();
  if (request.parameter("FID_PERIOD_DIV_CODE") != "D") return answer;
  json::array rows;
  Date date = std::min(*to, now.date);
  if (!is_trading_day(date)) date = previous_trading_day(date);
  for (; date >= *from && rows.size() < chart_rows; date = previous_trading_day(date)) {
    const auto day = date == now.date ? now : index->on(request.world.exchange, date);
    json::object row{{"stck_bsop_date", to_yyyymmdd(date)}, {"mod_yn", "N"}};
    put_points(row, day);
    row["bstp_nmix_prdy_vrss"] = fixed(day.close - day.previous_close, 2);
    rows.push_back(std::move(row));
  }
  answer.body["output2"] = std::move(rows);
  answer.tr_cont = "D";
  return answer;
}

KisAnswer kis_world_index_chart(const catalog::Api& api, const KisRequest& request) {
  auto answer = kis_generated(api, request);
  if (request.parameter("FID_COND_MRKT_DIV_CODE") != "N") return answer;
  const auto symbol = request.parameter("FID_INPUT_ISCD");
  const auto from = parse_date(request.parameter("FID_INPUT_DATE_1"));
  const auto to = parse_date(request.parameter("FID_INPUT_DATE_2"));
  if (!from || !to) return kis_refusal("OPSQ2001", "ERROR INVALID FID_INPUT_DATE_1");
  answer.tr_cont = "D";
  auto& head = answer.body["output1"].as_object();
  const auto index = world_index(symbol, request.world.exchange.seed());
  json::array rows;
  if (index) {
    const auto quote = request.world.exchange.quote(*index, request.now);
    head["stck_shrn_iscd"] = symbol;
    head["hts_kor_isnm"] = world_index_name(symbol);
    head["ovrs_nmix_prpr"] = points(quote.price());
    head["ovrs_nmix_prdy_clpr"] = points(quote.base);
    head["ovrs_nmix_prdy_vrss"] = points(quote.change());
    head["prdy_vrss_sign"] = quote.change() == 0 ? "3" : quote.change() > 0 ? "2" : "5";
    head["prdy_ctrt"] = fixed(percent(quote.change(), quote.base), 2);
    head["ovrs_prod_oprc"] = points(quote.today.open);
    head["ovrs_prod_hgpr"] = points(quote.today.high);
    head["ovrs_prod_lwpr"] = points(quote.today.low);
    head["acml_vol"] = number(quote.today.volume);
    const auto period = period_of(request.parameter("FID_PERIOD_DIV_CODE"), true).value_or(Period::day);
    for (const auto& bar : chart(request.world.exchange, *index, period, *from, *to, chart_rows, request.now))
      rows.push_back(json::object{{"stck_bsop_date", to_yyyymmdd(bar.candle.date)},
                                  {"ovrs_nmix_prpr", points(bar.candle.close)},
                                  {"ovrs_nmix_oprc", points(bar.candle.open)},
                                  {"ovrs_nmix_hgpr", points(bar.candle.high)},
                                  {"ovrs_nmix_lwpr", points(bar.candle.low)},
                                  {"acml_vol", number(bar.candle.volume)},
                                  {"mod_yn", "N"}});
  } else {
    head = blanked(head);
  }
  answer.body["output2"] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
