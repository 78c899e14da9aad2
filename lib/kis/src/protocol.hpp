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

/// One page of a read. `next` is that of the page before.
boost::asio::awaitable<Result<broker::Page>> get(broker::Endpoint& endpoint, const Api& api,
                                                 const Query& query, broker::CallOptions options,
                                                 net::http::Headers next = net::http::Headers());

}  // namespace kbroker::kis
