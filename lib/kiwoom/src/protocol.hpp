// The Kiwoom REST API on the wire: calls with their headers, access tokens, pages. Pure.
#pragma once

#include <string>

#include <boost/json/object.hpp>

#include "apis.hpp"
#include "kbroker/broker/endpoint.hpp"

namespace kbroker::kiwoom {

const broker::Protocol& protocol();

/// One page of a read. `next` is that of the page before.
boost::asio::awaitable<Result<broker::Page>> ask(broker::Endpoint& endpoint, const Api& api,
                                                 const boost::json::object& parameters,
                                                 broker::CallOptions options,
                                                 net::http::Headers next = net::http::Headers());

}  // namespace kbroker::kiwoom
