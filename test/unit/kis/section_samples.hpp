// Answers of KIS beyond domestic shares in their true format, with invented values.
#pragma once

#include <string_view>

namespace kbroker::kis::sample {

inline constexpr std::string_view present_balance =
    R"({"output1":[{"prdt_name":"애플","cblc_qty13":"10.00000000","ccld_qty_smtl1":"10.00000000","ord_psbl_qty1":"10.00000000","frcr_pchs_amt":"2520.50000","frcr_evlu_amt2":"2831.000000","evlu_pfls_amt2":"310.50000","evlu_pfls_rt1":"12.31000000","pdno":"AAPL","bass_exrt":"1441.20000000","buy_crcy_cd":"USD","ovrs_now_pric1":"283.10000","avg_unpr3":"252.0500","tr_mket_name":"나스닥","natn_kor_name":"미국","ovrs_excg_cd":"NASD"},{"prdt_name":"토요타 자동차","ccld_qty_smtl1":"100.00000000","ord_psbl_qty1":"100.00000000","frcr_pchs_amt":"291500.00000","frcr_evlu_amt2":"318000.000000","evlu_pfls_amt2":"26500.00000","evlu_pfls_rt1":"9.09000000","pdno":"7203","bass_exrt":"9.23000000","buy_crcy_cd":"JPY","ovrs_now_pric1":"3180.00000","avg_unpr3":"2915.0000","ovrs_excg_cd":"TKSE"},{"prdt_name":"","ccld_qty_smtl1":"0.00000000","pdno":"","buy_crcy_cd":"","ovrs_excg_cd":""}],"output2":[{"crcy_cd":"USD","crcy_cd_name":"미국 달러","frcr_dncl_amt_2":"512.330000","frst_bltn_exrt":"1441.20000000","frcr_drwg_psbl_amt_1":"500.000000","nxdy_frcr_drwg_psbl_amt":"512.330000"}],"output3":{"pchs_amt_smtl":"6323090","evlu_amt_smtl":"7015177","evlu_pfls_amt_smtl":"692087","tot_dncl_amt":"4886310","tot_asst_amt":"11901487","frcr_use_psbl_amt":"512.33","evlu_erng_rt1":"10.9400000000"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view overseas_orders =
    R"({"ctx_area_fk200":"                                                                                                                                                                                                        ","ctx_area_nk200":"                                                                                                                                                                                                        ","output":[{"ord_dt":"20261119","odno":"0030138112","orgn_odno":"0000000000","sll_buy_dvsn_cd":"02","sll_buy_dvsn_cd_name":"매수","pdno":"AAPL","prdt_name":"애플","ft_ord_qty":"3","ft_ord_unpr3":"280.00000000","ft_ccld_qty":"0","ft_ccld_unpr3":"0.00000000","ft_ccld_amt3":"0.00000","nccs_qty":"3","prcs_stat_name":"","rjct_rson":"","ord_tmd":"193512","ovrs_excg_cd":"NASD","tr_crcy_cd":"USD","dmst_ord_dt":"20261120","thco_ord_tmd":"093512"},{"ord_dt":"20261120","odno":"0030138100","orgn_odno":"","sll_buy_dvsn_cd":"01","sll_buy_dvsn_cd_name":"매도","pdno":"7203","prdt_name":"토요타 자동차","ft_ord_qty":"100","ft_ord_unpr3":"3200.00000000","ft_ccld_qty":"100","ft_ccld_unpr3":"3205.00000000","ft_ccld_amt3":"320500.00000","nccs_qty":"0","prcs_stat_name":"완료","ord_tmd":"090011","ovrs_excg_cd":"TKSE","tr_crcy_cd":"JPY","dmst_ord_dt":"20261120","thco_ord_tmd":"090011"},{"ord_dt":"20261119","odno":"0030138090","sll_buy_dvsn_cd":"02","pdno":"NVDA","prdt_name":"엔비디아","ft_ord_qty":"5","ft_ord_unpr3":"190.00000000","ft_ccld_qty":"0","nccs_qty":"0","prcs_stat_name":"거부","rjct_rson":"APBK0952","ord_tmd":"233512","ovrs_excg_cd":"NASD","tr_crcy_cd":"USD","dmst_ord_dt":"20261119","thco_ord_tmd":"233512"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view overseas_power =
    R"({"output":{"tr_crcy_cd":"USD","ord_psbl_frcr_amt":"512.33","sll_ruse_psbl_amt":"0.00","ovrs_ord_psbl_amt":"511.05","max_ord_psbl_qty":"1","echm_af_ord_psbl_amt":"0.00","ord_psbl_qty":"1","exrt":"1441.20000000","frcr_ord_psbl_amt1":"3388.410000","ovrs_max_ord_psbl_qty":"11"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view overseas_profit =
    R"({"ctx_area_fk200":"","ctx_area_nk200":"","output1":[{"trad_day":"20261118","ovrs_pdno":"TSLA","ovrs_item_name":"테슬라","slcl_qty":"2","pchs_avg_pric":"380.00000000","frcr_pchs_amt1":"760.000000","avg_sll_unpr":"410.00000000","frcr_sll_amt_smtl1":"820.000000","stck_sll_tlex":"2.05000000","ovrs_rlzt_pfls_amt":"57.95000","pftrt":"7.62000000","exrt":"1440.00000000","ovrs_excg_cd":"NASD"}],"output2":{"stck_sll_amt_smtl":"820.00000","stck_buy_amt_smtl":"760.00000","smtl_fee1":"2.050000","ovrs_rlzt_pfls_tot_amt":"57.95000","tot_pftrt":"7.62000000"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view overseas_profit_won =
    R"({"output1":[],"output2":{"stck_sll_amt_smtl":"1180800.00000","stck_buy_amt_smtl":"1094400.00000","smtl_fee1":"2952.000000","ovrs_rlzt_pfls_tot_amt":"83448.00000","tot_pftrt":"7.62000000"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view overseas_order_book =
    R"({"output1":{"rsym":"DNASAAPL","zdiv":"4","curr":"USD","base":"281.2500","last":"283.1000","dymd":"20261120","dhms":"101530","bvol":"900","avol":"700"},"output2":{"pbid1":"283.0900","pask1":"283.1100","vbid1":"400","vask1":"300","pbid2":"283.0800","pask2":"283.1200","vbid2":"500","vask2":"400","pbid3":"0.0000","pask3":"0.0000"},"output3":{},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_price =
    R"({"output":{"stnd_iscd":"KR103502GA34","hts_kor_isnm":"국고03500-3406","bond_prpr":"10231.00","prdy_vrss_sign":"5","bond_prdy_vrss":"-12.00","prdy_ctrt":"-0.12","acml_vol":"153000","bond_prdy_clpr":"10243.00","bond_oprc":"10240.00","bond_hgpr":"10245.00","bond_lwpr":"10228.00","ernn_rate":"3.214","bond_mxpr":"0.00","bond_llam":"0.00"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_unknown =
    R"({"output":{"stnd_iscd":"","hts_kor_isnm":"","bond_prpr":"0.00","acml_vol":"0"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_order_book =
    R"({"output":{"aspr_acpt_hour":"101530","bond_askp1":"10232.00","bond_askp2":"10233.00","bond_bidp1":"10230.00","bond_bidp2":"10229.00","askp_rsqn1":"5000","askp_rsqn2":"1000","bidp_rsqn1":"3000","bidp_rsqn2":"2000","total_askp_rsqn":"6000","total_bidp_rsqn":"5000"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_chart =
    R"({"output":[{"stck_bsop_date":"20261120","bond_oprc":"10240.00","bond_hgpr":"10245.00","bond_lwpr":"10228.00","bond_prpr":"10231.00","acml_vol":"153000"},{"stck_bsop_date":"20261119","bond_oprc":"0","bond_hgpr":"0","bond_lwpr":"0","bond_prpr":"10243.00","acml_vol":"0"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_info =
    R"({"output":{"pdno":"KR103502GA34","ksd_bond_item_name":"국고채권03500-3406","ksd_bond_item_eng_name":"KTB03500-3406","bond_clsf_kor_name":"국고채","lstg_dt":"20240610","rdpt_dt":"20340610"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_balance =
    R"({"ctx_area_fk200":"","ctx_area_nk200":"","output":[{"pdno":"KR103502GA34","prdt_name":"국고03500-3406","buy_dt":"20260105","buy_sqno":"1","cblc_qty":"1000","agrx_qty":"1000","sprx_qty":"0","exdt":"20340610","buy_erng_rt":"3.3000","buy_unpr":"10100.00","buy_amt":"10100000","ord_psbl_qty":"1000"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_orders =
    R"({"output1":[{"tot_ord_qty":"1000"}],"output2":[{"ord_dt":"20261120","odno":"0000001234","orgn_odno":"","ord_dvsn_name":"지정가","sll_buy_dvsn_cd":"02","shtn_pdno":"KR103502GA34","prdt_abrv_name":"국고03500-3406","ord_qty":"1000","bond_ord_unpr":"10230.00","ord_tmd":"101000","tot_ccld_qty":"400","bond_avg_unpr":"10230.00","tot_ccld_amt":"4092000","nccs_qty":"600"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

/// As KIS's example of the answer has it, with the containers the other way round.
inline constexpr std::string_view bond_orders_first =
    R"({"output1":[{"ord_dt":"20240425","odno":"0000015204","orgn_odno":"","ord_dvsn_name":"보통","sll_buy_dvsn_cd_name":"현금매수","sll_buy_dvsn_cd":"02","shtn_pdno":"KR103502GA34","prdt_abrv_name":"국고03500-3406","ord_qty":"1","bond_ord_unpr":"10929.90","ord_tmd":"163441","tot_ccld_qty":"0","bond_avg_unpr":"0.00","tot_ccld_amt":"0","nccs_qty":"1"}],"output2":{"tot_ord_qty":"1","tot_ccld_qty_smtl":"0"},"rt_cd":"0","msg_cd":"KIOK0460","msg1":"조회 되었습니다."})";

inline constexpr std::string_view future_price =
    R"({"output1":{"hts_kor_isnm":"F 202612","futs_prpr":"541.20","futs_prdy_vrss":"2.15","prdy_vrss_sign":"2","futs_prdy_clpr":"539.05","futs_prdy_ctrt":"0.40","acml_vol":"182334","acml_tr_pbmn":"24671020","hts_otst_stpl_qty":"201345","futs_oprc":"540.00","futs_hgpr":"543.10","futs_lwpr":"538.75","futs_mxpr":"582.15","futs_llam":"495.95"},"output2":{},"output3":{},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view future_order_book =
    R"({"output1":{"hts_kor_isnm":"F 202612","futs_prpr":"541.20"},"output2":{"futs_askp1":"541.25","futs_askp2":"541.30","futs_bidp1":"541.20","futs_bidp2":"541.15","askp_rsqn1":"33","askp_rsqn2":"41","bidp_rsqn1":"12","bidp_rsqn2":"51","total_askp_rsqn":"1034","total_bidp_rsqn":"1102","aspr_acpt_hour":"101530"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view future_chart =
    R"({"output1":{"hts_kor_isnm":"F 202612"},"output2":[{"stck_bsop_date":"20261120","futs_prpr":"541.20","futs_oprc":"540.00","futs_hgpr":"543.10","futs_lwpr":"538.75","acml_vol":"182334","acml_tr_pbmn":"24671020"},{"stck_bsop_date":"20261119","futs_prpr":"539.05","futs_oprc":"541.00","futs_hgpr":"541.75","futs_lwpr":"537.20","acml_vol":"201002"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view future_balance =
    R"({"ctx_area_fk200":"","ctx_area_nk200":"","output1":[{"pdno":"KR4A01660000","shtn_pdno":"A01612","prdt_name":"F 202612","sll_buy_dvsn_name":"매도","cblc_qty":"2","ccld_avg_unpr1":"545.30","idx_clpr":"541.20","pchs_amt":"272650000","evlu_amt":"270600000","evlu_pfls_amt":"2050000","lqd_psbl_qty":"2"}],"output2":{"dnca_cash":"31000000","pchs_amt_smtl":"272650000","evlu_amt_smtl":"270600000","evlu_pfls_amt_smtl":"2050000","ord_psbl_cash":"9000000"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view future_orders =
    R"({"ctx_area_fk200":"","ctx_area_nk200":"","output1":[{"ord_dt":"20261120","odno":"0000000711","orgn_odno":"0000000000","sll_buy_dvsn_cd":"01","trad_dvsn_name":"매도","nmpr_type_name":"지정가","pdno":"A01612","prdt_name":"F 202612","ord_qty":"2","ord_idx":"545.30","qty":"0","ord_tmd":"093000","tot_ccld_qty":"2","avg_idx":"545.30","tot_ccld_amt":"272650000","rjct_qty":"0"}],"output2":{"tot_ord_qty":"2"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view elw_price =
    R"({"output":{"elw_shrn_iscd":"57LA50","hts_kor_isnm":"한국LA50삼성전자콜","elw_prpr":"155","prdy_vrss":"-5","prdy_vrss_sign":"5","prdy_ctrt":"-3.13","acml_vol":"332100","acml_tr_pbmn":"51475500","elw_oprc":"160","elw_hgpr":"165","elw_lwpr":"150","stck_prdy_clpr":"160"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view bond_facts =
    R"({"output":{"pdno":"KR103502GA34","ksd_bond_item_name":"국고채권03500-3406","ksd_bond_item_eng_name":"KTB03500-3406","bond_clsf_kor_name":"국고채","issu_dt":"20240610","rdpt_dt":"20340610","ksd_rcvg_bond_srfc_inrt":"3.500","lstg_dt":"20240610"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view elw_facts =
    R"({"output":{"elw_shrn_iscd":"57LA50","hts_kor_isnm":"한국LA50삼성전자콜","elw_prpr":"155","prdy_vrss":"-5","prdy_vrss_sign":"5","prdy_ctrt":"-3.13","acml_vol":"332100","unas_shrn_iscd":"005930","unas_isnm":"삼성전자","unas_prpr":"97200","acpr":"100000","elw_oprc":"160","elw_hgpr":"165","elw_lwpr":"150","stck_prdy_clpr":"160"},"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

inline constexpr std::string_view fund_components =
    R"({"output1":{"stck_prpr":"40120","nav":"40155.21","etf_cnfg_issu_cnt":"2"},"output2":[{"stck_shrn_iscd":"000660","hts_kor_isnm":"SK하이닉스","stck_prpr":"255000","etf_cnfg_issu_rlim":"12.51","etf_vltn_amt":"251000000"},{"stck_shrn_iscd":"005930","hts_kor_isnm":"삼성전자","stck_prpr":"97200","etf_cnfg_issu_rlim":"24.30","etf_vltn_amt":"487000000"}],"rt_cd":"0","msg_cd":"KIOK0510","msg1":"조회가 완료되었습니다"})";

}  // namespace kbroker::kis::sample
