// KIS: the account's holdings and totals.
#include "kis_account_page.hpp"

namespace kbroker::sim {
namespace json = boost::json;

namespace {

json::object holding_row(const Position& position) {
  const auto& symbol = *position.instrument.symbol;
  const auto change = position.price - position.base;
  return {{"pdno", symbol.code},
          {"prdt_name", symbol.name},
          {"trad_dvsn_name", "현금"},
          {"bfdy_buy_qty", "0"},
          {"bfdy_sll_qty", "0"},
          {"thdt_buyqty", "0"},
          {"thdt_sll_qty", "0"},
          {"hldg_qty", number(position.quantity)},
          {"ord_psbl_qty", number(position.quantity)},
          {"pchs_avg_pric", fixed(position.average_cost(), 4)},
          {"pchs_amt", number(position.cost)},
          {"prpr", number(position.price)},
          {"evlu_amt", number(position.value())},
          {"evlu_pfls_amt", number(position.profit())},
          {"evlu_pfls_rt", fixed(position.profit_rate(), 2)},
          {"evlu_erng_rt", "0.00000000"},
          {"loan_dt", ""},
          {"loan_amt", "0"},
          {"stln_slng_chgs", "0"},
          {"expd_dt", ""},
          {"fltt_rt", fixed(percent(change, position.base, 8), 8)},
          {"bfdy_cprs_icdc", number(change)},
          {"item_mgna_rt_name", "20%"},
          {"grta_rt_name", ""},
          {"sbst_pric", number(position.price * 7 / 10)},
          {"stck_loan_unpr", "0.0000"}};
}

json::object totals_row(const Valuation& valuation) {
  const auto cash = number(valuation.cash);
  const auto before = valuation.value_yesterday + valuation.cash;
  return {{"dnca_tot_amt", cash},
          {"nxdy_excc_amt", cash},
          {"prvs_rcdl_excc_amt", cash},
          {"cma_evlu_amt", "0"},
          {"bfdy_buy_amt", "0"},
          {"thdt_buy_amt", "0"},
          {"nxdy_auto_rdpt_amt", "0"},
          {"bfdy_sll_amt", "0"},
          {"thdt_sll_amt", "0"},
          {"d2_auto_rdpt_amt", "0"},
          {"bfdy_tlex_amt", "0"},
          {"thdt_tlex_amt", "0"},
          {"tot_loan_amt", "0"},
          {"scts_evlu_amt", number(valuation.value)},
          {"tot_evlu_amt", number(valuation.assets())},
          {"nass_amt", number(valuation.assets())},
          {"fncg_gld_auto_rdpt_yn", ""},
          {"pchs_amt_smtl_amt", number(valuation.cost)},
          {"evlu_amt_smtl_amt", number(valuation.value)},
          {"evlu_pfls_smtl_amt", number(valuation.profit())},
          {"tot_stln_slng_chgs", "0"},
          {"bfdy_tot_asst_evlu_amt", number(before)},
          {"asst_icdc_amt", number(valuation.assets() - before)},
          {"asst_icdc_erng_rt", "0.00000000"}};
}

}  // namespace

KisAnswer kis_inquire_balance(const KisRequest& request) {
  if (auto refused = refuse_account(request)) return *refused;
  const auto grouping = request.parameter("INQR_DVSN");
  if (grouping != "01" && grouping != "02") return kis_refusal("OPSQ2001", "ERROR INVALID INQR_DVSN");
  const auto valuation = request.world.account.valuation(request.now);
  const std::size_t page = request.environment == Environment::real ? 50 : 20;
  auto answer = account_page(
      request, valuation.positions, page, holding_row,
      {"CANO", "ACNT_PRDT_CD", "AFHR_FLPR_YN", "OFL_YN", "INQR_DVSN", "UNPR_DVSN", "FUND_STTL_ICLD_YN"});
  answer.body["output2"] = json::array{totals_row(valuation)};
  return answer;
}

}  // namespace kbroker::sim
