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
inline constexpr Api world_index_chart{"overseas-inquire-daily-chartprice",
                                       "/uapi/overseas-price/v1/quotations/inquire-daily-chartprice",
                                       "FHKST03030100", "FHKST03030100"};
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
inline constexpr Api overseas_order_book{"overseas-inquire-asking-price",
                                         "/uapi/overseas-price/v1/quotations/inquire-asking-price",
                                         "HHDFS76200100", ""};
inline constexpr Api etf_components{"etfetn-inquire-component-stock-price",
                                    "/uapi/etfetn/v1/quotations/inquire-component-stock-price",
                                    "FHKST121600C0", ""};
inline constexpr Api elw_price{"inquire-elw-price", "/uapi/domestic-stock/v1/quotations/inquire-elw-price",
                               "FHKEW15010000", "FHKEW15010000"};
inline constexpr Api bond_price{"bond-inquire-price", "/uapi/domestic-bond/v1/quotations/inquire-price",
                                "FHKBJ773400C0", ""};
inline constexpr Api bond_order_book{"bond-inquire-asking-price",
                                     "/uapi/domestic-bond/v1/quotations/inquire-asking-price",
                                     "FHKBJ773401C0", ""};
inline constexpr Api bond_chart{"bond-inquire-daily-itemchartprice",
                                "/uapi/domestic-bond/v1/quotations/inquire-daily-itemchartprice",
                                "FHKBJ773701C0", ""};
inline constexpr Api bond_register{"bond-search-bond-info",
                                   "/uapi/domestic-bond/v1/quotations/search-bond-info", "CTPF1114R", ""};
inline constexpr Api bond_balance{"bond-inquire-balance", "/uapi/domestic-bond/v1/trading/inquire-balance",
                                  "CTSC8407R", "", true};
inline constexpr Api bond_orders{"bond-inquire-daily-ccld",
                                 "/uapi/domestic-bond/v1/trading/inquire-daily-ccld", "CTSC8013R", "", true};
inline constexpr Api derivative_price{"futureoption-inquire-price",
                                      "/uapi/domestic-futureoption/v1/quotations/inquire-price",
                                      "FHMIF10000000", "FHMIF10000000"};
inline constexpr Api derivative_order_book{"futureoption-inquire-asking-price",
                                           "/uapi/domestic-futureoption/v1/quotations/inquire-asking-price",
                                           "FHMIF10010000", "FHMIF10010000"};
inline constexpr Api derivative_chart{
    "futureoption-inquire-daily-fuopchartprice",
    "/uapi/domestic-futureoption/v1/quotations/inquire-daily-fuopchartprice", "FHKIF03020100",
    "FHKIF03020100"};
inline constexpr Api derivative_balance{"futureoption-inquire-balance",
                                        "/uapi/domestic-futureoption/v1/trading/inquire-balance", "CTFO6118R",
                                        "VTFO6118R", true};
inline constexpr Api derivative_orders{"futureoption-inquire-ccnl",
                                       "/uapi/domestic-futureoption/v1/trading/inquire-ccnl", "TTTO5201R",
                                       "VTTO5201R", true};
inline constexpr Api recent_orders{"inquire-daily-ccld", "/uapi/domestic-stock/v1/trading/inquire-daily-ccld",
                                   "TTTC0081R", "VTTC0081R", true};
inline constexpr Api old_orders{"inquire-daily-ccld", "/uapi/domestic-stock/v1/trading/inquire-daily-ccld",
                                "CTSC9215R", "VTSC9215R", true};
inline constexpr Api buying_power{"inquire-psbl-order", "/uapi/domestic-stock/v1/trading/inquire-psbl-order",
                                  "TTTC8908R", "VTTC8908R", true};
inline constexpr Api realized_trades{"inquire-period-trade-profit",
                                     "/uapi/domestic-stock/v1/trading/inquire-period-trade-profit",
                                     "TTTC8715R", "", true};
inline constexpr Api overseas_balance{"overseas-inquire-present-balance",
                                      "/uapi/overseas-stock/v1/trading/inquire-present-balance", "CTRP6504R",
                                      "VTRP6504R", true};
inline constexpr Api overseas_orders{"overseas-inquire-ccnl", "/uapi/overseas-stock/v1/trading/inquire-ccnl",
                                     "TTTS3035R", "VTTS3035R", true};
inline constexpr Api overseas_buying_power{"overseas-inquire-psamount",
                                           "/uapi/overseas-stock/v1/trading/inquire-psamount", "TTTS3007R",
                                           "VTTS3007R", true};
inline constexpr Api overseas_profit{"overseas-inquire-period-profit",
                                     "/uapi/overseas-stock/v1/trading/inquire-period-profit", "TTTS3039R", "",
                                     true};
inline constexpr Api chk_holiday{"chk-holiday", "/uapi/domestic-stock/v1/quotations/chk-holiday", "CTCA0903R",
                                 ""};

}  // namespace api
}  // namespace kbroker::kis
