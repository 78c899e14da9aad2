// Kiwoom: price with basics (ka10001) and order book (ka10004).

#include "candles.hpp"
#include "kbroker/base/time_format.hpp"
#include "kiwoom_market.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {

KiwoomAnswer kiwoom_bad_value(std::string_view name) {
  return kiwoom_refusal(2, "입력 값 오류입니다", "1517",
                        "입력 값 형식이 올바르지 않습니다. 입력 파라미터=" + std::string(name));
}

KiwoomSubject kiwoom_subject(const KiwoomRequest& request) {
  return kiwoom_subject(request, request.parameter("stk_cd"));
}

KiwoomSubject kiwoom_subject(const KiwoomRequest& request, std::string_view code) {
  KiwoomSubject subject;
  subject.echo = code;
  if (code.ends_with("_NX")) subject.venue = Venue::nxt;
  if (code.ends_with("_AL")) subject.venue = Venue::combined;
  if (subject.venue != Venue::krx) code.remove_suffix(3);
  if (const auto found = request.world.exchange.find(code))
    subject.instrument = *found;
  else
    subject.refusal = kiwoom_refusal(
        2, "입력 값 오류입니다", "1902",
        "종목 정보가 없습니다. 입력한 종목코드 값을 확인바랍니다. 종목코드=" + std::string(subject.echo));
  return subject;
}

KiwoomAnswer kiwoom_price(const KiwoomRequest& request) {
  auto subject = kiwoom_subject(request);
  if (subject.refusal) return std::move(*subject.refusal);
  const auto& instrument = subject.instrument;
  const auto quote = request.world.exchange.quote(instrument, request.now, subject.venue);
  const auto base = quote.base;
  const auto [highest, lowest] = year_range(request.world.exchange, instrument, request.now);
  const auto facts = fundamentals(instrument);
  const auto per_share = [](std::int64_t won) { return won == 0 ? std::string() : std::to_string(won); };
  const auto ratio = [&](std::int64_t won) {
    return won == 0 ? std::string() : fixed(Decimal::divide(Decimal(quote.price()), Decimal(won), 2), 2);
  };

  KiwoomAnswer answer;
  answer.body = {
      {"stk_cd", subject.echo},
      {"stk_nm", instrument.symbol->name},
      {"setl_mm", "12"},
      {"fav", "500"},
      {"cap", std::to_string(instrument.listed_shares * 500 / 100'000'000)},
      {"flo_stk", std::to_string(instrument.listed_shares / 1000)},
      {"crd_rt", "+0.12"},
      {"oyr_hgst", marked(highest.high, base)},
      {"oyr_lwst", marked(lowest.low, base)},
      {"mac", std::to_string(instrument.listed_shares / 10'000 * quote.price() / 10'000)},
      {"mac_wght", ""},
      {"for_exh_rt", "+" + fixed(facts.foreign_rate, 2)},
      {"repl_pric", std::to_string(base * 7 / 10)},
      {"per", ratio(facts.earnings_per_share)},
      {"eps", per_share(facts.earnings_per_share)},
      {"roe",
       facts.book_per_share == 0 ? "" : fixed(percent(facts.earnings_per_share, facts.book_per_share, 1), 1)},
      {"pbr", ratio(facts.book_per_share)},
      {"ev", ""},
      {"bps", per_share(facts.book_per_share)},
      {"sale_amt", ""},
      {"bus_pro", ""},
      {"cup_nga", ""},
      {"250hgst", marked(highest.high, base)},
      {"250lwst", marked(lowest.low, base)},
      {"high_pric", marked(quote.today.high, base)},
      {"open_pric", marked(quote.today.open, base)},
      {"low_pric", marked(quote.today.low, base)},
      {"upl_pric", "+" + std::to_string(quote.band.upper)},
      {"lst_pric", "-" + std::to_string(quote.band.lower)},
      {"base_pric", std::to_string(base)},
      {"exp_cntr_pric", ""},
      {"exp_cntr_qty", ""},
      {"250hgst_pric_dt", to_yyyymmdd(highest.date)},
      {"250hgst_pric_pre_rt", signed_text(percent(quote.price() - highest.high, highest.high), 2)},
      {"250lwst_pric_dt", to_yyyymmdd(lowest.date)},
      {"250lwst_pric_pre_rt", signed_text(percent(quote.price() - lowest.low, lowest.low), 2)},
      {"cur_prc", marked(quote.price(), base)},
      {"pre_sig", direction(quote.price(), base, quote.band.lower, quote.band.upper)},
      {"pred_pre", signed_text(quote.change())},
      {"flu_rt", signed_text(percent(quote.change(), base), 2)},
      {"trde_qty", std::to_string(quote.today.volume)},
      {"trde_pre",
       signed_text(percent(quote.today.volume - quote.yesterday.volume, quote.yesterday.volume), 2)},
      {"fav_unit", "원"},
      {"dstr_stk", std::to_string(instrument.listed_shares / 1000 * 7 / 10)},
      {"dstr_rt", "70.0"}};
  return answer;
}

KiwoomAnswer kiwoom_order_book(const KiwoomRequest& request) {
  auto subject = kiwoom_subject(request);
  if (subject.refusal) return std::move(*subject.refusal);
  const auto base = request.world.exchange.quote(subject.instrument, request.now).base;
  const auto book = request.world.exchange.order_book(subject.instrument, request.now);
  KiwoomAnswer answer;
  auto& out = answer.body;
  out["bid_req_base_tm"] = session_digit(request.now) == '2' ? to_hhmmss_kst(request.now) : "153000";
  const auto put = [&](const char* side, std::size_t level, const BookLevel& entry) {
    const std::string nth = std::string(side) + "_" + std::to_string(level) + "th_pre_";
    const std::string best = std::string(side) + "_fpr_";
    out[(level == 1 ? best : nth) + "bid"] = entry.price == 0 ? "0" : marked(entry.price, base);
    out[(level == 1 ? best : nth) + "req"] = std::to_string(entry.size);
    out[nth + "req_pre"] = "0";
  };
  for (std::size_t level = 10; level >= 1; --level) put("sel", level, book.asks[level - 1]);
  for (std::size_t level = 1; level <= 10; ++level) put("buy", level, book.bids[level - 1]);
  out["tot_sel_req_jub_pre"] = "0";
  out["tot_sel_req"] = std::to_string(book.total_ask);
  out["tot_buy_req"] = std::to_string(book.total_bid);
  out["tot_buy_req_jub_pre"] = "0";
  for (const auto name : {"ovt_sel_req_pre", "ovt_sel_req", "ovt_buy_req", "ovt_buy_req_pre"})
    out[name] = "0";
  return answer;
}

}  // namespace kbroker::sim
