// How results list orders.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/broker/account_data.hpp"

namespace kbroker::tools {

/// "open", "filled", "partly_filled" (the rest is gone), "cancelled", "rejected".
std::string_view state_of(const broker::OrderRecord& order);
boost::json::object order_row(const broker::OrderRecord& order);
/// "매수 삼성전자 10주 97,000원".
std::string order_words(const broker::OrderRecord& order);

}  // namespace kbroker::tools
