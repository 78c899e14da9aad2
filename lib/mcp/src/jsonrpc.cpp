// Reading is strict about the envelope and indifferent to extras.
#include "jsonrpc.hpp"

#include <array>
#include <stdexcept>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/throw_exception.hpp>

#include "kbroker/base/json_text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

/// One block for a usual request; grows from the heap for a large one.
class RequestArena final : public json::memory_resource {
 public:
  RequestArena() : memory_(buffer_.data(), buffer_.size()) {}

 private:
  void* do_allocate(std::size_t size, std::size_t align) override { return memory_.allocate(size, align); }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  std::array<unsigned char, 3072> buffer_{};
  json::monotonic_resource memory_;
};

}  // namespace kbroker::mcp

/// Nothing is given back piece by piece, so a request's tree needs no walk when it goes.
template <>
struct boost::json::is_deallocate_trivial<kbroker::mcp::RequestArena> {
  static constexpr bool value = true;
};

namespace kbroker::mcp {

namespace {

bool is_id(const json::value& value) {
  return value.is_string() || value.is_int64() || value.is_uint64();
}

}  // namespace

RpcError invalid_request(std::string_view problem) {
  return RpcError(rpc_code::invalid_request, "Invalid request: " + std::string(problem));
}

RpcError method_not_found(std::string_view method) {
  return RpcError(rpc_code::method_not_found, "Method not found: " + std::string(method));
}

void throw_exception_from_error(const RpcError& error, const boost::source_location& where) {
  boost::throw_exception(std::runtime_error(error.message), where);
}

const json::object* Message::meta() const {
  if (!params) return nullptr;
  const auto* meta = params->if_contains("_meta");
  return meta ? meta->if_object() : nullptr;
}

RpcResult<json::value> parse_payload(std::string_view body) {
  json::parse_options options;
  options.max_depth = max_json_depth;
  std::array<unsigned char, 1024> scratch{};
  json::parser parser(json::storage_ptr(), options, scratch.data(), scratch.size());
  parser.reset(json::make_shared_resource<RequestArena>());
  boost::system::error_code failure;
  parser.write(body, failure);
  if (!failure) return parser.release();
  if (failure == json::error::too_deep)
    return RpcError(rpc_code::parse_error,
                    "Parse error: the body nests deeper than " + std::to_string(max_json_depth) + " levels");
  return RpcError(rpc_code::parse_error,
                  "Parse error: the body is not valid JSON (" + failure.message() + ")");
}

Message read_message(const json::value& value) {
  Message message;
  const auto* object = value.if_object();
  if (!object) {
    message.problem = "a message is a JSON object";
    return message;
  }
  const auto* id = object->if_contains("id");
  if (id && is_id(*id)) message.id = id;
  const auto* version = object->if_contains("jsonrpc");
  if (!version || !version->is_string() || version->get_string() != "2.0") {
    message.problem = "\"jsonrpc\" must be \"2.0\"";
    return message;
  }
  if (id && !message.id) {
    message.problem = "\"id\" must be a string or an integer";
    return message;
  }
  const auto* method = object->if_contains("method");
  const auto* result = object->if_contains("result");
  const auto* error = object->if_contains("error");
  if (!method) {
    if (!result == !error || !message.id) {
      message.problem = "neither a request, a notification nor a response";
      return message;
    }
    message.kind = MessageKind::response;
    message.result = result;
    message.error = error;
    return message;
  }
  if (!method->is_string()) {
    message.problem = "\"method\" must be a string";
    return message;
  }
  if (result || error) {
    message.problem = "a message with \"method\" has no \"result\" or \"error\"";
    return message;
  }
  message.method = method->get_string();
  if (const auto* params = object->if_contains("params")) {
    message.params = params->if_object();
    message.params_malformed = !message.params;
  }
  message.kind = message.id ? MessageKind::request : MessageKind::notification;
  return message;
}

std::string error_text(const json::value* id, const RpcError& error) {
  std::string out = R"({"jsonrpc":"2.0",)";
  if (id) {
    out += R"("id":)";
    append_json(out, *id);
    out += ',';
  }
  out += R"("error":{"code":)";
  out += std::to_string(error.code);
  out += R"(,"message":)";
  append_json_string(out, error.message);
  if (!error.data.is_null()) {
    out += R"(,"data":)";
    append_json(out, error.data);
  }
  out += "}}";
  return out;
}

std::string notification_text(std::string_view method, std::string_view params) {
  std::string out = R"({"jsonrpc":"2.0","method":)";
  append_json_string(out, method);
  if (!params.empty()) {
    out += R"(,"params":)";
    out += params;
  }
  out += '}';
  return out;
}

}  // namespace kbroker::mcp
