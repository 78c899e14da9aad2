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
inline constexpr Api multiple_prices{
    "intstock-multprice", "/uapi/domestic-stock/v1/quotations/intstock-multprice", "FHKST11300006", ""};
inline constexpr Api order_book{"inquire-asking-price-exp-ccn",
                                "/uapi/domestic-stock/v1/quotations/inquire-asking-price-exp-ccn",
                                "FHKST01010200", "FHKST01010200"};
inline constexpr Api index_price{
    "inquire-index-price", "/uapi/domestic-stock/v1/quotations/inquire-index-price", "FHPUP02100000", ""};
inline constexpr Api index_chart{"inquire-daily-indexchartprice",
                                 "/uapi/domestic-stock/v1/quotations/inquire-daily-indexchartprice",
                                 "FHKUP03500100", "FHKUP03500100"};
inline constexpr Api investors{"inquire-investor", "/uapi/domestic-stock/v1/quotations/inquire-investor",
                               "FHKST01010900", "FHKST01010900"};
inline constexpr Api market_investors{"inquire-investor-daily-by-market",
                                      "/uapi/domestic-stock/v1/quotations/inquire-investor-daily-by-market",
                                      "FHPTJ04040000", ""};
inline constexpr Api volume_rank{"volume-rank", "/uapi/domestic-stock/v1/quotations/volume-rank",
                                 "FHPST01710000", ""};
inline constexpr Api change_rank{"fluctuation", "/uapi/domestic-stock/v1/ranking/fluctuation",
                                 "FHPST01700000", ""};
inline constexpr Api market_cap_rank{"market-cap", "/uapi/domestic-stock/v1/ranking/market-cap",
                                     "FHPST01740000", ""};
inline constexpr Api etf_price{"etfetn-inquire-price", "/uapi/etfetn/v1/quotations/inquire-price",
                               "FHPST02400000", ""};
inline constexpr Api overseas_price{"overseas-price", "/uapi/overseas-price/v1/quotations/price",
                                    "HHDFS00000300", "HHDFS00000300"};
inline constexpr Api overseas_price_detail{
    "overseas-price-detail", "/uapi/overseas-price/v1/quotations/price-detail", "HHDFS76200200", ""};
inline constexpr Api overseas_chart{"overseas-dailyprice", "/uapi/overseas-price/v1/quotations/dailyprice",
                                    "HHDFS76240000", "HHDFS76240000"};
inline constexpr Api overseas_info{"overseas-search-info", "/uapi/overseas-price/v1/quotations/search-info",
                                   "CTPF1702R", ""};
inline constexpr Api recent_orders{"inquire-daily-ccld", "/uapi/domestic-stock/v1/trading/inquire-daily-ccld",
                                   "TTTC0081R", "VTTC0081R", true};
inline constexpr Api old_orders{"inquire-daily-ccld", "/uapi/domestic-stock/v1/trading/inquire-daily-ccld",
                                "CTSC9215R", "VTSC9215R", true};
inline constexpr Api buying_power{"inquire-psbl-order", "/uapi/domestic-stock/v1/trading/inquire-psbl-order",
                                  "TTTC8908R", "VTTC8908R", true};
inline constexpr Api realized_trades{"inquire-period-trade-profit",
                                     "/uapi/domestic-stock/v1/trading/inquire-period-trade-profit",
                                     "TTTC8715R", "", true};
inline constexpr Api chk_holiday{"chk-holiday", "/uapi/domestic-stock/v1/quotations/chk-holiday", "CTCA0903R",
                                 ""};

}  // namespace api
}  // namespace kbroker::kis
