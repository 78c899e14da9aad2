// The KIS APIs whose answers are written by hand.
#include "kis_api.hpp"

#include <array>
#include <utility>

namespace kbroker::sim {

KisAnswer kis_refusal(std::string code, std::string message) {
  KisAnswer answer;
  answer.refused = true;
  answer.message_code = std::move(code);
  answer.message = std::move(message);
  return answer;
}

KisAnswer kis_answer(const catalog::Api& api, const KisRequest& request) {
  using Answer = KisAnswer (*)(const KisRequest&);
  static constexpr auto by_hand = std::to_array<std::pair<std::string_view, Answer>>({
      {"kis.domestic_stock.inquire_price", kis_inquire_price},
      {"kis.domestic_stock.inquire_asking_price_exp_ccn", kis_inquire_order_book},
      {"kis.domestic_stock.inquire_daily_price", kis_inquire_daily_price},
      {"kis.domestic_stock.inquire_daily_itemchartprice", kis_inquire_daily_chart},
      {"kis.domestic_stock.inquire_time_itemchartprice", kis_inquire_minute_chart},
      {"kis.domestic_stock.inquire_time_dailychartprice", kis_inquire_past_minute_chart},
      {"kis.domestic_stock.search_stock_info", kis_search_stock_info},
      {"kis.domestic_stock.chk_holiday", kis_check_holiday},
      {"kis.domestic_stock.intstock_multprice", kis_many_prices},
      {"kis.domestic_stock.volume_rank", kis_volume_rank},
      {"kis.domestic_stock.fluctuation", kis_fluctuation},
      {"kis.domestic_stock.market_cap", kis_market_cap},
      {"kis.domestic_stock.inquire_investor", kis_inquire_investor},
      {"kis.domestic_stock.inquire_investor_daily_by_market", kis_market_investors},
      {"kis.domestic_stock.inquire_index_price", kis_index_price},
      {"kis.overseas_stock.price", kis_overseas_price},
      {"kis.overseas_stock.dailyprice", kis_overseas_chart},
      {"kis.overseas_stock.inquire_present_balance", kis_overseas_present_balance},
      {"kis.overseas_stock.inquire_balance", kis_overseas_balance},
      {"kis.overseas_stock.inquire_ccnl", kis_overseas_orders},
      {"kis.overseas_stock.inquire_nccs", kis_overseas_open_orders},
      {"kis.overseas_stock.inquire_psamount", kis_overseas_buying_power},
      {"kis.overseas_stock.inquire_period_profit", kis_overseas_profit},
      {"kis.domestic_bond.inquire_daily_itemchartprice", kis_bond_chart},
      {"kis.domestic_bond.inquire_balance", kis_bond_balance},
      {"kis.domestic_bond.inquire_daily_ccld", kis_bond_orders},
      {"kis.domestic_futureoption.inquire_balance", kis_derivative_balance},
      {"kis.domestic_futureoption.inquire_ccnl", kis_derivative_orders},
      {"kis.domestic_stock.inquire_balance", kis_inquire_balance},
      {"kis.domestic_stock.inquire_daily_ccld", kis_daily_orders},
      {"kis.domestic_stock.inquire_psbl_order", kis_buying_power},
      {"kis.domestic_stock.inquire_period_trade_profit", kis_realized_trades},
  });
  for (const auto& [id, answer] : by_hand)
    if (id == api.id) return answer(request);
  // Generated answers in which some figures are set to those of the market.
  using Completed = KisAnswer (*)(const catalog::Api&, const KisRequest&);
  static constexpr auto completed = std::to_array<std::pair<std::string_view, Completed>>({
      {"kis.domestic_stock.inquire_daily_indexchartprice", kis_index_chart},
      {"kis.etfetn.inquire_component_stock_price", kis_fund_components},
      {"kis.domestic_bond.inquire_price", kis_bond_price},
      {"kis.domestic_bond.search_bond_info", kis_bond_register},
      {"kis.domestic_bond.inquire_asking_price", kis_bond_order_book},
      {"kis.domestic_futureoption.inquire_price", kis_derivative_price},
      {"kis.domestic_futureoption.inquire_asking_price", kis_derivative_order_book},
      {"kis.domestic_futureoption.inquire_daily_fuopchartprice", kis_derivative_chart},
      {"kis.domestic_stock.inquire_elw_price", kis_elw_price},
      {"kis.overseas_stock.inquire_asking_price", kis_overseas_order_book},
      {"kis.overseas_stock.price_detail", kis_overseas_detail},
      {"kis.overseas_stock.inquire_daily_chartprice", kis_world_index_chart},
      {"kis.overseas_stock.search_info", kis_overseas_register},
  });
  for (const auto& [id, answer] : completed)
    if (id == api.id) return answer(api, request);
  // The user has saved three conditions; a condition without matches is answered as an error.
  if (api.id == "kis.domestic_stock.psearch_result" && request.parameter("seq") > "2")
    return kis_refusal("MCA05918", "종목코드 오류입니다.");
  return kis_generated(api, request);
}

}  // namespace kbroker::sim
