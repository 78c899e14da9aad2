// Kiwoom: orders (kt00007), buying power (kt00010) and realised profit (ka10073, ka10074), from the ledger.
#include "kbroker/base/time_format.hpp"
#include "kiwoom_market.hpp"
#include "ledger.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t trade_rows = 20;

Ledger ledger_of(const KiwoomRequest& request) {
  return {request.world.exchange, request.world.account.instruments()};
}

json::object order_row(const LedgerOrder& order) {
  const auto time = to_hhmmss_kst(start_of_day_kst(order.date) + std::chrono::seconds(order.second));
  return {{"ord_no", padded(order.number, 7)},
          {"stk_cd", "A" + order.instrument.symbol->code},
          {"trde_tp", "보통"},
          {"crd_tp", "보통매매"},
          {"ord_qty", padded(order.quantity, 10)},
          {"ord_uv", padded(order.price, 10)},
          {"cnfm_qty", padded(order.quantity, 10)},
          {"acpt_tp", "접수"},
          {"rsrv_tp", ""},
          {"ord_tm", time.substr(0, 2) + ":" + time.substr(2, 2) + ":" + time.substr(4)},
          {"ori_ord", "0000000"},
          {"stk_nm", order.instrument.symbol->name},
          {"io_tp_nm", order.buy ? "현금매수" : "현금매도"},
          {"loan_dt", ""},
          {"cntr_qty", padded(order.filled, 10)},
          {"cntr_uv", padded(order.fill_price, 10)},
          {"ord_remnq", padded(order.remaining(), 10)},
          {"comm_ord_tp", "REST API"},
          {"mdfy_cncl", order.cancelled > 0 ? "취소" : ""},
          {"cnfm_tm", ""},
          {"dmst_stex_tp", "KRX"}};
}

struct Period {
  Date from{}, to{};
};

std::optional<Period> period_of(const KiwoomRequest& request) {
  const auto from = parse_date(request.parameter("strt_dt")), to = parse_date(request.parameter("end_dt"));
  if (!from || !to) return std::nullopt;
  return Period{*from, *to};
}

}  // namespace

KiwoomAnswer kiwoom_orders(const KiwoomRequest& request) {
  const auto asked = request.parameter("ord_dt");
  const auto day = asked.empty() ? std::optional(session_day(request.now)) : parse_date(asked);
  if (!day) return kiwoom_bad_value("ord_dt");
  const auto kind = request.parameter("qry_tp");
  json::array rows;
  auto orders = ledger_of(request).orders(*day, *day, request.now);
  if (kind == "1") std::ranges::reverse(orders);
  for (const auto& order : orders) {
    if ((kind == "3" && order.remaining() == 0) || (kind == "4" && order.filled == 0)) continue;
    rows.push_back(order_row(order));
  }
  KiwoomAnswer answer;
  answer.message = "조회가 완료되었습니다";
  answer.body["acnt_ord_cntr_prps_dtl"] = std::move(rows);
  return answer;
}

KiwoomAnswer kiwoom_buying_power(const KiwoomRequest& request) {
  const auto found = request.world.exchange.find(request.parameter("stk_cd"));
  const auto price = Decimal::parse(request.parameter("uv"));
  if (!found) return kiwoom_refusal(2, "입력 값 오류입니다", "1902", "종목 정보가 없습니다");
  if (!price || *price <= Decimal()) return kiwoom_bad_value("uv");
  const auto cash = request.world.account.cash() - ledger_of(request).reserved(request.now);
  const auto amount = cash - cash * 15 / 10'000;
  KiwoomAnswer answer;
  answer.message = "조회가 완료되었습니다";
  for (const int rate : {20, 30, 40, 50, 60, 100}) {
    const auto usable = amount * 100 / rate;
    const auto name = "profa_" + std::to_string(rate) + "ord_alow";
    answer.body[name + "_amt"] = padded(usable, 15);
    answer.body[name + "q"] = padded(usable / std::max<std::int64_t>(price->to_int(), 1), 12);
  }
  answer.body["entr"] = padded(request.world.account.cash(), 15);
  answer.body["ord_alowa"] = padded(cash, 15);
  answer.body["wthd_alowa"] = padded(cash, 15);
  answer.body["d2entra"] = padded(cash, 15);
  return answer;
}

KiwoomAnswer kiwoom_realized_days(const KiwoomRequest& request) {
  const auto period = period_of(request);
  if (!period) return kiwoom_bad_value("strt_dt");
  std::int64_t bought = 0, sold = 0, profit = 0, fees = 0, taxes = 0;
  json::array rows;
  for (const auto& trade : ledger_of(request).trades(period->from, period->to, request.now)) {
    bought += trade.bought;
    sold += trade.sold;
    profit += trade.profit();
    fees += trade.fee;
    taxes += trade.tax;
    rows.push_back({{"dt", to_yyyymmdd(trade.date)},
                    {"buy_amt", std::to_string(trade.bought)},
                    {"sell_amt", std::to_string(trade.sold)},
                    {"tdy_sel_pl", std::to_string(trade.profit())},
                    {"tdy_trde_cmsn", std::to_string(trade.fee)},
                    {"tdy_trde_tax", std::to_string(trade.tax)}});
  }
  KiwoomAnswer answer;
  answer.body = {{"tot_buy_amt", std::to_string(bought)}, {"tot_sell_amt", std::to_string(sold)},
                 {"rlzt_pl", std::to_string(profit)},     {"trde_cmsn", std::to_string(fees)},
                 {"trde_tax", std::to_string(taxes)},     {"dt_rlzt_pl", std::move(rows)}};
  return answer;
}

KiwoomAnswer kiwoom_realized_trades(const KiwoomRequest& request) {
  const auto period = period_of(request);
  if (!period) return kiwoom_bad_value("strt_dt");
  const auto trades = ledger_of(request).trades(period->from, period->to, request.now);
  std::size_t first = 0;
  if (const auto key = Decimal::parse(request.next_key)) first = static_cast<std::size_t>(key->to_int());
  first = std::min(first, trades.size());
  const auto end = std::min(first + trade_rows, trades.size());
  json::array rows;
  for (std::size_t i = first; i < end; ++i) {
    const auto& trade = trades[i];
    rows.push_back({{"dt", to_yyyymmdd(trade.date)},
                    {"tdy_htssel_cmsn", std::to_string(trade.fee)},
                    {"stk_cd", "A" + trade.instrument.symbol->code},
                    {"stk_nm", trade.instrument.symbol->name},
                    {"cntr_qty", std::to_string(trade.quantity)},
                    {"cntr_pric", std::to_string(trade.sold / trade.quantity)},
                    {"buy_uv", std::to_string(trade.bought / trade.quantity)},
                    {"tdy_sel_pl", std::to_string(trade.profit())},
                    {"pl_rt", fixed(percent(trade.profit(), trade.bought), 2)},
                    {"tdy_trde_cmsn", std::to_string(trade.fee)},
                    {"tdy_trde_tax", std::to_string(trade.tax)}});
  }
  KiwoomAnswer answer;
  if (end < trades.size()) answer.next_key = std::to_string(end);
  answer.body["dt_stk_rlzt_pl"] = std::move(rows);
  return answer;
}

}  // namespace kbroker::sim
