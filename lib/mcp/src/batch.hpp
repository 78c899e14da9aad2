// Batches, which only 2025-03-26 has (mcp.md 2.3.6).
#pragma once

#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/json/value.hpp>

#include "call_runner.hpp"

namespace kbroker::mcp {

/// Why `batch` is refused as a whole; nothing when it is not.
std::optional<RpcError> check_batch(const boost::json::array& batch, Revision revision);
/// The answers of a batch as one array; empty when nothing in it gets an answer. `batch` is an array.
/// `request` brought it; null over stdio. Everything passed must outlive the coroutine.
boost::asio::awaitable<std::string> answer_batch(ServerParts& parts, Caller caller,
                                                 const boost::json::value& batch, std::uint64_t request_id,
                                                 const net::http::Request* request);

}  // namespace kbroker::mcp
