// Whole charts from Kiwoom: continuation pages until the request is met.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "endpoint.hpp"
#include "kbroker/broker/domain.hpp"

namespace kbroker::kiwoom {

boost::asio::awaitable<Result<broker::History>> read_chart(Endpoint& endpoint, broker::HistoryRequest request,
                                                           std::size_t max_pages,
                                                           broker::CallOptions options);

}  // namespace kbroker::kiwoom
