// Kiwoom (키움증권) REST API behind the broker interface.
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

namespace kbroker::kiwoom {

inline constexpr std::string_view real_url = "https://api.kiwoom.com";
inline constexpr std::string_view paper_url = "https://mockapi.kiwoom.com";

/// One key pair; the account is bound to the key.
struct EndpointConfig {
  broker::Environment environment = broker::Environment::real;
  std::string base_url;
  Secret app_key, secret_key;
  std::string account;  ///< shown masked; asked from the broker (ka00001) when empty
  double calls_per_second = 5;
  double calls_per_second_per_api = 0.9;  ///< about one a second for each api-id
};

struct Config {
  std::optional<EndpointConfig> real, paper, simulated;
  broker::Environment account_environment = broker::Environment::paper;
  std::string token_directory;
  std::size_t max_pages = 20;
  broker::RetryConfig retry;
  broker::BreakerConfig breaker;
};

std::shared_ptr<broker::Broker> make_kiwoom_broker(
    Config config, std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
    std::shared_ptr<broker::ResilienceObserver> observer = nullptr);

}  // namespace kbroker::kiwoom
