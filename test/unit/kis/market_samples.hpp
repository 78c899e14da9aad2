// Answers of the KIS market and account reads in their true format, with invented values.
#pragma once

#include <string_view>

namespace kbroker::kis::sample {

inline constexpr std::string_view many_prices =
    R"({"output":[{"kospi_kosdaq_cls_name":"KOSPI","inter_shrn_iscd":"005930","inter_kor_isnm":"삼성전자","inter2_prpr":"97200","inter2_prdy_vrss":"-800","prdy_vrss_sign":"5","prdy_ctrt":"-0.82","acml_vol":"13190422","inter2_oprc":"98100","inter2_hgpr":"98500","inter2_lwpr":"96900","inter2_llam":"68600","inter2_mxpr":"127400","acml_tr_pbmn":"1284650312400","inter2_prdy_clpr":"98000"},{"inter_shrn_iscd":"999999","inter_kor_isnm":"","inter2_prpr":"0","acml_vol":"0"}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view order_book =
    R"({"output1":{"aspr_acpt_hour":"101530","askp1":"97300","askp2":"97400","bidp1":"97200","bidp2":"97100","askp_rsqn1":"18230","askp_rsqn2":"40118","bidp_rsqn1":"9922","bidp_rsqn2":"33004","total_askp_rsqn":"402113","total_bidp_rsqn":"388210","ntby_aspr_rsqn":"-13903","new_mkop_cls_code":"20"},"output2":{"antc_mkop_cls_code":"311","stck_prpr":"97200","antc_cnpr":"97500","antc_vol":"120334","stck_shrn_iscd":"005930"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view unknown_order_book =
    R"({"output1":{"askp1":"0","bidp1":"0","total_askp_rsqn":"0","total_bidp_rsqn":"0","new_mkop_cls_code":""},"output2":{"stck_prpr":"0","antc_cnpr":"0"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view index_price =
    R"({"output":{"bstp_nmix_prpr":"3987.42","bstp_nmix_prdy_vrss":"-21.15","prdy_vrss_sign":"5","bstp_nmix_prdy_ctrt":"-0.53","acml_vol":"312455","prdy_vol":"401223","acml_tr_pbmn":"9120344","bstp_nmix_oprc":"4002.11","bstp_nmix_hgpr":"4010.90","bstp_nmix_lwpr":"3979.03","ascn_issu_cnt":"301","uplm_issu_cnt":"1","stnr_issu_cnt":"62","down_issu_cnt":"574","lslm_issu_cnt":"0"},"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view index_chart =
    R"({"output1":{"prdy_vrss_sign":"5","bstp_nmix_prdy_ctrt":"-0.53","prdy_nmix":"4008.57","acml_vol":"312455","hts_kor_isnm":"종합","bstp_nmix_prpr":"3987.42","bstp_nmix_oprc":"4002.11","bstp_nmix_hgpr":"4010.90","bstp_nmix_lwpr":"3979.03"},"output2":[],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view world_index =
    R"({"output1":{"ovrs_nmix_prdy_vrss":"-512.30","prdy_vrss_sign":"5","prdy_ctrt":"-1.01","ovrs_nmix_prdy_clpr":"50812.44","acml_vol":"0","hts_kor_isnm":"니케이225","ovrs_nmix_prpr":"50300.14","stck_shrn_iscd":"JP#NI225","ovrs_prod_oprc":"50700.02","ovrs_prod_hgpr":"50790.51","ovrs_prod_lwpr":"50211.90"},"output2":[{"stck_bsop_date":"20261119","ovrs_nmix_prpr":"50300.14","ovrs_nmix_oprc":"50700.02","ovrs_nmix_hgpr":"50790.51","ovrs_nmix_lwpr":"50211.90","acml_vol":"0","mod_yn":"N"}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view unknown_world_index =
    R"({"output1":{"ovrs_nmix_prdy_vrss":"0.00","prdy_vrss_sign":"","prdy_ctrt":"0.00","hts_kor_isnm":"","ovrs_nmix_prpr":"0.00"},"output2":[],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view investors =
    R"({"output":[{"stck_bsop_date":"20261120","stck_clpr":"97200","prsn_ntby_qty":"","frgn_ntby_qty":"","orgn_ntby_qty":"","prsn_ntby_tr_pbmn":"","frgn_ntby_tr_pbmn":"","orgn_ntby_tr_pbmn":""},{"stck_bsop_date":"20261119","stck_clpr":"98000","prsn_ntby_qty":"1520331","frgn_ntby_qty":"-803112","orgn_ntby_qty":"-690412","prsn_ntby_tr_pbmn":"149233","frgn_ntby_tr_pbmn":"-78820","orgn_ntby_tr_pbmn":"-67766"}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view gainers =
    R"({"output":[{"stck_shrn_iscd":"123456","data_rank":"1","hts_kor_isnm":"가나다전자","stck_prpr":"13000","prdy_vrss":"3000","prdy_vrss_sign":"1","prdy_ctrt":"30.00","acml_vol":"22118833"},{"stck_shrn_iscd":"","data_rank":"2"}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view market_caps =
    R"({"output":[{"mksc_shrn_iscd":"005930","data_rank":"1","hts_kor_isnm":"삼성전자","stck_prpr":"97200","prdy_vrss":"-800","prdy_vrss_sign":"5","prdy_ctrt":"-0.82","acml_vol":"13190422","lstn_stcn":"5919637922","stck_avls":"5753888","mrkt_whol_avls_rlim":"17.71"}],"rt_cd":"0","msg_cd":"MCA00000","msg1":"정상처리 되었습니다."})";

inline constexpr std::string_view orders =
    R"({"ctx_area_fk100":"12345678^01^20261120^20261120^   ","ctx_area_nk100":"117057   ","output1":[{"ord_dt":"20261120","ord_gno_brno":"91252","odno":"0000117057","orgn_odno":"","ord_dvsn_name":"지정가","sll_buy_dvsn_cd":"02","sll_buy_dvsn_cd_name":"현금매수","pdno":"005930","prdt_name":"삼성전자","ord_qty":"10","ord_unpr":"97000","ord_tmd":"101612","tot_ccld_qty":"4","avg_prvs":"97000","cncl_yn":"N","tot_ccld_amt":"388000","ord_dvsn_cd":"00","cnc_cfrm_qty":"0","rmn_qty":"6","rjct_qty":"0"}],"output2":{"tot_ord_qty":"10","tot_ccld_qty":"4","tot_ccld_amt":"388000"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view more_orders =
    R"({"ctx_area_fk100":"","ctx_area_nk100":"","output1":[{"ord_dt":"20261120","odno":"0000117001","orgn_odno":"0000000000","ord_dvsn_name":"시장가","sll_buy_dvsn_cd":"01","pdno":"000660","prdt_name":"SK하이닉스","ord_qty":"3","ord_unpr":"0","ord_tmd":"090105","tot_ccld_qty":"3","avg_prvs":"255000","tot_ccld_amt":"765000","rmn_qty":"0","rjct_qty":"0","cncl_cfrm_qty":"0"}],"output2":{},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view buying_power =
    R"({"output":{"ord_psbl_cash":"4147980","ord_psbl_sbst":"0","ruse_psbl_amt":"0","psbl_qty_calc_unpr":"127400","nrcvb_buy_amt":"4142000","nrcvb_buy_qty":"32","max_buy_amt":"10355000","max_buy_qty":"81","cma_evlu_amt":"0"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view realized =
    R"({"ctx_area_fk100":"","ctx_area_nk100":"","output1":[{"trad_dt":"20261118","pdno":"005930","prdt_name":"삼성전자","trad_dvsn_name":"현금","hldg_qty":"0","pchs_unpr":"71250.83","buy_qty":"0","buy_amt":"712508","sll_pric":"98000","sll_qty":"10","sll_amt":"980000","rlzt_pfls":"265530","pfls_rt":"37.26","fee":"130","tl_tax":"1832","loan_int":"0"},{"trad_dt":"20261118","pdno":"000660","prdt_name":"SK하이닉스","buy_qty":"3","buy_amt":"765000","sll_qty":"0","sll_amt":"0","rlzt_pfls":"0","pfls_rt":"0.00"}],"output2":{"tot_rlzt_pfls":"265530","tot_pftrt":"37.26","tot_fee":"130","tot_tltx":"1832"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

}  // namespace kbroker::kis::sample
