// An account as a whole: domestic shares, and what brokers keep in books of their own.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/json/object.hpp>

#include "kbroker/broker/gateway.hpp"
#include "kbroker/tools/tools.hpp"

namespace kbroker::tools {

/// A section that does not exist (no such account, none on paper) is left out in silence; one that could not
/// be asked is in `failures`.
struct AccountView {
  std::optional<broker::Sourced<broker::Account>> domestic;
  std::vector<broker::Sourced<broker::Positions>> others;
  std::vector<Error> failures;
  broker::Provenance provenance;  ///< of the oldest part

  AccountView() = default;
};

/// `code` empty: everything, and a failure when the domestic account fails. Otherwise the section that holds
/// this instrument alone, and a failure when that fails.
boost::asio::awaitable<Result<AccountView>> view_account(const Services& services,
                                                         std::optional<broker::BrokerId> broker,
                                                         std::string code, broker::CallOptions options);

/// Newest first.
struct OrdersView {
  broker::OrderList list;
  std::vector<Error> failures;
  broker::Provenance provenance;

  OrdersView() = default;
};

/// The same of orders; `request.section` is ignored.
boost::asio::awaitable<Result<OrdersView>> view_orders(const Services& services,
                                                       std::optional<broker::BrokerId> broker,
                                                       std::string code, broker::OrdersRequest request,
                                                       broker::CallOptions options);

/// Whether a failure says that there is nothing to ask.
bool is_absent(const Error& error);
/// Adds "unavailable", the reasons, when there are any.
void put_failures(boost::json::object& data, const std::vector<Error>& failures);
/// Totals of a section: in won where the broker converts, and by currency.
boost::json::object section_row(const broker::Positions& positions);
/// ", 해외 4종목 9,600,000원", nothing for a section without holdings.
std::string section_words(const broker::Positions& positions);

}  // namespace kbroker::tools
