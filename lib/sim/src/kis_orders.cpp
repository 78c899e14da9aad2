// KIS: orders, buying power and realised profit of the account, from its ledger.
#include "kbroker/base/time_format.hpp"
#include "kis_account_page.hpp"
#include "ledger.hpp"
#include "trading_calendar.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

Ledger ledger_of(const KisRequest& request) {
  return {request.world.exchange, request.world.account.instruments()};
}

bool is_wanted(const KisRequest& request, const LedgerOrder& order) {
  const auto side = request.parameter("SLL_BUY_DVSN_CD");
  const auto state = request.parameter("CCLD_DVSN");
  const auto code = request.parameter("PDNO");
  if (side == "01" && order.buy) return false;
  if (side == "02" && !order.buy) return false;
  if (state == "01" && order.filled == 0) return false;
  if (state == "02" && order.remaining() == 0) return false;
  return code.empty() || code == order.instrument.symbol->code;
}

json::object order_row(const LedgerOrder& order) {
  return {{"ord_dt", to_yyyymmdd(order.date)},
          {"ord_gno_brno", "91252"},
          {"odno", padded(order.number, 10)},
          {"orgn_odno", ""},
          {"ord_dvsn_name", "지정가"},
          {"sll_buy_dvsn_cd", order.buy ? "02" : "01"},
          {"sll_buy_dvsn_cd_name", order.buy ? "현금매수" : "현금매도"},
          {"pdno", order.instrument.symbol->code},
          {"prdt_name", order.instrument.symbol->name},
          {"ord_qty", number(order.quantity)},
          {"ord_unpr", number(order.price)},
          {"ord_tmd", to_hhmmss_kst(start_of_day_kst(order.date) + std::chrono::seconds(order.second))},
          {"tot_ccld_qty", number(order.filled)},
          {"avg_prvs", number(order.fill_price)},
          {"cncl_yn", order.cancelled > 0 ? "Y" : "N"},
          {"tot_ccld_amt", number(order.filled * order.fill_price)},
          {"loan_dt", ""},
          {"ord_dvsn_cd", "00"},
          {"cnc_cfrm_qty", number(order.cancelled)},
          {"rmn_qty", number(order.remaining())},
          {"rjct_qty", "0"},
          {"ccld_cndt_name", "없음"},
          {"excg_dvsn_cd", "02"}};
}

json::object trade_row(const LedgerTrade& trade) {
  return {{"trad_dt", to_yyyymmdd(trade.date)},
          {"pdno", trade.instrument.symbol->code},
          {"prdt_name", trade.instrument.symbol->name},
          {"trad_dvsn_name", "현금"},
          {"loan_dt", ""},
          {"hldg_qty", "0"},
          {"pchs_unpr", number(trade.bought / trade.quantity)},
          {"buy_qty", number(trade.quantity)},
          {"buy_amt", number(trade.bought)},
          {"sll_pric", number(trade.sold / trade.quantity)},
          {"sll_qty", number(trade.quantity)},
          {"sll_amt", number(trade.sold)},
          {"rlzt_pfls", number(trade.profit())},
          {"pfls_rt", fixed(percent(trade.profit(), trade.bought), 2)},
          {"fee", number(trade.fee)},
          {"tl_tax", number(trade.tax)},
          {"loan_int", "0"}};
}

}  // namespace

KisAnswer kis_daily_orders(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto from = parse_date(request.parameter("INQR_STRT_DT"));
  const auto to = parse_date(request.parameter("INQR_END_DT"));
  if (!from || !to) return kis_refusal("OPSQ2001", "ERROR INVALID INQR_STRT_DT");
  auto orders = ledger_of(request).orders(*from, *to, request.now);
  std::erase_if(orders, [&](const LedgerOrder& order) { return !is_wanted(request, order); });
  if (request.parameter("INQR_DVSN") == "01") std::ranges::reverse(orders);
  std::int64_t quantity = 0, filled = 0, amount = 0;
  for (const auto& order : orders) {
    quantity += order.quantity;
    filled += order.filled;
    amount += order.filled * order.fill_price;
  }
  auto answer = account_page(request, orders, request.environment == Environment::real ? 100 : 15, order_row,
                             {"CANO", "ACNT_PRDT_CD", "INQR_STRT_DT", "INQR_END_DT"});
  answer.body["output2"] =
      json::object{{"tot_ord_qty", number(quantity)},
                   {"tot_ccld_qty", number(filled)},
                   {"tot_ccld_amt", number(amount)},
                   {"prsm_tlex_smtl", number(amount * 15 / 100'000)},
                   {"pchs_avg_pric",
                    filled == 0 ? "0.0000" : fixed(Decimal::divide(Decimal(amount), Decimal(filled), 4), 4)}};
  return answer;
}

KisAnswer kis_buying_power(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto cash = request.world.account.cash() - ledger_of(request).reserved(request.now);
  const auto& exchange = request.world.exchange;
  const auto code = request.parameter("PDNO");
  const auto elw = elw_of(code, request);
  const auto found = elw ? elw : exchange.find(code);
  std::int64_t price = 0;
  if (const auto asked = Decimal::parse(request.parameter("ORD_UNPR"))) price = asked->to_int();
  // Without a price a market order is meant, which holds back the upper limit price. ELW have no such limit.
  if (found && price <= 0) {
    const auto quote = exchange.quote(*found, request.now);
    price = elw ? quote.price() : quote.band.upper;
  }
  // Fees are held back as well; credit multiplies what can be bought.
  const auto amount = cash - cash * 15 / 10'000;
  const auto quantity = found && price > 0 ? amount / price : 0;
  const auto most = found && price > 0 ? amount * 5 / 2 / price : 0;
  auto answer = account_answer();
  answer.body["output"] = json::object{{"ord_psbl_cash", number(cash)},
                                       {"ord_psbl_sbst", "0"},
                                       {"ruse_psbl_amt", "0"},
                                       {"fund_rpch_chgs", "0"},
                                       {"psbl_qty_calc_unpr", number(price)},
                                       {"nrcvb_buy_amt", number(amount)},
                                       {"nrcvb_buy_qty", number(quantity)},
                                       {"max_buy_amt", number(amount * 5 / 2)},
                                       {"max_buy_qty", number(most)},
                                       {"cma_evlu_amt", "0"},
                                       {"ovrs_re_use_amt_wcrc", "0"},
                                       {"ord_psbl_frcr_amt_wcrc", "0"}};
  return answer;
}

KisAnswer kis_realized_trades(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto from = parse_date(request.parameter("INQR_STRT_DT"));
  const auto to = parse_date(request.parameter("INQR_END_DT"));
  if (!from || !to) return kis_refusal("OPSQ2001", "ERROR INVALID INQR_STRT_DT");
  auto trades = ledger_of(request).trades(*from, *to, request.now);
  const auto code = request.parameter("PDNO");
  std::erase_if(trades, [&](const LedgerTrade& trade) {
    return !code.empty() && code != trade.instrument.symbol->code;
  });
  if (request.parameter("SORT_DVSN") == "01") std::ranges::reverse(trades);
  LedgerTrade sum;
  std::int64_t profit = 0;
  for (const auto& trade : trades) {
    sum.quantity += trade.quantity;
    sum.bought += trade.bought;
    sum.sold += trade.sold;
    sum.fee += trade.fee;
    sum.tax += trade.tax;
    profit += trade.profit();
  }
  auto answer = account_page(request, trades, request.environment == Environment::real ? 50 : 20, trade_row,
                             {"CANO", "ACNT_PRDT_CD", "INQR_STRT_DT", "INQR_END_DT"});
  answer.body["output2"] = json::object{{"sll_qty_smtl", number(sum.quantity)},
                                        {"sll_tr_amt_smtl", number(sum.sold)},
                                        {"buyqty_smtl", number(sum.quantity)},
                                        {"buy_tr_amt_smtl", number(sum.bought)},
                                        {"tot_qty", number(2 * sum.quantity)},
                                        {"tot_tr_amt", number(sum.bought + sum.sold)},
                                        {"tot_fee", number(sum.fee)},
                                        {"tot_tltx", number(sum.tax)},
                                        {"tot_excc_amt", number(sum.sold - sum.fee - sum.tax)},
                                        {"tot_rlzt_pfls", number(profit)},
                                        {"loan_int", "0"},
                                        {"tot_pftrt", fixed(percent(profit, sum.bought), 2)}};
  return answer;
}

}  // namespace kbroker::sim
