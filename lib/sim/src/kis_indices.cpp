// KIS: an index now and its days.
#include "kis_market.hpp"
#include "market_index.hpp"
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

}  // namespace kbroker::sim
