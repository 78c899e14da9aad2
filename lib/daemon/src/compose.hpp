// From settings to the configuration of each room.
#pragma once

#include <string>
#include <string_view>

#include "kbroker/base/error.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "kbroker/broker/gateway.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/config/settings.hpp"
#include "kbroker/mcp/server.hpp"
#include "kbroker/net/http_server.hpp"
#include "kbroker/sim/simulator.hpp"

namespace kbroker::daemon {

/// Errors name the setting. A bind that others can reach needs tokens or `--insecure-no-auth`.
Result<net::http::ServerConfig> http_config(const config::Settings& settings);
/// Reads the token file. `transport` fetches the keys of the authorization server.
Result<mcp::ServerOptions> mcp_options(const config::Settings& settings, const std::string& version,
                                       std::shared_ptr<net::http::Transport> transport);
broker::GatewayConfig gateway_config(const config::Settings& settings);
catalog::MasterConfig master_config(const config::Settings& settings);
sim::Options sim_options(const config::Settings& settings);
/// `broker` is that of the settings: `settings.kis`, `settings.kiwoom`.
broker::BrokerConfig broker_config(const config::Settings& settings, const config::BrokerSettings& broker);
/// The same broker pointed at the built-in simulator.
broker::BrokerConfig simulated_broker(const config::Settings& settings, const std::string& base_url,
                                      std::string_view account);
/// True when at least one environment of the broker has credentials.
bool has_credentials(const config::BrokerSettings& broker);

}  // namespace kbroker::daemon
