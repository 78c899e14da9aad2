// The mapping from settings to rooms.
#include "compose.hpp"

#include <algorithm>

#include "kbroker/net/url.hpp"

namespace kbroker::daemon {

namespace {

std::string under(const std::string& directory, std::string_view name) {
  return directory.empty() ? std::string() : directory + "/" + std::string(name);
}

broker::RetryConfig retry_config(const config::Settings& settings) {
  broker::RetryConfig retry;
  retry.attempts = settings.retry.attempts;
  retry.first_delay = settings.retry.first_delay;
  return retry;
}

broker::BreakerConfig breaker_config(const config::Settings& settings) {
  broker::BreakerConfig breaker;
  breaker.failures_to_open = settings.breaker.failures;
  breaker.open_for = settings.breaker.open_for;
  return breaker;
}

broker::Environment account_environment(const config::BrokerSettings& broker) {
  if (!broker.paper) return broker::Environment::real;
  if (!broker.real) return broker::Environment::paper;
  return broker.account_environment == "real" ? broker::Environment::real : broker::Environment::paper;
}

broker::EndpointConfig endpoint_config(const config::CredentialSettings& from) {
  broker::EndpointConfig to;
  to.base_url = from.base_url;
  to.app_key = from.app_key;
  to.app_secret = from.app_secret;
  to.account = from.account;
  to.account_product = from.account_product;
  to.derivatives_account = from.derivatives_account;
  to.calls_per_second = from.calls_per_second;
  return to;
}

Result<mcp::AuthorizationOptions> authorization(const config::Settings& settings,
                                                std::shared_ptr<net::http::Transport> transport) {
  mcp::AuthorizationOptions to;
  if (!settings.server.bearer_token_file.empty()) {
    auto tokens = mcp::StaticTokens::open(settings.server.bearer_token_file);
    if (tokens.has_error()) return tokens.error();
    to.tokens = std::move(*tokens);
  }
  const auto& from = settings.oauth;
  if (from.issuer.empty() != from.resource.empty() || from.issuer.empty() != from.jwks_url.empty())
    return Error(Errc::not_configured,
                 "oauth.issuer, oauth.resource and oauth.jwks_url go together, one of them is missing",
                 "Set all three, or none for no OAuth.");
  if (!from.issuer.empty()) {
    auto& oauth = to.oauth.emplace();
    oauth.issuer = from.issuer;
    oauth.resource = from.resource;
    oauth.jwks_url = from.jwks_url;
    oauth.transport = std::move(transport);
  }
  return to;
}

mcp::PrincipalLimits principal_limits(const config::LimitSettings& from) {
  mcp::PrincipalLimits to;
  to.sessions = from.sessions;
  to.streams = from.streams;
  to.calls = from.calls;
  to.requests_per_second = from.requests_per_second;
  to.replay_bytes = from.replay_bytes;
  return to;
}

}  // namespace

Result<net::http::ServerConfig> http_config(const config::Settings& settings) {
  const auto& from = settings.server;
  const auto address = net::parse_host_port(from.listen);
  if (address.has_error()) return address.error();
  const bool authorized = !from.bearer_token_file.empty() || !settings.oauth.issuer.empty();
  if (!net::is_loopback_host(address->host) && !authorized && !from.insecure_no_auth)
    return Error(
        Errc::not_configured,
        "refusing to listen on " + from.listen + ": others could reach it, and no token is asked for",
        "Set server.bearer_token_file or oauth, listen on 127.0.0.1, or give --insecure-no-auth if something "
        "else protects this address.");
  if (from.tls_certificate.empty() != from.tls_key.empty())
    return Error(Errc::not_configured,
                 "server.tls_certificate and server.tls_key go together, one of them is missing",
                 "Set both, or neither for plain HTTP.");
  net::http::ServerConfig to;
  to.host = address->host;
  to.port = address->port;
  if (!from.tls_certificate.empty()) to.tls = net::http::TlsFiles{from.tls_certificate, from.tls_key};
  to.max_header_bytes = from.max_header_bytes;
  to.max_body_bytes = from.max_body_bytes;
  to.max_connections = from.max_connections;
  to.header_deadline = from.header_deadline;
  to.body_deadline = from.body_deadline;
  to.idle_deadline = from.idle_deadline;
  to.write_deadline = from.write_deadline;
  to.sse_heartbeat = from.sse_heartbeat;
  return to;
}

Result<mcp::ServerOptions> mcp_options(const config::Settings& settings, const std::string& version,
                                       std::shared_ptr<net::http::Transport> transport) {
  mcp::ServerOptions options;
  options.implementation.name = "kbroker";
  options.implementation.title = "kbroker";
  options.implementation.version = version;
  options.instructions =
      "kbroker answers questions about Korean stocks and the user's brokerage account (KIS 한국투자증권, "
      "Kiwoom 키움증권). "
      "Every result says where it comes from in `source`: live, cache, stale, sample (invented) or simulated "
      "(built-in "
      "simulator). Never present sample or simulated figures as real. Tools take codes (005930) or names in "
      "Korean or "
      "English.";
  options.allowed_hosts = settings.server.allowed_hosts;
  options.session_idle = std::chrono::duration_cast<std::chrono::seconds>(settings.server.session_idle);
  options.max_sessions = settings.server.max_sessions;
  if (!settings.sessions.store.empty()) options.session_storage = mcp::session_file(settings.sessions.store);
  options.session_replay_bytes = settings.sessions.replay_bytes;
  options.per_principal = principal_limits(settings.limits);
  options.call_deadline = settings.server.call_deadline;
  options.default_toolsets = settings.toolsets;
  auto allowed = authorization(settings, std::move(transport));
  if (allowed.has_error()) return allowed.error();
  options.authorization = std::move(*allowed);
  if (const auto public_url = net::parse_url(settings.oauth.resource); !public_url.has_error())
    options.allowed_hosts.push_back(public_url->host);
  return options;
}

broker::GatewayConfig gateway_config(const config::Settings& settings) {
  broker::GatewayConfig to;
  to.ttl.fallback = settings.cache.default_ttl;
  to.ttl.quote = settings.cache.quote_ttl;
  to.ttl.info = settings.cache.info_ttl;
  to.ttl.account = settings.cache.account_ttl;
  to.max_entries = settings.cache.max_entries;
  to.max_bytes = settings.cache.max_bytes;
  to.max_stale = settings.fallback.max_stale;
  to.sample = settings.fallback.sample;
  // A simulated calendar must not be taken for a real one later.
  if (!settings.demo) to.calendar_file = under(settings.state_directory, "calendar.json");
  return to;
}

catalog::MasterConfig master_config(const config::Settings& settings) {
  catalog::MasterConfig to;
  to.download =
      settings.master.download == "always" || (settings.master.download == "auto" && !settings.demo);
  to.base_url = settings.master.base_url;
  to.others = settings.master.others;
  to.directory = under(settings.state_directory, "master");
  return to;
}

sim::Options sim_options(const config::Settings& settings) {
  sim::Options to;
  to.seed = settings.sim.seed;
  to.speed = settings.sim.speed;
  return to;
}

broker::BrokerConfig broker_config(const config::Settings& settings, const config::BrokerSettings& broker) {
  broker::BrokerConfig to;
  if (broker.real) to.real = endpoint_config(*broker.real);
  if (broker.paper) to.paper = endpoint_config(*broker.paper);
  if (to.real) to.real->user_id = broker.hts_id;
  if (to.paper) to.paper->user_id = broker.hts_id;
  to.account_environment = account_environment(broker);
  to.token_directory = under(settings.state_directory, "tokens");
  to.retry = retry_config(settings);
  to.breaker = breaker_config(settings);
  return to;
}

broker::BrokerConfig simulated_broker(const config::Settings& settings, const std::string& base_url,
                                      std::string_view account) {
  broker::EndpointConfig endpoint;
  endpoint.base_url = base_url;
  endpoint.app_key = Secret(std::string(sim::demo_app_key));
  endpoint.app_secret = Secret(std::string(sim::demo_app_secret));
  endpoint.account = endpoint.derivatives_account = account;
  endpoint.user_id = "demo";
  broker::BrokerConfig to;
  to.simulated = std::move(endpoint);
  to.account_environment = broker::Environment::simulated;
  to.retry = retry_config(settings);
  to.breaker = breaker_config(settings);
  return to;
}

bool has_credentials(const config::BrokerSettings& broker) {
  return broker.enabled && (broker.real.has_value() || broker.paper.has_value());
}

}  // namespace kbroker::daemon
