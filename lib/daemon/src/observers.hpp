// Turns what the rooms tell their observers into metrics.
#pragma once

#include <memory>

#include "kbroker/broker/gateway.hpp"
#include "kbroker/broker/resilience.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/telemetry/metrics.hpp"

namespace kbroker::daemon {

/// The metrics outlive the observers.
std::shared_ptr<net::http::ServerObserver> observe_http(telemetry::Metrics& metrics);
std::shared_ptr<mcp::Observer> observe_mcp(telemetry::Metrics& metrics);
std::shared_ptr<broker::GatewayObserver> observe_gateway(telemetry::Metrics& metrics);
std::shared_ptr<broker::ResilienceObserver> observe_upstream(telemetry::Metrics& metrics);

}  // namespace kbroker::daemon
