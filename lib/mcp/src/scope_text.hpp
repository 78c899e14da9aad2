// Scopes as tokens and challenges have them.
#pragma once

#include <algorithm>
#include <string_view>

#include "kbroker/base/text.hpp"
#include "kbroker/mcp/identity.hpp"

namespace kbroker::mcp {

/// Scope::none for a word nobody knows.
inline Scope parse_scope(std::string_view word) {
  if (word == trade_scope) return Scope::trade;
  return word == read_scope ? Scope::read : Scope::none;
}

/// The best of a list with blanks (RFC 6749, 3.3).
inline Scope best_scope(std::string_view list) {
  auto best = Scope::none;
  for (const auto word : split(list, ' ')) best = std::max(best, parse_scope(word));
  return best;
}

inline std::string_view to_string(Scope scope) {
  return scope == Scope::trade ? trade_scope : read_scope;
}

}  // namespace kbroker::mcp
