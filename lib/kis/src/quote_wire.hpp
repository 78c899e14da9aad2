// Quotations that differ in the names of their figures. Pure.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::kis {

struct QuoteNames {
  std::string_view price, change, change_rate, open, high, low, previous_close;
};

/// The figures that every quotation has. `damaged` without a row or its price; KIS answers an unknown code
/// with zeros: `unknown_symbol`.
Result<broker::Quote> decode_quote_row(const boost::json::object* row, const QuoteNames& names,
                                       const std::string& code, WallTime now);

}  // namespace kbroker::kis
