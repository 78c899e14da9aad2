// The caller's trace, from the message (mcp.md 2.4.8) or the request that brought it.
#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "jsonrpc.hpp"
#include "kbroker/base/trace_context.hpp"

namespace kbroker::mcp {

/// A trace id, or none. Trivial to copy, because every request takes it along.
class TraceId {
 public:
  TraceId() = default;
  explicit TraceId(const TraceContext& context) : known_(true) {
    std::copy_n(context.trace_id.begin(), digits_.size(), digits_.begin());
  }
  /// Empty: none.
  std::string_view text() const { return {digits_.data(), known_ ? digits_.size() : 0}; }

 private:
  std::array<char, 32> digits_{};
  bool known_ = false;
};

/// `_meta.traceparent` is nearer to the call than the header, which proxies rewrite.
inline TraceId trace_id_of(const Message& message, std::optional<std::string_view> header = std::nullopt) {
  const auto* meta = message.meta;
  const auto* own = meta ? meta->if_contains("traceparent") : nullptr;
  auto context = own && own->is_string() ? parse_traceparent(own->get_string()) : std::nullopt;
  if (!context && header) context = parse_traceparent(*header);
  return context ? TraceId(*context) : TraceId();
}

}  // namespace kbroker::mcp
