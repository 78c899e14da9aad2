// Walks to a server step by step and tells where the way is blocked; for diagnosis.
#pragma once

#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/error.hpp"

namespace kbroker::net::http {

enum class ProbeStage { url, name, connection, tls, answer };
/// "name", "connection" and so on.
std::string_view to_string(ProbeStage stage) noexcept;

struct Probe {
  /// The step that failed; nothing when the server answered, whatever its status.
  std::optional<ProbeStage> blocked;
  Error error;                          ///< why; as those of Transport
  std::optional<WallTime> server_time;  ///< of the answer's Date field

  Probe() = default;
};

/// Asks for `HEAD /` of the server at `url` without any other field; nothing is repeated. Each step may take
/// `limit`. Runs on the caller's executor and can be cancelled.
boost::asio::awaitable<Probe> probe(std::string url, Duration limit);

}  // namespace kbroker::net::http
