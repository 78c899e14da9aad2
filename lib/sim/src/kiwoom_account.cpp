// Kiwoom: account number (ka00001), deposit (kt00001), balance (kt00018).
#include <algorithm>
#include <charconv>

#include "kbroker/sim/simulator.hpp"
#include "kiwoom_market.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

constexpr std::size_t balance_rows = 20;
// Commission of a purchase and of a sale at this broker, and the tax on a sale, per 100,000.
constexpr std::int64_t commission = 15, sales_tax = 150;

json::object holding_row(const Position& position, std::int64_t total_cost) {
  const auto& symbol = *position.instrument.symbol;
  const auto bought = position.cost * commission / 100'000;
  const auto sold = position.value() * commission / 100'000;
  const auto tax = position.instrument.fund ? 0 : position.value() * sales_tax / 100'000;
  return {{"stk_cd", "A" + symbol.code},
          {"stk_nm", symbol.name},
          {"evltv_prft", padded(position.profit(), 15)},
          {"prft_rt", fixed(position.profit_rate(), 2)},
          {"pur_pric", padded(position.average_cost().rounded(0).to_int(), 15)},
          {"pred_close_pric", padded(position.base, 12)},
          {"rmnd_qty", padded(position.quantity, 15)},
          {"trde_able_qty", padded(position.quantity, 15)},
          {"cur_prc", padded(position.price, 12)},
          {"pred_buyq", padded(0, 15)},
          {"pred_sellq", padded(0, 15)},
          {"tdy_buyq", padded(0, 15)},
          {"tdy_sellq", padded(0, 15)},
          {"pur_amt", padded(position.cost, 15)},
          {"pur_cmsn", padded(bought, 15)},
          {"evlt_amt", padded(position.value(), 15)},
          {"sell_cmsn", padded(sold, 15)},
          {"tax", padded(tax, 15)},
          {"sum_cmsn", padded(bought + sold, 15)},
          {"poss_rt", fixed(percent(position.cost, total_cost), 2)},
          {"crd_tp", "00"},
          {"crd_tp_nm", ""},
          {"crd_loan_dt", ""}};
}

}  // namespace

KiwoomAnswer kiwoom_account_number(const KiwoomRequest&) {
  KiwoomAnswer answer;
  // Ten digits; the last two are the broker's own classification.
  answer.body["acctNo"] = std::string(demo_account) + "10";
  return answer;
}

KiwoomAnswer kiwoom_deposit(const KiwoomRequest& request) {
  const auto kind = request.parameter("qry_tp");
  if (kind != "2" && kind != "3") return kiwoom_bad_value("qry_tp");
  const auto cash = padded(request.world.account.valuation(request.now).cash, 15);
  KiwoomAnswer answer;
  answer.message = "조회가 완료되었습니다.";
  auto& out = answer.body;
  for (const auto name : {"entr", "pymn_alow_amt", "ord_alow_amt", "100stk_ord_alow_amt", "d1_entra",
                          "d1_pymn_alow_amt", "d2_entra", "d2_pymn_alow_amt"})
    out[name] = cash;
  for (const auto name :
       {"profa_ch", "crd_grnta_ch", "crd_grnt_ch", "add_grnt_ch", "etc_profa", "uncl_stk_amt", "repl_amt",
        "ch_uncla", "ch_uncla_tot", "loan_sum", "ls_sum", "d1_slby_exct_amt", "d1_buy_exct_amt",
        "d1_sel_exct_amt", "d2_slby_exct_amt", "d2_buy_exct_amt", "d2_sel_exct_amt"})
    out[name] = padded(0, 15);
  out["stk_entr_prst"] = json::array();
  return answer;
}

KiwoomAnswer kiwoom_balance(const KiwoomRequest& request) {
  const auto kind = request.parameter("qry_tp");
  if (kind != "1" && kind != "2") return kiwoom_bad_value("qry_tp");
  const auto exchange = request.parameter("dmst_stex_tp");
  if (exchange != "KRX" && exchange != "NXT" && exchange != "SOR" && exchange != "%")
    return kiwoom_bad_value("dmst_stex_tp");
  std::size_t first = 0;
  const auto key = request.next_key;
  if (!key.empty()) {
    const auto read = std::from_chars(key.data(), key.data() + key.size(), first);
    if (read.ec != std::errc()) return kiwoom_bad_value("next-key");
  }
  const auto valuation = request.world.account.valuation(request.now);
  const auto count = valuation.positions.size();
  first = std::min(first, count);
  const auto end = std::min(first + balance_rows, count);
  json::array rows;
  for (std::size_t i = first; i < end; ++i)
    rows.push_back(holding_row(valuation.positions[i], valuation.cost));
  KiwoomAnswer answer;
  answer.message = "조회가 완료되었습니다";
  if (end < count) answer.next_key = std::to_string(end);
  answer.body = {{"tot_pur_amt", padded(valuation.cost, 15)},
                 {"tot_evlt_amt", padded(valuation.value, 15)},
                 {"tot_evlt_pl", padded(valuation.profit(), 15)},
                 {"tot_prft_rt", fixed(percent(valuation.profit(), valuation.cost), 2)},
                 {"prsm_dpst_aset_amt", padded(valuation.assets(), 15)},
                 {"tot_loan_amt", padded(0, 15)},
                 {"tot_crd_loan_amt", padded(0, 15)},
                 {"tot_crd_ls_amt", padded(0, 15)},
                 {"acnt_evlt_remn_indv_tot", std::move(rows)}};
  return answer;
}

}  // namespace kbroker::sim
