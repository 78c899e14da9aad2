// What a multi round-trip request carries through the client from round to round (mcp.md 2.4.7).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "kbroker/base/clock.hpp"

namespace kbroker::mcp {

/// What a state is bound to besides its content: it opens only for the same principal and the same request.
struct StateBinding {
  std::string_view principal;
  std::string_view method;
  const boost::json::object* params = nullptr;
};

/// Any thread may call every function.
class RequestStateSealer {
 public:
  explicit RequestStateSealer(std::string key) : key_(std::move(key)) {}

  /// `replies`: what has been answered so far, by key.
  std::string seal(const boost::json::object& replies, WallTime expires, const StateBinding& binding) const;
  /// Nothing for a state that was altered, is too old, or belongs to another request, principal or server.
  std::optional<boost::json::object> open(std::string_view state, WallTime now,
                                          const StateBinding& binding) const;

 private:
  std::string mac(std::string_view payload, const StateBinding& binding) const;
  const std::string key_;
};

}  // namespace kbroker::mcp
