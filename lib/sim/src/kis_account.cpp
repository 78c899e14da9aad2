// KIS: the account's holdings and totals.
#include <algorithm>
#include <charconv>

#include "kbroker/sim/simulator.hpp"
#include "kis_market.hpp"

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
  if (request.parameter("CANO") != demo_account || request.parameter("ACNT_PRDT_CD") != "01")
    return kis_refusal("OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO");
  const auto grouping = request.parameter("INQR_DVSN");
  if (grouping != "01" && grouping != "02") return kis_refusal("OPSQ2001", "ERROR INVALID INQR_DVSN");
  const std::size_t page = request.environment == Environment::real ? 50 : 20;
  std::size_t first = 0;
  if (request.tr_cont == "N") {
    const auto key = trim(request.parameter("CTX_AREA_NK100"));
    std::from_chars(key.data(), key.data() + key.size(), first);
  }
  const auto valuation = request.world.account.valuation(request.now);
  const auto end = std::min(first + page, valuation.positions.size());
  const bool more = end < valuation.positions.size();
  json::array rows;
  for (std::size_t i = first; i < end; ++i) rows.push_back(holding_row(valuation.positions[i]));

  std::string context;
  for (const auto name :
       {"CANO", "ACNT_PRDT_CD", "AFHR_FLPR_YN", "OFL_YN", "INQR_DVSN", "UNPR_DVSN", "FUND_STTL_ICLD_YN"})
    context += std::string(request.parameter(name)) + "^";
  KisAnswer answer;
  answer.message_code = "KIOK0510";
  answer.message = "조회가 완료되었습니다";
  answer.tr_cont = first == 0 ? (more ? "F" : "D") : (more ? "M" : "E");
  answer.body["ctx_area_fk100"] = blank_padded(context, 100);
  answer.body["ctx_area_nk100"] = blank_padded(more ? std::to_string(end) : "", 100);
  answer.body["output1"] = std::move(rows);
  answer.body["output2"] = json::array{totals_row(valuation)};
  return answer;
}

}  // namespace kbroker::sim
