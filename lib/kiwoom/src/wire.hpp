// Kiwoom bodies into domain values. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
//
// Prices carry a direction mark that looks like a sign: their absolute value counts. Changes, rates and
// profits have a real sign.
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::kiwoom {

/// "005930", "005930_NX", "005930_AL": the code as requests of that basis want it.
std::string code_for(std::string_view code, broker::Basis basis);
/// "A005930", "005930_AL" -> "005930".
std::string plain_code(std::string_view code);

/// ka10001. Codes that do not exist may be answered with blanks: `unknown_symbol`. Only a missing price fails
/// otherwise.
Result<broker::Quote> decode_quote(const boost::json::object& body, std::string_view code,
                                   broker::Basis basis, WallTime now);

/// ka10100 (camelCase fields).
Result<broker::StockInfo> decode_stock_info(const boost::json::object& body, std::string_view code,
                                            WallTime now);
/// What ka10001 knows besides the price, put where `info` has nothing yet.
void add_price_facts(broker::StockInfo& info, const boost::json::object& body);

/// kt00018, page by page: holdings gather.
void add_holdings(broker::Account& account, const boost::json::object& body);
/// Totals of kt00018. Fails without them: an account must never look empty by mistake.
Result<void> read_totals(broker::Account& account, const boost::json::object& body);
/// kt00001: cash. Fails without the cash after settlement.
Result<void> read_deposit(broker::Account& account, const boost::json::object& body);
/// ka00001; empty when absent.
std::string decode_account_number(const boost::json::object& body);

}  // namespace kbroker::kiwoom
