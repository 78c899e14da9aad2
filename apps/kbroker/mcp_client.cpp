// Sends MCP requests and reads their answers.
#include "mcp_client.hpp"

#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::cli {

namespace json = boost::json;
namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view revision = "2026-07-28";

Error not_mcp(const std::string& url, unsigned status) {
  return Error(Errc::broker_unavailable,
               url + " answered HTTP " + std::to_string(status) + " and no MCP message",
               status == 401 ? "The server wants a token: give --token-file."
                             : "Is this the address of an MCP server, with /mcp at its end?");
}

Result<json::object> read_answer(const std::string& url, const net::http::ClientResponse& response) {
  boost::system::error_code failed;
  auto message = json::parse(response.body, failed);
  if (failed || !message.is_object()) return not_mcp(url, response.status);
  auto& object = message.as_object();
  if (auto* result = object.if_contains("result"); result && result->is_object())
    return std::move(result->as_object());
  if (auto* error = object.if_contains("error"); error && error->is_object())
    if (auto* text = error->as_object().if_contains("message"); text && text->is_string())
      return Error(Errc::invalid_argument, std::string(text->as_string()));
  return not_mcp(url, response.status);
}

}  // namespace

McpClient::McpClient(std::string url, std::string bearer_token)
    : url_(std::move(url)),
      bearer_token_(std::move(bearer_token)),
      pool_(std::make_unique<net::http::ClientPool>()) {}

McpClient::~McpClient() = default;

Result<json::object> McpClient::request(const std::string& method, json::object params) {
  params["_meta"] = json::object{{"io.modelcontextprotocol/protocolVersion", revision},
                                 {"io.modelcontextprotocol/clientCapabilities", json::object()},
                                 {"io.modelcontextprotocol/clientInfo",
                                  json::object{{"name", "kbroker"}, {"version", KBROKER_VERSION}}}};
  net::http::Headers headers{{"Content-Type", "application/json"},
                             {"Accept", "application/json, text/event-stream"},
                             {"MCP-Protocol-Version", std::string(revision)},
                             {"Mcp-Method", method}};
  if (const auto* name = params.if_contains("name"))
    headers.emplace_back("Mcp-Name", std::string(name->as_string()));
  if (!bearer_token_.empty()) headers.emplace_back("Authorization", "Bearer " + bearer_token_);
  json::object message{{"jsonrpc", "2.0"}, {"id", next_id_++}, {"method", method}};
  message["params"] = std::move(params);

  net::http::ClientRequest request("POST", url_, std::move(headers), to_json_text(message));
  std::optional<Result<net::http::ClientResponse>> answer;
  asio::co_spawn(context_, pool_->send(std::move(request), Deadline::after(clock_, 60s)),
                 [&](std::exception_ptr failed, Result<net::http::ClientResponse> response) {
                   if (!failed) answer.emplace(std::move(response));
                   context_.stop();
                 });
  context_.restart();
  context_.run();
  if (!answer) return Error(Errc::internal, "the request to " + url_ + " ended without an answer");
  if (answer->has_error()) return answer->error();
  return read_answer(url_, **answer);
}

Result<json::array> McpClient::list_tools() {
  json::array tools;
  std::optional<std::string> cursor;
  do {
    json::object params;
    if (cursor) params["cursor"] = *cursor;
    auto page = request("tools/list", std::move(params));
    if (page.has_error()) return page.error();
    if (auto* rows = page->if_contains("tools"); rows && rows->is_array())
      for (auto& tool : rows->as_array()) tools.push_back(std::move(tool));
    const auto* next = page->if_contains("nextCursor");
    cursor.reset();
    if (next && next->is_string()) cursor = std::string(next->as_string());
  } while (cursor);
  return tools;
}

Result<json::object> McpClient::call_tool(const std::string& name, json::object arguments) {
  json::object params;
  params["name"] = name;
  params["arguments"] = std::move(arguments);
  return request("tools/call", std::move(params));
}

}  // namespace kbroker::cli
