// Answers of the Kiwoom market and account reads in their true format, with invented values.
#pragma once

#include <string_view>

namespace kbroker::kiwoom::sample {

inline constexpr std::string_view index =
    R"({"cur_prc":"-3987.42","pred_pre_sig":"5","pred_pre":"-21.15","flu_rt":"-0.53","trde_qty":"312455","trde_prica":"9120344","open_pric":"-4002.11","high_pric":"+4010.90","low_pric":"-3979.03","upl":"1","rising":"301","stdns":"62","fall":"574","lst":"0","inds_cur_prc_tm":[],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view investors_quantity =
    R"({"stk_invsr_orgn":[{"dt":"20261120","cur_prc":"-97200","ind_invsr":"+1520331","frgnr_invsr":"--803112","orgn":"-690412"},{"dt":"20261119","cur_prc":"+98000","ind_invsr":"100","frgnr_invsr":"-60","orgn":"-40"}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view investors_value =
    R"({"stk_invsr_orgn":[{"dt":"20261120","cur_prc":"-97200","ind_invsr":"+149233","frgnr_invsr":"-78820","orgn":"-67766"},{"dt":"20261119","cur_prc":"+98000","ind_invsr":"9","frgnr_invsr":"-6","orgn":"-3"}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view sector_investors =
    R"json({"inds_netprps":[{"inds_cd":"001_AL","inds_nm":"종합(KOSPI)","ind_netprps":"+149233","frgnr_netprps":"-78820","orgn_netprps":"-67766"},{"inds_cd":"002_AL","inds_nm":"대형주","ind_netprps":"1"}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})json";

inline constexpr std::string_view turnover_ranking =
    R"({"trde_prica_upper":[{"stk_cd":"005930_AL","now_rank":"1","stk_nm":"삼성전자","cur_prc":"-97200","pred_pre_sig":"5","pred_pre":"-800","flu_rt":"-0.82","now_trde_qty":"13190422","trde_prica":"1284650"},{"stk_cd":"","cur_prc":""}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view orders =
    R"({"acnt_ord_cntr_prps_dtl":[{"ord_no":"0000050","stk_cd":"A005930","trde_tp":"보통","ord_qty":"0000000010","ord_uv":"0000097000","cnfm_qty":"0000000010","acpt_tp":"접수","ord_tm":"10:16:12","ori_ord":"0000000","stk_nm":"삼성전자","io_tp_nm":"현금매수","cntr_qty":"0000000004","cntr_uv":"0000097000","ord_remnq":"0000000006"},{"ord_no":"0000049","stk_cd":"A000660","trde_tp":"시장가","ord_qty":"0000000003","ord_uv":"0000000000","acpt_tp":"접수","ord_tm":"09:01:00","ori_ord":"","stk_nm":"SK하이닉스","io_tp_nm":"현금매도","cntr_qty":"0000000003","cntr_uv":"0000255000","ord_remnq":"0000000000"},{"ord_no":"0000048","stk_cd":"A000660","ord_qty":"0000000003","ord_uv":"0000250000","acpt_tp":"거부","ord_tm":"09:00:30","stk_nm":"SK하이닉스","io_tp_nm":"현금매수","cntr_qty":"0000000000","ord_remnq":"0000000000"}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view no_orders =
    R"({"acnt_ord_cntr_prps_dtl":[],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view buying_power =
    R"({"profa_20ord_alow_amt":"000000020639000","profa_20ord_alowq":"000000000212","profa_100ord_alow_amt":"000000004127800","profa_100ord_alowq":"000000000042","entr":"000000005120340","ord_alowa":"000000004147980","wthd_alowa":"000000004147980","d2entra":"000000005120340","return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view realized_days =
    R"({"tot_buy_amt":"712500","tot_sell_amt":"980000","rlzt_pl":"265530","trde_cmsn":"138","trde_tax":"1832","dt_rlzt_pl":[{"dt":"20261118","buy_amt":"712500","sell_amt":"980000","tdy_sel_pl":"265530"}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

inline constexpr std::string_view realized_trades =
    R"({"dt_stk_rlzt_pl":[{"dt":"20261118","stk_cd":"A005930","stk_nm":"삼성전자","cntr_qty":"10","cntr_pric":"98000","buy_uv":"71250","tdy_sel_pl":"265530","pl_rt":"+37.27","tdy_trde_cmsn":"138","tdy_trde_tax":"1832"}],"return_code":0,"return_msg":"정상적으로 처리되었습니다"})";

}  // namespace kbroker::kiwoom::sample
