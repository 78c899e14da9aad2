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
      {"kis.domestic_stock.search_stock_info", kis_search_stock_info},
      {"kis.domestic_stock.chk_holiday", kis_check_holiday},
      {"kis.domestic_stock.inquire_balance", kis_inquire_balance},
  });
  for (const auto& [id, answer] : by_hand)
    if (id == api.id) return answer(request);
  // The user has saved three conditions; a condition without matches is answered as an error.
  if (api.id == "kis.domestic_stock.psearch_result" && request.parameter("seq") > "2")
    return kis_refusal("MCA05918", "종목코드 오류입니다.");
  return kis_generated(api, request);
}

}  // namespace kbroker::sim
