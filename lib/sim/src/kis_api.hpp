// The KIS APIs the simulator answers: one entry an API.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

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

struct KisApi {
  std::string_view path, tr_id;
  /// Empty: the paper host does not offer it.
  std::string_view paper_tr_id;
  /// Must be present, though some may be empty.
  std::vector<std::string_view> required;
  KisAnswer (*answer)(const KisRequest&);
};
std::span<const KisApi> kis_apis();

// kis_quotations.cpp
KisAnswer kis_inquire_price(const KisRequest& request);
KisAnswer kis_inquire_order_book(const KisRequest& request);
// kis_charts.cpp
KisAnswer kis_inquire_daily_price(const KisRequest& request);
KisAnswer kis_inquire_daily_chart(const KisRequest& request);
KisAnswer kis_inquire_minute_chart(const KisRequest& request);
// kis_reference.cpp
KisAnswer kis_search_stock_info(const KisRequest& request);
KisAnswer kis_check_holiday(const KisRequest& request);
// kis_account.cpp
KisAnswer kis_inquire_balance(const KisRequest& request);

}  // namespace kbroker::sim
