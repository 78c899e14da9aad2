// How a broker is reached: key pairs, environments, limits. The same for every broker.
#pragma once

#include <optional>
#include <string>

#include "kbroker/base/secret.hpp"
#include "kbroker/broker/domain.hpp"
#include "kbroker/broker/resilience.hpp"

namespace kbroker::broker {

/// One key pair of one environment, and the account it is for.
struct EndpointConfig {
  Environment environment = Environment::real;
  std::string base_url;  ///< empty: the broker's own host of that environment
  Secret app_key, app_secret;
  /// KIS: eight digits, may be empty when only quotations are wanted. Kiwoom: bound to the key, asked from
  /// the broker when empty.
  std::string account;
  std::string account_product;  ///< KIS: two digits; empty elsewhere
  /// Of futures and options, where that is another account (KIS: eight digits, product 03); empty: none.
  std::string derivatives_account;
  std::string user_id;          ///< KIS: HTS id; may be empty
  double calls_per_second = 0;  ///< 0: what the broker bears
};

struct BrokerConfig {
  /// Any of real, paper; or simulated (the built-in simulator, which answers everything) alone.
  std::optional<EndpointConfig> real, paper, simulated;
  /// Where accounts and orders go when both exist.
  Environment account_environment = Environment::paper;
  std::string token_directory;  ///< empty: tokens stay in memory
  std::size_t max_pages = 0;    ///< of one chart or balance; 0: what suits the broker
  RetryConfig retry;
  BreakerConfig breaker;
};

}  // namespace kbroker::broker
