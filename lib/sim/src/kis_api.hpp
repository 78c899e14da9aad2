// What the KIS APIs answer.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/catalog/api.hpp"
#include "world.hpp"

namespace kbroker::sim {

struct KisRequest {
  const World& world;
  Environment environment;
  const Fields& parameters;
  /// Header tr_cont: "N" asks for the next page.
  std::string_view tr_cont;
  WallTime now;

  /// Empty when absent.
  std::string_view parameter(std::string_view name) const { return value_of(parameters, name); }
};

struct KisAnswer {
  boost::json::object body;
  std::string message_code = "MCA00000";
  std::string message = "정상처리 되었습니다.";
  /// Header tr_cont of the answer: "F" and "M" more pages, "D" and "E" last page.
  std::string tr_cont;
  bool refused = false;
};
KisAnswer kis_refusal(std::string code, std::string message);

/// By hand for the core calls, generated from the catalogue for all others.
KisAnswer kis_answer(const catalog::Api& api, const KisRequest& request);

// kis_generated.cpp
/// Rows that fit the catalogue, the same for the same request: figures of listed instruments agree with those
/// of the core calls, everything else follows from the seed, the API and its parameters. A domestic code that
/// is not listed, and an overseas one that begins with ZZZ, gets zeros and blanks.
KisAnswer kis_generated(const catalog::Api& api, const KisRequest& request);

// kis_quotations.cpp
KisAnswer kis_inquire_price(const KisRequest& request);
KisAnswer kis_inquire_order_book(const KisRequest& request);
// kis_charts.cpp
KisAnswer kis_inquire_daily_price(const KisRequest& request);
KisAnswer kis_inquire_daily_chart(const KisRequest& request);
KisAnswer kis_inquire_minute_chart(const KisRequest& request);
KisAnswer kis_inquire_past_minute_chart(const KisRequest& request);
// kis_reference.cpp
KisAnswer kis_search_stock_info(const KisRequest& request);
KisAnswer kis_check_holiday(const KisRequest& request);
// kis_lists.cpp
KisAnswer kis_many_prices(const KisRequest& request);
KisAnswer kis_volume_rank(const KisRequest& request);
KisAnswer kis_fluctuation(const KisRequest& request);
KisAnswer kis_market_cap(const KisRequest& request);
KisAnswer kis_inquire_investor(const KisRequest& request);
KisAnswer kis_market_investors(const KisRequest& request);
// kis_indices.cpp
KisAnswer kis_index_price(const KisRequest& request);
/// Weeks, months and years are generated.
KisAnswer kis_index_chart(const catalog::Api& api, const KisRequest& request);
/// An index abroad; currencies, interest rates and gold are generated.
KisAnswer kis_world_index_chart(const catalog::Api& api, const KisRequest& request);
// kis_overseas.cpp
KisAnswer kis_overseas_price(const KisRequest& request);
KisAnswer kis_overseas_detail(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_overseas_chart(const KisRequest& request);
KisAnswer kis_overseas_register(const catalog::Api& api, const KisRequest& request);
/// An ETF's or ETN's price with its net asset value.
/// Bids and asks of an overseas share.
KisAnswer kis_overseas_order_book(const catalog::Api& api, const KisRequest& request);
// kis_sections.cpp
KisAnswer kis_bond_price(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_bond_register(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_bond_order_book(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_bond_chart(const KisRequest& request);
KisAnswer kis_bond_balance(const KisRequest& request);
KisAnswer kis_bond_orders(const KisRequest& request);
KisAnswer kis_derivative_price(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_derivative_order_book(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_derivative_chart(const catalog::Api& api, const KisRequest& request);
KisAnswer kis_derivative_balance(const KisRequest& request);
KisAnswer kis_derivative_orders(const KisRequest& request);
KisAnswer kis_elw_price(const catalog::Api& api, const KisRequest& request);
/// What an ETF holds.
KisAnswer kis_fund_components(const catalog::Api& api, const KisRequest& request);
// kis_overseas_account.cpp
KisAnswer kis_overseas_present_balance(const KisRequest& request);
KisAnswer kis_overseas_balance(const KisRequest& request);
KisAnswer kis_overseas_orders(const KisRequest& request);
KisAnswer kis_overseas_open_orders(const KisRequest& request);
KisAnswer kis_overseas_buying_power(const KisRequest& request);
KisAnswer kis_overseas_profit(const KisRequest& request);
// kis_account.cpp
KisAnswer kis_inquire_balance(const KisRequest& request);
// kis_orders.cpp
KisAnswer kis_daily_orders(const KisRequest& request);
KisAnswer kis_buying_power(const KisRequest& request);
KisAnswer kis_realized_trades(const KisRequest& request);

}  // namespace kbroker::sim
