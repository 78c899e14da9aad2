// KIS: price and order book.
#include <tuple>

#include "candles.hpp"
#include "investors.hpp"
#include "kbroker/base/time_format.hpp"
#include "kis_market.hpp"
#include "noise.hpp"
#include "sectors.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

// Stands in for an unlisted code while its answer is built and blanked.
const catalog::Symbol nobody = [] {
  catalog::Symbol symbol;
  symbol.base_price = 10'000;
  return symbol;
}();

}  // namespace

std::string number(std::int64_t value) {
  return std::to_string(value);
}

KisSubject kis_subject(const KisRequest& request) {
  KisSubject subject;
  const auto division = request.parameter("FID_COND_MRKT_DIV_CODE");
  if (division == "NX")
    subject.venue = Venue::nxt;
  else if (division == "UN")
    subject.venue = Venue::combined;
  else if (division != "J" && division != "W")
    subject.refusal = kis_refusal("OPSQ2001", "ERROR INVALID FID_COND_MRKT_DIV_CODE");
  const auto code = request.parameter("FID_INPUT_ISCD");
  const auto found = division == "W" ? elw_of(code, request) : request.world.exchange.find(code);
  if (found) {
    subject.instrument = *found;
    if (!subject.instrument.symbol) subject.instrument.symbol = &nobody;
    subject.listed = true;
  } else {
    subject.instrument = make_instrument(nobody, 0);
  }
  return subject;
}

void put_change(json::object& row, std::int64_t price, std::int64_t base) {
  row["prdy_vrss"] = number(price - base);
  row["prdy_vrss_sign"] = price == base ? "3" : price > base ? "2" : "5";
  row["prdy_ctrt"] = fixed(percent(price - base, base), 2);
}

KisAnswer kis_inquire_price(const KisRequest& request) {
  const auto subject = kis_subject(request);
  if (subject.refusal) return *subject.refusal;
  const auto& instrument = subject.instrument;
  const auto quote = request.world.exchange.quote(instrument, request.now, subject.venue);
  const auto price = quote.price();
  const auto [highest, lowest] = year_range(request.world.exchange, instrument, request.now);
  const auto facts = fundamentals(instrument);
  const auto ratio = [&](std::int64_t per_share) {
    return per_share == 0 ? std::string("0.00")
                          : fixed(Decimal::divide(Decimal(price), Decimal(per_share), 2), 2);
  };
  const std::string venue(to_string(instrument.symbol->market));

  json::object out{{"iscd_stat_cls_code", instrument.symbol->halted ? "58" : "55"},
                   {"marg_rate", "20.00"},
                   {"rprs_mrkt_kor_name", venue},
                   {"bstp_kor_isnm", sector_of(*instrument.symbol)},
                   {"temp_stop_yn", instrument.symbol->halted ? "Y" : "N"},
                   {"crdt_able_yn", "Y"},
                   {"stck_prpr", number(price)}};
  put_change(out, price, quote.base);
  out["prdy_vrss_sign"] = direction(price, quote.base, quote.band.lower, quote.band.upper);
  const json::object figures{
      {"acml_tr_pbmn", number(quote.today.value)},
      {"acml_vol", number(quote.today.volume)},
      {"prdy_vrss_vol_rate", fixed(percent(quote.today.volume, quote.yesterday.volume), 2)},
      {"stck_oprc", number(quote.today.open)},
      {"stck_hgpr", number(quote.today.high)},
      {"stck_lwpr", number(quote.today.low)},
      {"stck_mxpr", number(quote.band.upper)},
      {"stck_llam", number(quote.band.lower)},
      {"stck_sdpr", number(quote.base)},
      {"wghn_avrg_stck_prc", fixed(Decimal(quote.average, 2), 2)},
      {"hts_frgn_ehrt", fixed(facts.foreign_rate, 2)},
      {"frgn_ntby_qty", number(net_purchases(instrument, quote.today).foreign)},
      {"pgtr_ntby_qty", number(static_cast<std::int64_t>(static_cast<double>(quote.today.volume) * 0.1 *
                                                         (unit(instrument.key, 15) - 0.5)))},
      {"cpfn", number(instrument.listed_shares * 500 / 100'000'000)},
      {"stck_fcam", "500"},
      {"stck_sspr", number(quote.base * 7 / 10)},
      {"aspr_unit", number(tick_size(price, instrument.fund))},
      {"hts_deal_qty_unit_val", "1"},
      {"lstn_stcn", number(instrument.listed_shares)},
      {"hts_avls", number(instrument.listed_shares / 10'000 * price / 10'000)},
      {"per", ratio(facts.earnings_per_share)},
      {"pbr", ratio(facts.book_per_share)},
      {"stac_month", "12"},
      {"vol_tnrt", fixed(percent(quote.today.volume, instrument.listed_shares), 2)},
      {"eps", number(facts.earnings_per_share) + ".00"},
      {"bps", number(facts.book_per_share) + ".00"}};
  for (const auto& member : figures) out.insert_or_assign(member.key(), member.value());
  for (const auto& [prefix, rate] :
       {std::pair{std::string("d250"), "_rate"}, std::pair{std::string("w52"), "_ctrt"}}) {
    for (const auto& [side, value, day] :
         {std::tuple{"_hgpr", highest.high, highest.date}, std::tuple{"_lwpr", lowest.low, lowest.date}}) {
      out[prefix + side] = number(value);
      out[prefix + side + "_date"] = to_yyyymmdd(day);
      out[prefix + side + "_vrss_prpr" + rate] = fixed(percent(price - value, value), 2);
    }
  }
  out["whol_loan_rmnd_rate"] = "0.12";
  out["ssts_yn"] = "Y";
  out["stck_shrn_iscd"] = std::string(instrument.symbol->code);
  for (const auto name :
       {"vi_cls_code", "ovtm_vi_cls_code", "invt_caful_yn", "short_over_yn", "sltr_yn", "mang_issu_cls_code"})
    out[name] = "N";
  out["mrkt_warn_cls_code"] = "00";
  KisAnswer answer;
  answer.body["output"] = subject.listed ? out : blanked(out);
  return answer;
}

KisAnswer kis_inquire_order_book(const KisRequest& request) {
  const auto subject = kis_subject(request);
  if (subject.refusal) return *subject.refusal;
  const auto quote = request.world.exchange.quote(subject.instrument, request.now, subject.venue);
  const auto book = request.world.exchange.order_book(subject.instrument, request.now);
  const char phase = session_digit(request.now);
  json::object levels{{"aspr_acpt_hour", phase == '2' ? to_hhmmss_kst(request.now) : "153000"}};
  for (const auto& [prefix, side] : {std::pair{"askp", &book.asks}, std::pair{"bidp", &book.bids}})
    for (std::size_t i = 0; i < 10; ++i) levels[prefix + std::to_string(i + 1)] = number((*side)[i].price);
  for (const auto& [prefix, side] : {std::pair{"askp_rsqn", &book.asks}, std::pair{"bidp_rsqn", &book.bids}})
    for (std::size_t i = 0; i < 10; ++i) levels[prefix + std::to_string(i + 1)] = number((*side)[i].size);
  for (const auto prefix : {"askp_rsqn_icdc", "bidp_rsqn_icdc"})
    for (std::size_t i = 0; i < 10; ++i) levels[prefix + std::to_string(i + 1)] = "0";
  levels["total_askp_rsqn"] = number(book.total_ask);
  levels["total_bidp_rsqn"] = number(book.total_bid);
  for (const auto name : {"total_askp_rsqn_icdc", "total_bidp_rsqn_icdc", "ovtm_total_askp_icdc",
                          "ovtm_total_bidp_icdc", "ovtm_total_askp_rsqn", "ovtm_total_bidp_rsqn"})
    levels[name] = "0";
  levels["ntby_aspr_rsqn"] = number(book.total_bid - book.total_ask);
  levels["new_mkop_cls_code"] = std::string(1, phase) + "0";

  json::object expected{
      {"antc_mkop_cls_code", phase == '2' ? "311" : "000"},
      {"stck_prpr", number(quote.price())},
      {"stck_oprc", number(quote.today.open)},
      {"stck_hgpr", number(quote.today.high)},
      {"stck_lwpr", number(quote.today.low)},
      {"stck_sdpr", number(quote.base)},
      {"antc_cnpr", number(quote.price())},
      {"antc_cntg_vrss_sign", direction(quote.price(), quote.base, quote.band.lower, quote.band.upper)},
      {"antc_cntg_vrss", number(quote.change())},
      {"antc_cntg_prdy_ctrt", fixed(percent(quote.change(), quote.base), 2)},
      {"antc_vol", "0"},
      {"stck_shrn_iscd", std::string(subject.instrument.symbol->code)},
      {"vi_cls_code", "N"}};
  KisAnswer answer;
  answer.body["output1"] = subject.listed ? levels : blanked(levels);
  answer.body["output2"] = subject.listed ? expected : blanked(expected);
  return answer;
}

}  // namespace kbroker::sim
