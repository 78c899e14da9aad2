// A request in the log as a span of its caller's trace (W3C Trace Context; mcp.md 2.4.8).
#pragma once

#include <cstdint>
#include <memory>

#include "jsonrpc.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/net/http_message.hpp"

namespace kbroker::mcp {

/// Lasts as long as this lives, and is written when it goes. For requests that name a trace, and only when
/// the log takes level debug: otherwise it costs one comparison.
class Span {
 public:
  Span() = default;
  /// `request` gives the headers; null: there are none.
  Span(Clock& clock, Random& random, std::uint64_t request_id, const Message& message,
       const net::http::Request* request);
  ~Span();
  Span(Span&&) noexcept;
  Span& operator=(Span&&) = delete;

 private:
  struct Data;
  std::unique_ptr<Data> data_;  ///< null: nothing is written
};

}  // namespace kbroker::mcp
