// The KIS REST API on the wire: calls with their headers, access tokens, pages. Pure.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "apis.hpp"
#include "kbroker/broker/endpoint.hpp"

namespace kbroker::kis {

const broker::Protocol& protocol();

using Query = std::vector<std::pair<std::string_view, std::string>>;

/// One page of a read. `next` is that of the page before, or empty.
boost::asio::awaitable<Result<broker::Page>> get(broker::Endpoint& endpoint, const Api& api,
                                                 const Query& query, net::http::Headers next,
                                                 broker::CallOptions options);
boost::asio::awaitable<Result<broker::Page>> get(broker::Endpoint& endpoint, const Api& api,
                                                 const Query& query, broker::CallOptions options);

/// Holds the app secret: for the wire only.
std::string token_request(const Secret& app_key, const Secret& app_secret);

/// Expiry comes from `access_token_token_expired` (Korean time), else from `expires_in` (seconds).
Result<broker::Token> decode_token(const net::http::ClientResponse& response, WallTime now);

}  // namespace kbroker::kis
