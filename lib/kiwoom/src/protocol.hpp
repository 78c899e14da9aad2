// The Kiwoom REST API on the wire: calls with their headers, access tokens, pages. Pure.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "apis.hpp"
#include "kbroker/broker/endpoint.hpp"

namespace kbroker::kiwoom {

const broker::Protocol& protocol();

/// One page of a read. `next` is that of the page before, or empty.
boost::asio::awaitable<Result<broker::Page>> ask(broker::Endpoint& endpoint, const Api& api,
                                                 const boost::json::object& parameters,
                                                 net::http::Headers next, broker::CallOptions options);
boost::asio::awaitable<Result<broker::Page>> ask(broker::Endpoint& endpoint, const Api& api,
                                                 const boost::json::object& parameters,
                                                 broker::CallOptions options);

/// Holds the secret key: for the wire only.
std::string token_request(const Secret& app_key, const Secret& secret_key);

/// Expiry comes from `expires_dt`, Korean time.
Result<broker::Token> decode_token(const net::http::ClientResponse& response, WallTime now);

}  // namespace kbroker::kiwoom
