// Answers of KIS in their true format, with invented values.
#pragma once

#include <string>
#include <string_view>

namespace kbroker::kis::sample {

inline constexpr std::string_view token =
    R"({"access_token":"eyJ0-first-token","token_type":"Bearer","expires_in":86400})";
inline constexpr std::string_view second_token =
    R"({"access_token":"eyJ0-second-token","token_type":"Bearer","expires_in":86400})";

inline constexpr std::string_view quote =
    R"({"output":{"iscd_stat_cls_code":"55","marg_rate":"20.00","rprs_mrkt_kor_name":"KOSPI200","bstp_kor_isnm":"전기·전자","temp_stop_yn":"N","stck_prpr":"97200","prdy_vrss":"-800","prdy_vrss_sign":"5","prdy_ctrt":"-0.82","acml_tr_pbmn":"1284650312400","acml_vol":"13190422","stck_oprc":"98100","stck_hgpr":"98500","stck_lwpr":"96900","stck_mxpr":"127400","stck_llam":"68600","stck_sdpr":"98000","stck_fcam":"100","cpfn":"8975","lstn_stcn":"5919637922","hts_avls":"5753888","per":"19.64","pbr":"1.68","eps":"4950.00"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view unknown_quote =
    R"({"output":{"rprs_mrkt_kor_name":"","bstp_kor_isnm":"","stck_prpr":"0","prdy_vrss":"0","prdy_vrss_sign":"3","prdy_ctrt":"0.00","acml_vol":"0","stck_sdpr":"0"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view day_chart =
    R"({"output1":{"hts_kor_isnm":"삼성전자","stck_prpr":"97200","hts_avls":"5753888","per":"19.64","eps":"4950.00","pbr":"1.68","lstn_stcn":"5919637922"},"output2":[{"stck_bsop_date":"20261120","stck_clpr":"98000","stck_oprc":"98900","stck_hgpr":"99200","stck_lwpr":"97600","acml_vol":"18499871","acml_tr_pbmn":"1815100233900","mod_yn":"N","prdy_vrss":"-1100"},{"stck_bsop_date":"20261119","stck_clpr":"99100","stck_oprc":"0","stck_hgpr":"0","stck_lwpr":"0","acml_vol":"0","acml_tr_pbmn":"0"},{}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view stock_info =
    R"({"output":{"pdno":"00000A005930","prdt_type_cd":"300","mket_id_cd":"STK","scty_grp_id_cd":"ST","lstg_stqt":"5919637922","cpta":"897514000000","papr":"100","scts_mket_lstg_dt":"19750611","stck_kind_cd":"101","prdt_name":"삼성전자보통주","prdt_abrv_name":"삼성전자","prdt_eng_abrv_name":"SamsungElec","std_pdno":"KR7005930003","tr_stop_yn":"N","cptt_trad_tr_psbl_yn":"Y","nxt_tr_stop_yn":"N"},"rt_cd":"0","msg_cd":"KIOK0530","msg1":"조회되었습니다"})";

inline constexpr std::string_view balance =
    R"({"ctx_area_fk100":"12345678^01^N^N^02^01^N^      ","ctx_area_nk100":"          ","output1":[{"pdno":"005930","prdt_name":"삼성전자","hldg_qty":"120","ord_psbl_qty":"110","pchs_avg_pric":"71250.8333","pchs_amt":"8550100","prpr":"97200","evlu_amt":"11664000","evlu_pfls_amt":"3113900","evlu_pfls_rt":"36.42","evlu_erng_rt":"0.00000000"},{"pdno":"000660","prdt_name":"SK하이닉스","hldg_qty":"0","ord_psbl_qty":"0","pchs_avg_pric":"0.0000"}],"output2":[{"dnca_tot_amt":"5120340","nxdy_excc_amt":"4148340","prvs_rcdl_excc_amt":"4147980","scts_evlu_amt":"11664000","tot_evlu_amt":"15811980","pchs_amt_smtl_amt":"8550100","evlu_pfls_smtl_amt":"3113900","asst_icdc_erng_rt":"0.00000000"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view calendar =
    R"({"ctx_area_nk":"20261215  ","ctx_area_fk":"20261121  ","output":[{"bass_dt":"20261123","wday_dvsn_cd":"02","bzdy_yn":"Y","tr_day_yn":"Y","opnd_yn":"Y","sttl_day_yn":"Y"},{"bass_dt":"20261121","wday_dvsn_cd":"07","bzdy_yn":"N","tr_day_yn":"Y","opnd_yn":"N","sttl_day_yn":"N"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

/// An envelope that says no.
inline std::string refusal(std::string_view code, std::string_view sentence) {
  return R"({"rt_cd":"1","msg_cd":")" + std::string(code) + R"(","msg1":")" + std::string(sentence) + R"("})";
}

}  // namespace kbroker::kis::sample
