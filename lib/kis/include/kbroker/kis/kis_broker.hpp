// KIS (한국투자증권) Open API behind the broker interface.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "kbroker/base/clock.hpp"
#include "kbroker/base/random.hpp"
#include "kbroker/base/secret.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/resilience.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kis {

inline constexpr std::string_view real_url = "https://openapi.koreainvestment.com:9443";
inline constexpr std::string_view paper_url = "https://openapivts.koreainvestment.com:29443";

/// One key pair and account. `environment` simulated: the built-in simulator, which answers everything.
struct EndpointConfig {
  broker::Environment environment = broker::Environment::real;
  std::string base_url;
  Secret app_key, app_secret;
  std::string account;  ///< eight digits (CANO); may be empty when only quotations are wanted
  std::string account_product = "01";
  double calls_per_second = 15;        ///< KIS: 20/s real, 2/s paper; stay below
  double ledger_calls_per_second = 5;  ///< balance, fills, orders
};

struct Config {
  /// Any of real, paper; or simulated alone.
  std::optional<EndpointConfig> real, paper, simulated;
  /// Where accounts and orders go when both exist.
  broker::Environment account_environment = broker::Environment::paper;
  std::string token_directory;
  std::string user_agent = "kbroker";
  std::string customer_type = "P";
  std::size_t max_pages = 10;
  broker::RetryConfig retry;
  broker::BreakerConfig breaker;
};

std::shared_ptr<broker::Broker> make_kis_broker(
    Config config, std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
    std::shared_ptr<broker::ResilienceObserver> observer = nullptr);

}  // namespace kbroker::kis
