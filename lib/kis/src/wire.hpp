// KIS bodies into domain values. Pure: `body` is what read_envelope() gave, `now` the moment it arrived.
#pragma once

#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::kis {

/// inquire-price. KIS answers codes that do not exist with zeros and blanks: `unknown_symbol`. Only a missing
/// price fails otherwise.
Result<broker::Quote> decode_quote(const boost::json::object& body, std::string_view code,
                                   broker::Basis basis, WallTime now);

/// search-stock-info.
Result<broker::StockInfo> decode_stock_info(const boost::json::object& body, std::string_view code,
                                            WallTime now);

/// What inquire-price knows besides the price (sector, market, valuation), put where `info` has nothing yet.
/// `unknown_symbol` as decode_quote().
Result<void> add_price_facts(broker::StockInfo& info, const boost::json::object& body);

/// The same from the snapshot of a chart (`output1`), which has the name.
void add_chart_facts(broker::StockInfo& info, const boost::json::object& body);

/// etfetn inquire-price: what the fund holds. Leaves `info` as it is without a NAV.
void add_fund_facts(broker::StockInfo& info, const boost::json::object& body);
/// inquire-component-stock-price: what an ETF holds, the heaviest first.
void add_fund_components(broker::FundFacts& fund, const boost::json::object& body);

/// inquire-balance, page by page: holdings gather, totals are those of the newest page.
void add_holdings(broker::Account& account, const boost::json::object& body);
/// Fails when the page has no totals: an account must never look empty by mistake.
Result<void> read_totals(broker::Account& account, const boost::json::object& body);

/// chk-holiday: `opnd_yn`, not the bank or settlement flags.
Result<std::vector<broker::CalendarDay>> decode_calendar(const boost::json::object& body, Date from);

}  // namespace kbroker::kis
