// What every face of the simulator works with, and the shape of a call.
#pragma once

#include <string>
#include <string_view>

#include "account.hpp"
#include "exchange.hpp"
#include "fields.hpp"
#include "kbroker/base/clock.hpp"
#include "kbroker/net/http_message.hpp"
#include "pacing.hpp"
#include "tokens.hpp"

namespace kbroker::sim {

/// A request without its connection. `path` begins after the face's prefix.
struct Call {
  std::string method, path, query, body;
  Fields headers;

  /// Empty when absent.
  std::string_view header(std::string_view name) const { return value_of(headers, name); }
};

/// Everything behind the faces. Any thread may use it.
struct World {
  const Exchange& exchange;
  const Account& account;
  TokenDesk& tokens;
  Pacing& pacing;
  Clock& clock;
};

/// One broker's HTTP interface in one environment. Any thread may call every function.
class Face {
 public:
  virtual ~Face() = default;
  virtual net::http::Response answer(const Call& call) = 0;
  /// TR id or api-id of a call, empty for token calls.
  virtual std::string_view operation(const Call& call) const = 0;
  // The refusals that faults ask for.
  virtual net::http::Response rate_limited() const = 0;
  virtual net::http::Response token_invalid() const = 0;
  virtual net::http::Response token_refused() const = 0;
  virtual bool is_token_issue(const Call& call) const = 0;
};

}  // namespace kbroker::sim
