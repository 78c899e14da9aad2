// From settings to the configuration of each room.
#pragma once

#include <string>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/gateway.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/config/settings.hpp"
#include "kbroker/kis/kis_broker.hpp"
#include "kbroker/kiwoom/kiwoom_broker.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/sim/simulator.hpp"

namespace kbroker::daemon {

/// Errors name the setting. A bind that others can reach needs a bearer token or `--insecure-no-auth`.
Result<net::http::ServerConfig> http_config(const config::Settings& settings);
/// Reads the bearer token file; only digests are kept.
Result<mcp::ServerOptions> mcp_options(const config::Settings& settings, const std::string& version);
broker::GatewayConfig gateway_config(const config::Settings& settings);
catalog::MasterConfig master_config(const config::Settings& settings);
sim::Options sim_options(const config::Settings& settings);
kis::Config kis_config(const config::Settings& settings);
kiwoom::Config kiwoom_config(const config::Settings& settings);
/// The same brokers pointed at the built-in simulator.
kis::Config simulated_kis(const config::Settings& settings, const std::string& base_url);
kiwoom::Config simulated_kiwoom(const config::Settings& settings, const std::string& base_url);
/// True when at least one environment of the broker has credentials.
bool has_credentials(const config::BrokerSettings& broker);

}  // namespace kbroker::daemon
