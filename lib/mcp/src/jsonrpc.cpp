// Reading is strict about the envelope and indifferent to extras.
#include "jsonrpc.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/throw_exception.hpp>

#include "kbroker/base/json_text.hpp"
#include "kbroker/base/text.hpp"

namespace kbroker::mcp {

namespace json = boost::json;

namespace {

/// One block for a usual request; grows from the heap for a large one.
class RequestArena final : public json::memory_resource {
 public:
  // Clearing what is written before it is read would cost more than a short request's parsing.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-member-init)
  RequestArena() : memory_(buffer_.data(), buffer_.size()) {}

 private:
  void* do_allocate(std::size_t size, std::size_t align) override { return memory_.allocate(size, align); }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const memory_resource& other) const noexcept override { return this == &other; }

  // With what is around it just small enough for the allocator's short way.
  std::array<unsigned char, 944> buffer_;
  json::monotonic_resource memory_;
};

bool is_id(const json::value& value) {
  return value.is_string() || value.is_int64() || value.is_uint64();
}

/// The members of a message that mean something; null when absent.
struct Members {
  const json::value* id = nullptr;
  const json::value* version = nullptr;
  const json::value* method = nullptr;
  const json::value* params = nullptr;
  const json::value* result = nullptr;
  const json::value* error = nullptr;
};

/// One walk over the message is cheaper than a search for each name.
Members find_members(const json::object& object) {
  Members found;
  for (const auto& member : object) {
    const auto name = member.key();
    const auto* value = &member.value();
    if (name == "id")
      found.id = value;
    else if (name == "jsonrpc")
      found.version = value;
    else if (name == "method")
      found.method = value;
    else if (name == "params")
      found.params = value;
    else if (name == "result")
      found.result = value;
    else if (name == "error")
      found.error = value;
  }
  return found;
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

RpcResult<json::value> parse_payload(std::string_view body) {
  json::parse_options options;
  options.max_depth = max_json_depth;
  // Written before it is read.
  std::array<unsigned char, 1024> scratch;  // NOLINT(cppcoreguidelines-pro-type-member-init)
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
  const auto [id, version, method, params, result, error] = find_members(*object);
  if (id && is_id(*id)) message.id = id;
  if (!version || !version->is_string() || version->get_string() != "2.0") {
    message.problem = "\"jsonrpc\" must be \"2.0\"";
    return message;
  }
  if (id && !message.id) {
    message.problem = "\"id\" must be a string or an integer";
    return message;
  }
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
  if (params) {
    message.params = params->if_object();
    message.params_malformed = !message.params;
    const auto* meta = message.params ? message.params->if_contains("_meta") : nullptr;
    if (meta) message.meta = meta->if_object();
  }
  message.kind = message.id ? MessageKind::request : MessageKind::notification;
  return message;
}

namespace {

/// Headers and queries, which messages quote, need not be UTF-8; an answer must be.
void append_message(std::string& out, std::string message) {
  if (!is_valid_utf8(message))
    std::replace_if(
        message.begin(), message.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  append_json_string(out, message);
}

}  // namespace

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
  append_message(out, error.message);
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
