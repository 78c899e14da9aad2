// KIS: recent days, day to year charts, minutes of today and of days before.
#include "candles.hpp"
#include "kbroker/base/time_format.hpp"
#include "kis_market.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t recent_rows = 30, chart_rows = 100, minute_rows = 30, past_minute_rows = 120;

KisAnswer invalid(std::string_view name) {
  return kis_refusal("OPSQ2001", "ERROR INVALID " + std::string(name));
}

// The snapshot that chart answers begin with.
json::object snapshot(const KisSubject& subject, const Quote& quote, const OrderBook& book) {
  const auto& instrument = subject.instrument;
  json::object out;
  put_change(out, quote.price(), quote.base);
  out["prdy_vrss_sign"] = direction(quote.price(), quote.base, quote.band.lower, quote.band.upper);
  out["stck_prdy_clpr"] = number(quote.base);
  out["acml_vol"] = number(quote.today.volume);
  out["acml_tr_pbmn"] = number(quote.today.value);
  out["hts_kor_isnm"] = instrument.symbol->name;
  out["stck_prpr"] = number(quote.price());
  out["stck_shrn_iscd"] = instrument.symbol->code;
  out["prdy_vol"] = number(quote.yesterday.volume);
  out["stck_mxpr"] = number(quote.band.upper);
  out["stck_llam"] = number(quote.band.lower);
  out["stck_oprc"] = number(quote.today.open);
  out["stck_hgpr"] = number(quote.today.high);
  out["stck_lwpr"] = number(quote.today.low);
  out["stck_prdy_oprc"] = number(quote.yesterday.open);
  out["stck_prdy_hgpr"] = number(quote.yesterday.high);
  out["stck_prdy_lwpr"] = number(quote.yesterday.low);
  out["askp"] = number(book.asks[0].price);
  out["bidp"] = number(book.bids[0].price);
  out["prdy_vrss_vol"] = number(quote.today.volume - quote.yesterday.volume);
  out["vol_tnrt"] = fixed(percent(quote.today.volume, instrument.listed_shares), 2);
  out["stck_fcam"] = "500";
  out["lstn_stcn"] = number(instrument.listed_shares);
  out["cpfn"] = number(instrument.listed_shares * 500 / 100'000'000);
  out["hts_avls"] = number(instrument.listed_shares / 10'000 * quote.price() / 10'000);
  return subject.listed ? out : blanked(out);
}

}  // namespace

std::optional<Period> period_of(std::string_view code, bool years) {
  if (code == "D") return Period::day;
  if (code == "W") return Period::week;
  if (code == "M") return Period::month;
  if (code == "Y" && years) return Period::year;
  return std::nullopt;
}

KisAnswer kis_inquire_daily_price(const KisRequest& request) {
  const auto subject = kis_subject(request);
  if (subject.refusal) return *subject.refusal;
  const auto period = period_of(request.parameter("FID_PERIOD_DIV_CODE"), false);
  if (!period) return invalid("FID_PERIOD_DIV_CODE");
  const auto adjusted = request.parameter("FID_ORG_ADJ_PRC");
  if (adjusted != "0" && adjusted != "1") return invalid("FID_ORG_ADJ_PRC");
  json::array rows;
  if (subject.listed) {
    const auto candles = chart(request.world.exchange, subject.instrument, *period, first_listed_day,
                               session_day(request.now), recent_rows + 1, request.now, subject.venue);
    for (std::size_t i = 0; i + 1 < candles.size(); ++i) {
      const auto& candle = candles[i].candle;
      json::object row{
          {"stck_bsop_date", to_yyyymmdd(candle.date)},
          {"stck_oprc", number(candle.open)},
          {"stck_hgpr", number(candle.high)},
          {"stck_lwpr", number(candle.low)},
          {"stck_clpr", number(candle.close)},
          {"acml_vol", number(candle.volume)},
          {"prdy_vrss_vol_rate",
           fixed(percent(candle.volume - candles[i + 1].candle.volume, candles[i + 1].candle.volume), 2)}};
      put_change(row, candle.close, candles[i].previous_close);
      row["hts_frgn_ehrt"] = "0.00";
      row["frgn_ntby_qty"] = "0";
      row["flng_cls_code"] = "00";
      row["acml_prtt_rate"] = "1.00";
      rows.push_back(std::move(row));
    }
  }
  KisAnswer answer;
  answer.body["output"] = std::move(rows);
  return answer;
}

KisAnswer kis_inquire_daily_chart(const KisRequest& request) {
  const auto subject = kis_subject(request);
  if (subject.refusal) return *subject.refusal;
  const auto period = period_of(request.parameter("FID_PERIOD_DIV_CODE"), true);
  if (!period) return invalid("FID_PERIOD_DIV_CODE");
  const auto from = parse_date(request.parameter("FID_INPUT_DATE_1"));
  const auto to = parse_date(request.parameter("FID_INPUT_DATE_2"));
  if (!from) return invalid("FID_INPUT_DATE_1");
  if (!to) return invalid("FID_INPUT_DATE_2");
  const auto adjusted = request.parameter("FID_ORG_ADJ_PRC");
  if (adjusted != "0" && adjusted != "1") return invalid("FID_ORG_ADJ_PRC");
  const auto& exchange = request.world.exchange;
  KisAnswer answer;
  answer.body["output1"] = snapshot(subject, exchange.quote(subject.instrument, request.now, subject.venue),
                                    exchange.order_book(subject.instrument, request.now));
  json::array rows;
  if (subject.listed)
    for (const auto& bar :
         chart(exchange, subject.instrument, *period, *from, *to, chart_rows, request.now, subject.venue)) {
      json::object row{{"stck_bsop_date", to_yyyymmdd(bar.candle.date)},
                       {"stck_clpr", number(bar.candle.close)},
                       {"stck_oprc", number(bar.candle.open)},
                       {"stck_hgpr", number(bar.candle.high)},
                       {"stck_lwpr", number(bar.candle.low)},
                       {"acml_vol", number(bar.candle.volume)},
                       {"acml_tr_pbmn", number(bar.candle.value)},
                       {"flng_cls_code", "00"},
                       {"prtt_rate", "0.00"},
                       {"mod_yn", "N"}};
      put_change(row, bar.candle.close, bar.previous_close);
      row.erase("prdy_ctrt");
      row["revl_issu_reas"] = "";
      rows.push_back(std::move(row));
    }
  // A range without data is answered with one empty row.
  if (rows.empty()) rows.push_back(json::object());
  answer.body["output2"] = std::move(rows);
  return answer;
}

namespace {

/// How far back a minute chart goes, and in how many rows a page.
struct MinutePages {
  std::size_t rows;
  bool one_day;
};

KisAnswer minute_chart(const KisRequest& request, Date date, const MinutePages& pages) {
  const auto subject = kis_subject(request);
  if (subject.refusal) return *subject.refusal;
  const auto hour = request.parameter("FID_INPUT_HOUR_1");
  const auto newest = hour.size() == 6 ? parse_kst(to_yyyymmdd(date), hour) : std::nullopt;
  if (!newest) return invalid("FID_INPUT_HOUR_1");
  const auto& exchange = request.world.exchange;
  const auto quote = exchange.quote(subject.instrument, request.now, subject.venue);
  KisAnswer answer;
  json::object head = snapshot(subject, quote, exchange.order_book(subject.instrument, request.now));
  json::object output1;
  for (const auto name : {"prdy_vrss", "prdy_vrss_sign", "prdy_ctrt", "stck_prdy_clpr", "acml_vol",
                          "acml_tr_pbmn", "hts_kor_isnm", "stck_prpr"})
    output1[name] = head[name];
  answer.body["output1"] = std::move(output1);
  json::array rows;
  if (subject.listed)
    for (const auto& bar : minute_bars(exchange, subject.instrument, 1, {date, seconds_into(date, *newest)},
                                       pages.rows, request.now, pages.one_day, subject.venue)) {
      const auto begin = start_of_day_kst(bar.candle.date) + std::chrono::seconds(bar.begin);
      rows.push_back(json::object{{"stck_bsop_date", to_yyyymmdd(bar.candle.date)},
                                  {"stck_cntg_hour", to_hhmmss_kst(begin)},
                                  {"stck_prpr", number(bar.candle.close)},
                                  {"stck_oprc", number(bar.candle.open)},
                                  {"stck_hgpr", number(bar.candle.high)},
                                  {"stck_lwpr", number(bar.candle.low)},
                                  {"cntg_vol", number(bar.candle.volume)},
                                  {"acml_tr_pbmn", number(bar.candle.value)}});
    }
  answer.body["output2"] = std::move(rows);
  return answer;
}

}  // namespace

KisAnswer kis_inquire_minute_chart(const KisRequest& request) {
  return minute_chart(request, session_day(request.now), {minute_rows, true});
}

KisAnswer kis_inquire_past_minute_chart(const KisRequest& request) {
  const auto date = parse_date(request.parameter("FID_INPUT_DATE_1"));
  if (!date) return invalid("FID_INPUT_DATE_1");
  // With the days before included, a page goes on in them where the day asked for begins.
  return minute_chart(request, *date, {past_minute_rows, request.parameter("FID_PW_DATA_INCU_YN") != "Y"});
}

}  // namespace kbroker::sim
