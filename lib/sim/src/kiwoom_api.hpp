// The Kiwoom APIs the simulator answers: one entry an api-id.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "world.hpp"

namespace kbroker::sim {

struct KiwoomRequest {
  const World& world;
  Environment environment;
  const Fields& parameters;
  /// Where a continued list goes on; empty on the first page.
  std::string_view next_key;
  WallTime now;

  /// Empty when absent.
  std::string_view parameter(std::string_view name) const { return value_of(parameters, name); }
};

struct KiwoomAnswer {
  boost::json::object body;
  int return_code = 0;
  std::string message = "정상적으로 처리되었습니다";
  /// Not empty: more pages, and where the next begins.
  std::string next_key;
};
/// `code` and `text` stand in the message as "[1902:종목 정보가 없습니다]".
KiwoomAnswer kiwoom_refusal(int return_code, std::string_view lead, std::string_view code,
                            std::string_view text);

struct KiwoomApi {
  std::string_view id, path;
  /// Must be present and not empty.
  std::vector<std::string_view> required;
  /// Null: known to the broker, not offered by the simulator.
  KiwoomAnswer (*answer)(const KiwoomRequest&);
  bool on_paper = true;
};
std::span<const KiwoomApi> kiwoom_apis();
/// The service paths under /api/dostk/.
std::span<const std::string_view> kiwoom_paths();

// kiwoom_quotes.cpp
KiwoomAnswer kiwoom_price(const KiwoomRequest& request);
KiwoomAnswer kiwoom_order_book(const KiwoomRequest& request);
KiwoomAnswer kiwoom_many_prices(const KiwoomRequest& request);
// kiwoom_reference.cpp
KiwoomAnswer kiwoom_instruments(const KiwoomRequest& request);
KiwoomAnswer kiwoom_instrument(const KiwoomRequest& request);
// kiwoom_charts.cpp
KiwoomAnswer kiwoom_minute_chart(const KiwoomRequest& request);
KiwoomAnswer kiwoom_day_chart(const KiwoomRequest& request);
KiwoomAnswer kiwoom_week_chart(const KiwoomRequest& request);
KiwoomAnswer kiwoom_month_chart(const KiwoomRequest& request);
KiwoomAnswer kiwoom_year_chart(const KiwoomRequest& request);
// kiwoom_lists.cpp
KiwoomAnswer kiwoom_index(const KiwoomRequest& request);
KiwoomAnswer kiwoom_investors(const KiwoomRequest& request);
KiwoomAnswer kiwoom_sector_investors(const KiwoomRequest& request);
KiwoomAnswer kiwoom_volume_rank(const KiwoomRequest& request);
KiwoomAnswer kiwoom_turnover_rank(const KiwoomRequest& request);
KiwoomAnswer kiwoom_change_rank(const KiwoomRequest& request);
// kiwoom_orders.cpp
KiwoomAnswer kiwoom_orders(const KiwoomRequest& request);
KiwoomAnswer kiwoom_buying_power(const KiwoomRequest& request);
KiwoomAnswer kiwoom_realized_days(const KiwoomRequest& request);
KiwoomAnswer kiwoom_realized_trades(const KiwoomRequest& request);
// kiwoom_account.cpp
KiwoomAnswer kiwoom_account_number(const KiwoomRequest& request);
KiwoomAnswer kiwoom_deposit(const KiwoomRequest& request);
KiwoomAnswer kiwoom_balance(const KiwoomRequest& request);

}  // namespace kbroker::sim
