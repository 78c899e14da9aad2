// Who asks, and what he may do.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace kbroker::mcp {

/// What a token allows; each includes the ones before it. As texts: "mcp:read", "mcp:trade".
enum class Scope {
  none,
  read,
  trade,  ///< tools that change something
};

inline constexpr std::string_view read_scope = "mcp:read", trade_scope = "mcp:trade";

struct Identity {
  /// Sessions, tasks and limits belong to it; empty without authorization.
  std::string principal;
  Scope scope = Scope::trade;

  Identity() = default;
  Identity(std::string principal_, Scope scope_) : principal(std::move(principal_)), scope(scope_) {}
};

}  // namespace kbroker::mcp
