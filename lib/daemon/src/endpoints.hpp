// What the daemon serves besides MCP: health, readiness, metrics, the page at /.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "kbroker/broker/gateway.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/telemetry/metrics.hpp"

namespace kbroker::daemon {

/// What the endpoints report on; everything outlives the routes.
struct EndpointSources {
  const broker::Gateway& gateway;
  const catalog::MasterLoader& master;
  telemetry::Metrics& metrics;
  std::string version;
  std::string mode;  ///< "demo", "paper" or "real"
};

/// Liveness never waits for anything; readiness reports what is known without asking a broker.
std::vector<net::http::Route> operation_routes(EndpointSources sources);

/// The page at `/`.
std::string welcome_page(const std::string& version, const std::string& mode);

}  // namespace kbroker::daemon
