// KIS bodies about overseas instruments. Pure: `body` is what read_envelope() gave, `now` the moment it
// arrived. Source: kis.md section 8 (state of November 2026).
#pragma once

#include <optional>
#include <string>

#include <boost/json/object.hpp>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/market_data.hpp"
#include "kbroker/broker/overseas.hpp"

namespace kbroker::kis {

/// The three letters of quotations: NAS, NYS, AMS, TSE, HKS, SHS, SZS, HNX, HSX.
std::string quotation_exchange(const broker::OverseasExchange& exchange);
/// The four letters of accounts and orders: NASD, NYSE, AMEX, TKSE, SEHK, SHAA, SZAA, HASE, VNSE.
std::string account_exchange(const broker::OverseasExchange& exchange);
/// Null for letters that are none of them.
const broker::OverseasExchange* exchange_of_account(std::string_view letters);
/// PRDT_TYPE_CD of search-info: 512, 513, …
std::string product_type(const broker::OverseasExchange& exchange);

/// overseas price. Nothing when the exchange does not list the symbol: KIS answers that with blanks.
/// `damaged` without the field.
Result<std::optional<broker::Quote>> decode_overseas_quote(const boost::json::object& body,
                                                           const broker::OverseasCode& code, WallTime now);

/// overseas inquire-asking-price. Without a price the exchange does not list the symbol: `unknown_symbol`.
Result<broker::OrderBook> decode_overseas_order_book(const boost::json::object& body,
                                                     const broker::OverseasCode& code, WallTime now);

/// Facts of overseas price-detail, put where `info` has nothing yet.
void add_overseas_detail(broker::StockInfo& info, const boost::json::object& body);
/// Facts of overseas search-info, likewise.
void add_overseas_register(broker::StockInfo& info, const boost::json::object& body);

/// overseas dailyprice, newest first. Rows without a day are padding. A row of the exchange's present day is
/// not final.
Result<std::vector<broker::Candle>> decode_overseas_chart(const boost::json::object& body,
                                                          const broker::OverseasCode& code, WallTime now);

}  // namespace kbroker::kis
