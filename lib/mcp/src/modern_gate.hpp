// What a request of the modern era must bring before it is served: pure rules (mcp.md 1.6).
#pragma once

#include <optional>

#include <boost/json/object.hpp>

#include "jsonrpc.hpp"
#include "kbroker/mcp/call_context.hpp"
#include "method.hpp"
#include "param_headers.hpp"

namespace kbroker::mcp {

/// A request that passed; views into the message.
struct ModernRequest {
  Method method = Method::discover;
  Revision revision = newest_revision;
  const boost::json::object* capabilities = nullptr;
  std::optional<LogLevel> log_level;
  const boost::json::value* progress_token = nullptr;
  const ToolEntry* tool = nullptr;  ///< the one that is called
};

struct GateRefusal {
  unsigned status = 400;
  RpcError error;

  GateRefusal() = default;
  GateRefusal(unsigned status_, int code, std::string message, boost::json::value data = nullptr)
      : status(status_), error(code, std::move(message), std::move(data)) {}
};
[[noreturn]] void throw_exception_from_error(const GateRefusal& refusal, const boost::source_location& where);

/// `message` is a request. Headers are looked up in any case; an empty `header` means a transport that has
/// none (stdio), where only the body counts.
boost::system::result<ModernRequest, GateRefusal> modern_gate(const Message& message,
                                                              const HeaderLookup& header,
                                                              const Registry::Impl& registry);

/// The progress token of a request in either era, or null.
const boost::json::value* progress_token_of(const Message& message);

}  // namespace kbroker::mcp
