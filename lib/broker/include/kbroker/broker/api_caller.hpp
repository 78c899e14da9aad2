// Sends any REST API of a broker: environment, filled parameters, pages. The brokers put their own rules
// around it.
#pragma once

#include "kbroker/broker/api_request.hpp"
#include "kbroker/broker/endpoints.hpp"

namespace kbroker::broker {

/// The environment that answers: the one asked for, else that of accounts for account data and the one for
/// quotations otherwise, else real where only the real host offers the call. `not_on_paper` and
/// `not_configured` say what is missing. The simulator stands for both, and keeps the paper host's rules when
/// paper is asked for.
Result<Endpoint*> endpoint_for(const Endpoints& endpoints, const Protocol& protocol,
                               const ApiRequest& request);

/// Puts account number, product and user id into the request. `not_configured` when one is needed and
/// unknown, `invalid_argument` when the caller named another account.
Result<ApiRequest> filled(ApiRequest request, const Endpoint& endpoint, const Protocol& protocol);

/// Follows pages while the answers say that there are more. A first page that fails is the failure of the
/// call; a later one ends the answer.
boost::asio::awaitable<Result<ApiAnswer>> call_pages(Endpoint& endpoint, const Protocol& protocol,
                                                     ApiRequest request, CallOptions options);

/// The three together.
Reply<ApiAnswer> call_api(const Endpoints& endpoints, const Protocol& protocol, ApiRequest request,
                          CallOptions options);

}  // namespace kbroker::broker
