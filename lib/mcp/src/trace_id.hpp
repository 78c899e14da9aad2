// The caller's trace, from the message (mcp.md 2.4.8) or the request that brought it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "jsonrpc.hpp"
#include "kbroker/base/trace_context.hpp"
#include "kbroker/net/http_message.hpp"

namespace kbroker::mcp {

/// What the caller said about its trace; views into the message or the request.
struct CallerTrace {
  std::optional<TraceContext> context;  ///< nothing: none, or malformed
  std::string_view state;               ///< `tracestate`, as it came
};

/// `_meta` is nearer to the call than headers, which proxies rewrite. Null: there are no headers.
inline CallerTrace trace_of(const Message& message, const net::http::Request* request) {
  const auto text = [&](std::string_view name) {
    const auto* value = message.meta ? message.meta->if_contains(name) : nullptr;
    return value && value->is_string() ? std::string_view(value->get_string()) : std::string_view();
  };
  CallerTrace trace{parse_traceparent(text("traceparent")), {}};
  if (trace.context) {
    trace.state = text("tracestate");
  } else if (const auto header = request ? request->header("traceparent") : std::nullopt) {
    trace.context = parse_traceparent(*header);
    if (trace.context) trace.state = request->header("tracestate").value_or("");
  }
  return trace;
}

/// A trace id, or none. Trivial to copy, because every request takes it along.
class TraceId {
 public:
  TraceId() = default;
  explicit TraceId(const CallerTrace& trace) : known_(trace.context.has_value()) {
    if (known_) std::copy_n(trace.context->trace_id.begin(), digits_.size(), digits_.begin());
  }
  /// Empty: none.
  std::string_view text() const { return {digits_.data(), known_ ? digits_.size() : 0}; }

 private:
  std::array<char, 32> digits_{};
  bool known_ = false;
};

}  // namespace kbroker::mcp
