// JSON-RPC 2.0: bytes to messages and answers to text (mcp.md 1.3; jsonrpc.org/specification).
#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/system/result.hpp>

namespace kbroker::mcp {

namespace rpc_code {
inline constexpr int parse_error = -32700;
inline constexpr int invalid_request = -32600;
inline constexpr int method_not_found = -32601;
inline constexpr int invalid_params = -32602;
inline constexpr int internal_error = -32603;
// The legacy era's own, as the official servers number them.
inline constexpr int bad_request = -32000;
inline constexpr int session_not_found = -32001;
inline constexpr int resource_not_found = -32002;
inline constexpr int url_elicitation_required = -32042;
// The modern era's.
inline constexpr int header_mismatch = -32020;
inline constexpr int missing_capability = -32021;
inline constexpr int unsupported_version = -32022;
}  // namespace rpc_code

/// The `error` member of an answer.
struct RpcError {
  int code = rpc_code::internal_error;
  std::string message;
  boost::json::value data;  ///< null: left out

  RpcError() = default;
  RpcError(int code_, std::string message_, boost::json::value data_ = nullptr)
      : code(code_), message(std::move(message_)), data(std::move(data_)) {}
};

RpcError invalid_request(std::string_view problem);
RpcError method_not_found(std::string_view method);

[[noreturn]] void throw_exception_from_error(const RpcError& error, const boost::source_location& where);

template <class T = void>
using RpcResult = boost::system::result<T, RpcError>;

enum class MessageKind { request, notification, response, invalid };

/// One message inside a Payload; its pointers live as long as the payload.
struct Message {
  MessageKind kind = MessageKind::invalid;
  /// A string or an integer; null when there is none that can be echoed.
  const boost::json::value* id = nullptr;
  std::string_view method;
  /// Null when absent, and when `params` is something else than an object.
  const boost::json::object* params = nullptr;
  bool params_malformed = false;
  /// `params._meta` when it is an object, else null.
  const boost::json::object* meta = nullptr;
  /// Of a response, one of the two; otherwise null.
  const boost::json::value* result = nullptr;
  const boost::json::value* error = nullptr;
  /// Why it is invalid.
  std::string_view problem;
};

/// Nesting and size are bounded before anything looks at the content.
inline constexpr std::size_t max_json_depth = 32;

/// A parsed body. Its memory is one counted block, so that values copied out of it stay valid.
/// Fails with -32700 for text that is not JSON, nests too deep or is not UTF-8.
RpcResult<boost::json::value> parse_payload(std::string_view body);

/// Tells what `value` is. Members nobody knows are ignored; of repeated members the last counts.
Message read_message(const boost::json::value& value);

/// `id` null: left out, as for requests that could not be read.
std::string error_text(const boost::json::value* id, const RpcError& error);
/// `{"jsonrpc":"2.0","method":…,"params":…}`; `params` is JSON text.
std::string notification_text(std::string_view method, std::string_view params);

}  // namespace kbroker::mcp
