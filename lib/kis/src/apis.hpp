// The KIS calls this room makes: path and transaction ids of each environment.
//
// Paper ids are listed, never computed: the "replace the first letter by V" rule yields ids that do not
// exist.
#pragma once

#include <string_view>

namespace kbroker::kis {

/// One REST operation. An empty `tr_id_paper` means the paper host does not offer it.
struct Api {
  std::string_view operation;
  std::string_view path;
  std::string_view tr_id_real;
  std::string_view tr_id_paper;
  /// Answered by the ledger, which has a slower limit of its own (EGW00215).
  bool ledger = false;
};

namespace api {

inline constexpr Api inquire_price{"inquire-price", "/uapi/domestic-stock/v1/quotations/inquire-price",
                                   "FHKST01010100", "FHKST01010100"};
inline constexpr Api daily_chart{"inquire-daily-itemchartprice",
                                 "/uapi/domestic-stock/v1/quotations/inquire-daily-itemchartprice",
                                 "FHKST03010100", "FHKST03010100"};
inline constexpr Api minute_chart{"inquire-time-itemchartprice",
                                  "/uapi/domestic-stock/v1/quotations/inquire-time-itemchartprice",
                                  "FHKST03010200", "FHKST03010200"};
inline constexpr Api past_minute_chart{"inquire-time-dailychartprice",
                                       "/uapi/domestic-stock/v1/quotations/inquire-time-dailychartprice",
                                       "FHKST03010230", ""};
inline constexpr Api search_stock_info{
    "search-stock-info", "/uapi/domestic-stock/v1/quotations/search-stock-info", "CTPF1002R", ""};
inline constexpr Api inquire_balance{"inquire-balance", "/uapi/domestic-stock/v1/trading/inquire-balance",
                                     "TTTC8434R", "VTTC8434R", true};
inline constexpr Api chk_holiday{"chk-holiday", "/uapi/domestic-stock/v1/quotations/chk-holiday", "CTCA0903R",
                                 ""};

}  // namespace api
}  // namespace kbroker::kis
