// Whole charts from Kiwoom: continuation pages until the request is met.
#pragma once

#include <boost/asio/awaitable.hpp>

#include "kbroker/broker/endpoint.hpp"

namespace kbroker::kiwoom {

boost::asio::awaitable<Result<broker::History>> read_chart(broker::Endpoint& endpoint,
                                                           broker::HistoryRequest request,
                                                           std::size_t max_pages,
                                                           broker::CallOptions options);

}  // namespace kbroker::kiwoom
