// The KIS APIs the simulator answers: one entry an API.
#include "kis_api.hpp"

#include <utility>

namespace kbroker::sim {

KisAnswer kis_refusal(std::string code, std::string message) {
  KisAnswer answer;
  answer.refused = true;
  answer.message_code = std::move(code);
  answer.message = std::move(message);
  return answer;
}

std::span<const KisApi> kis_apis() {
  static const std::vector<KisApi> apis{
      {"/uapi/domestic-stock/v1/quotations/inquire-price",
       "FHKST01010100",
       "FHKST01010100",
       {"FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD"},
       kis_inquire_price},
      {"/uapi/domestic-stock/v1/quotations/inquire-asking-price-exp-ccn",
       "FHKST01010200",
       "FHKST01010200",
       {"FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD"},
       kis_inquire_order_book},
      {"/uapi/domestic-stock/v1/quotations/inquire-daily-price",
       "FHKST01010400",
       "FHKST01010400",
       {"FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_PERIOD_DIV_CODE", "FID_ORG_ADJ_PRC"},
       kis_inquire_daily_price},
      {"/uapi/domestic-stock/v1/quotations/inquire-daily-itemchartprice",
       "FHKST03010100",
       "FHKST03010100",
       {"FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_DATE_1", "FID_INPUT_DATE_2",
        "FID_PERIOD_DIV_CODE", "FID_ORG_ADJ_PRC"},
       kis_inquire_daily_chart},
      {"/uapi/domestic-stock/v1/quotations/inquire-time-itemchartprice",
       "FHKST03010200",
       "FHKST03010200",
       {"FID_COND_MRKT_DIV_CODE", "FID_INPUT_ISCD", "FID_INPUT_HOUR_1", "FID_PW_DATA_INCU_YN",
        "FID_ETC_CLS_CODE"},
       kis_inquire_minute_chart},
      {"/uapi/domestic-stock/v1/quotations/search-stock-info",
       "CTPF1002R",
       "",
       {"PRDT_TYPE_CD", "PDNO"},
       kis_search_stock_info},
      {"/uapi/domestic-stock/v1/quotations/chk-holiday",
       "CTCA0903R",
       "",
       {"BASS_DT", "CTX_AREA_NK", "CTX_AREA_FK"},
       kis_check_holiday},
      {"/uapi/domestic-stock/v1/trading/inquire-balance",
       "TTTC8434R",
       "VTTC8434R",
       {"CANO", "ACNT_PRDT_CD", "AFHR_FLPR_YN", "INQR_DVSN", "UNPR_DVSN", "FUND_STTL_ICLD_YN",
        "FNCG_AMT_AUTO_RDPT_YN", "PRCS_DVSN"},
       kis_inquire_balance},
  };
  return apis;
}

}  // namespace kbroker::sim
