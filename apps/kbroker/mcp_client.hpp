// A small MCP client: stateless requests of revision 2026-07-28 over Streamable HTTP.
#pragma once

#include <memory>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/json/object.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::cli {

/// Blocks; for one thread.
class McpClient {
 public:
  McpClient(std::string url, std::string bearer_token);
  ~McpClient();

  /// The `result` member. Unreachable server: `broker_unavailable`; a JSON-RPC error: `invalid_argument`.
  Result<boost::json::object> request(const std::string& method, boost::json::object params);
  /// Every tool, all pages.
  Result<boost::json::array> list_tools();
  Result<boost::json::object> call_tool(const std::string& name, boost::json::object arguments);

 private:
  std::string url_, bearer_token_;
  SystemClock clock_;
  boost::asio::io_context context_;
  std::unique_ptr<net::http::ClientPool> pool_;
  std::int64_t next_id_ = 1;
};

}  // namespace kbroker::cli
