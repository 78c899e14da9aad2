// What the results of prices say alike.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/broker/domain.hpp"

namespace kbroker::tools {

/// "97,200원", "283.1 USD"; the number alone without a currency.
std::string money(Decimal amount, std::string_view currency);
/// The member `currency`, where money is not in won.
void add_currency(boost::json::object& row, std::string_view currency);
/// "+800", "-800", "0": with its sign.
std::string with_sign(Decimal value);
/// code, name, price, change, rate, volume; the currency where it is not won.
boost::json::object price_row(const std::string& name, const broker::Quote& quote);

}  // namespace kbroker::tools
