// The mapping from settings to rooms.
#include "compose.hpp"

#include <algorithm>
#include <fstream>

#include "kbroker/base/hash.hpp"
#include "kbroker/base/text.hpp"
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

/// KIS: "12345678-01", "1234567801" or "12345678" with the product beside it.
void split_kis_account(const config::CredentialSettings& from, kis::EndpointConfig& to) {
  std::string digits;
  for (const char c : from.account)
    if (c >= '0' && c <= '9') digits.push_back(c);
  to.account = digits.substr(0, 8);
  if (digits.size() == 10)
    to.account_product = digits.substr(8);
  else if (!from.account_product.empty())
    to.account_product = from.account_product;
}

kis::EndpointConfig kis_endpoint(const config::CredentialSettings& from, broker::Environment environment) {
  const bool real = environment == broker::Environment::real;
  kis::EndpointConfig to;
  to.environment = environment;
  to.base_url = from.base_url.empty() ? std::string(real ? kis::real_url : kis::paper_url) : from.base_url;
  to.app_key = from.app_key;
  to.app_secret = from.app_secret;
  split_kis_account(from, to);
  // KIS allows 20 a second on real and 2 on paper; refusals at the exact limit are common, so stay below.
  to.calls_per_second = from.calls_per_second > 0 ? from.calls_per_second : real ? 15 : 1.5;
  to.ledger_calls_per_second = real ? 5 : 1;
  return to;
}

kiwoom::EndpointConfig kiwoom_endpoint(const config::CredentialSettings& from,
                                       broker::Environment environment) {
  kiwoom::EndpointConfig to;
  to.environment = environment;
  to.base_url = !from.base_url.empty()                     ? from.base_url
                : environment == broker::Environment::real ? std::string(kiwoom::real_url)
                                                           : std::string(kiwoom::paper_url);
  to.app_key = from.app_key;
  to.secret_key = from.app_secret;
  to.account = from.account;
  if (from.calls_per_second > 0) to.calls_per_second = from.calls_per_second;
  return to;
}

Result<std::vector<std::string>> read_token_digests(const std::string& file) {
  std::ifstream in(file);
  if (!in)
    return Error(Errc::not_configured, "server.bearer_token_file " + file + " cannot be read",
                 "Check that the file exists and that this user may read it.");
  std::vector<std::string> digests;
  for (std::string line; std::getline(in, line);) {
    const auto token = trim(line);
    if (token.empty() || token.front() == '#') continue;
    if (token.size() < 16)
      return Error(Errc::not_configured,
                   "server.bearer_token_file " + file + " has a token of fewer than 16 characters",
                   "Make one with: openssl rand -hex 32");
    digests.push_back(sha256_hex(token));
  }
  if (digests.empty())
    return Error(Errc::not_configured, "server.bearer_token_file " + file + " holds no token",
                 "Write one token a line, for example from: openssl rand -hex 32");
  return digests;
}

}  // namespace

Result<net::http::ServerConfig> http_config(const config::Settings& settings) {
  const auto& from = settings.server;
  const auto address = net::parse_host_port(from.listen);
  if (address.has_error()) return address.error();
  if (!net::is_loopback_host(address->host) && from.bearer_token_file.empty() && !from.insecure_no_auth)
    return Error(
        Errc::not_configured,
        "refusing to listen on " + from.listen + ": others could reach it and no bearer token is set",
        "Set server.bearer_token_file, listen on 127.0.0.1, or give --insecure-no-auth if something else "
        "protects this address.");
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

Result<mcp::ServerOptions> mcp_options(const config::Settings& settings, const std::string& version) {
  mcp::ServerOptions options;
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
  options.call_deadline = settings.server.call_deadline;
  options.default_toolsets = settings.toolsets;
  if (!settings.server.bearer_token_file.empty()) {
    auto digests = read_token_digests(settings.server.bearer_token_file);
    if (digests.has_error()) return digests.error();
    options.bearer_token_sha256 = std::move(*digests);
  }
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
  to.directory = under(settings.state_directory, "master");
  return to;
}

sim::Options sim_options(const config::Settings& settings) {
  sim::Options to;
  to.seed = settings.sim.seed;
  to.speed = settings.sim.speed;
  return to;
}

kis::Config kis_config(const config::Settings& settings) {
  kis::Config to;
  if (settings.kis.real) to.real = kis_endpoint(*settings.kis.real, broker::Environment::real);
  if (settings.kis.paper) to.paper = kis_endpoint(*settings.kis.paper, broker::Environment::paper);
  to.account_environment = account_environment(settings.kis);
  to.token_directory = under(settings.state_directory, "tokens");
  to.retry = retry_config(settings);
  to.breaker = breaker_config(settings);
  return to;
}

kiwoom::Config kiwoom_config(const config::Settings& settings) {
  kiwoom::Config to;
  if (settings.kiwoom.real) to.real = kiwoom_endpoint(*settings.kiwoom.real, broker::Environment::real);
  if (settings.kiwoom.paper) to.paper = kiwoom_endpoint(*settings.kiwoom.paper, broker::Environment::paper);
  to.account_environment = account_environment(settings.kiwoom);
  to.token_directory = under(settings.state_directory, "tokens");
  to.retry = retry_config(settings);
  to.breaker = breaker_config(settings);
  return to;
}

kis::Config simulated_kis(const config::Settings& settings, const std::string& base_url) {
  kis::EndpointConfig endpoint;
  endpoint.environment = broker::Environment::simulated;
  endpoint.base_url = base_url;
  endpoint.app_key = Secret(std::string(sim::demo_app_key));
  endpoint.app_secret = Secret(std::string(sim::demo_app_secret));
  endpoint.account = sim::demo_account;
  kis::Config to;
  to.simulated = std::move(endpoint);
  to.account_environment = broker::Environment::simulated;
  to.retry = retry_config(settings);
  to.breaker = breaker_config(settings);
  return to;
}

kiwoom::Config simulated_kiwoom(const config::Settings& settings, const std::string& base_url) {
  kiwoom::EndpointConfig endpoint;
  endpoint.environment = broker::Environment::simulated;
  endpoint.base_url = base_url;
  endpoint.app_key = Secret(std::string(sim::demo_app_key));
  endpoint.secret_key = Secret(std::string(sim::demo_app_secret));
  kiwoom::Config to;
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
