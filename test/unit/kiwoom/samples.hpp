// Answers of Kiwoom in their true format, with invented values.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::kiwoom::sample {

inline constexpr std::string_view token =
    R"({"expires_dt":"20261121101530","token_type":"bearer","token":"WQJC-first-token","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";
inline constexpr std::string_view second_token =
    R"({"expires_dt":"20261121101530","token_type":"bearer","token":"WQJC-second-token","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view quote =
    R"({"stk_cd":"005930_AL","stk_nm":"삼성전자","setl_mm":"12","fav":"100","mac":"5753888","for_exh_rt":"+51.74","per":"19.64","eps":"4950","roe":"9.0","pbr":"1.68","bps":"57930","250hgst":"+112400","250lwst":"-52900","high_pric":"+98500","open_pric":"+98100","low_pric":"-96900","upl_pric":"+127400","lst_pric":"-68600","base_pric":"98000","cur_prc":"-97200","pre_sig":"5","pred_pre":"-800","flu_rt":"-0.82","trde_qty":"13190422","trde_pre":"-28.70","flo_stk":"5919638","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view blank_quote =
    R"({"stk_cd":"","stk_nm":"","cur_prc":"","pred_pre":"","flu_rt":"","trde_qty":"","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view stock_info =
    R"({"code":"005930","name":"삼성전자","listCount":"0000005919637922","auditInfo":"정상","regDay":"19750611","lastPrice":"00098000","state":"증거금20%|담보대출|신용가능","marketCode":"0","marketName":"거래소","upName":"전기/전자","upSizeName":"대형주","companyClassName":"","orderWarning":"0","nxtEnable":"Y","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view day_chart =
    R"({"stk_cd":"005930","stk_dt_pole_chart_qry":[{"cur_prc":"-98000","trde_qty":"18499871","trde_prica":"1815100","dt":"20261120","open_pric":"+98900","high_pric":"+99200","low_pric":"-97600","pred_pre":"-1100","pred_pre_sig":"5","trde_tern_rt":"-0.31"},{"cur_prc":"99100","trde_qty":"0","trde_prica":"","dt":"20261119","open_pric":"0","high_pric":"0","low_pric":"0"},{"cur_prc":"","dt":""}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view balance =
    R"({"tot_pur_amt":"000000017598258","tot_evlt_amt":"000000025789890","tot_evlt_pl":"000000008138825","tot_prft_rt":"46.25","prsm_dpst_aset_amt":"000001012632507","acnt_evlt_remn_indv_tot":[{"stk_cd":"A005930","stk_nm":"삼성전자","evltv_prft":"-00000000196888","prft_rt":"-52.71","pur_pric":"000000000124500","pred_close_pric":"000000045400","rmnd_qty":"000000000000003","trde_able_qty":"000000000000002","cur_prc":"-000000059000","pur_amt":"000000000373500","evlt_amt":"000000000177000"},{"stk_cd":"A000660","stk_nm":"SK하이닉스","rmnd_qty":"000000000000000"}],"return_code":0,"return_msg":"조회가 완료되었습니다"})";

inline constexpr std::string_view deposit =
    R"({"entr":"000000005120340","d1_entra":"000000004148340","d2_entra":"000000004147980","pymn_alow_amt":"000000004147980","ord_alow_amt":"000000003500000","acctNo":"1234567811","stk_entr_prst":[],"return_code":0,"return_msg":"조회가 완료되었습니다"})";

inline constexpr std::string_view account_number =
    R"({"acctNo":"1234567811","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

/// An envelope that says no.
inline std::string refusal(int code, std::string_view sentence) {
  return R"({"return_code":)" + std::to_string(code) + R"(,"return_msg":")" + std::string(sentence) + R"("})";
}

inline const std::string token_refusal = refusal(3, "인증에 실패했습니다[8005:Token이 유효하지 않습니다]");

}  // namespace kbroker::kiwoom::sample
