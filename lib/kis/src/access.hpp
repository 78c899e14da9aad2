// The environments of KIS that are configured, and which of them may answer a call.
#pragma once

#include "apis.hpp"
#include "kbroker/broker/endpoints.hpp"

namespace kbroker::kis {

struct Access {
  broker::Endpoints endpoints;
  /// Of one chart, balance or list.
  std::size_t max_pages;

  /// The first host that offers the call; `not_on_paper` or `not_configured` say what is missing.
  Result<broker::Endpoint*> for_quotations(const Api& api) const;
  /// The host of the account, which has an account number.
  Result<broker::Endpoint*> for_account(const Api& api) const;
  /// The same where futures and options are kept.
  Result<broker::Endpoint*> for_derivatives_account(const Api& api) const;
};

/// Whether the endpoint's environment has the call.
bool offers(const broker::Endpoint& endpoint, const Api& api);
Error not_on_paper(const Api& api);

/// The context strings of a page, padded with blanks, which go back as they came.
std::string context_area(const boost::json::object& body, std::string_view name);

}  // namespace kbroker::kis
