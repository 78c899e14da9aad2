// The caller's trace, from the message (mcp.md 2.4.8) or the request that brought it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jsonrpc.hpp"
#include "kbroker/base/trace_context.hpp"

namespace kbroker::mcp {

/// `_meta.traceparent` is nearer to the call than the header, which proxies rewrite. Empty: no trace.
inline std::string trace_id_of(const Message& message,
                               std::optional<std::string_view> header = std::nullopt) {
  const auto* meta = message.meta;
  const auto* own = meta ? meta->if_contains("traceparent") : nullptr;
  auto context = own && own->is_string() ? parse_traceparent(own->get_string()) : std::nullopt;
  if (!context && header) context = parse_traceparent(*header);
  return context ? std::string(context->trace_id) : std::string();
}

}  // namespace kbroker::mcp
