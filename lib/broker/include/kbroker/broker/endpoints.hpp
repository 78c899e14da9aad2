// The environments of one broker that are configured, and which of them answers what.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/endpoint.hpp"

namespace kbroker::broker {

/// Immutable after construction. The pointers live as long as this.
class Endpoints {
 public:
  Endpoints(const Protocol& protocol, BrokerConfig config, std::shared_ptr<net::http::Transport> transport,
            Clock& clock, Random& random, std::shared_ptr<ResilienceObserver> observer);

  /// Null when it is not configured.
  Endpoint* find(Environment environment) const;
  /// The simulator answers everything; otherwise the real host, or paper where it offers the call. Null:
  /// none.
  Endpoint* for_quotations(bool paper_offers_it = true) const;
  /// The environment chosen for accounts when both exist, else the one there is. Null: none.
  Endpoint* for_accounts() const;

  boost::asio::awaitable<Result<void>> authenticate(Environment environment, CallOptions options) const;
  std::vector<ConnectionStatus> status() const;
  /// `what`: "access", "real".
  Error not_configured(std::string_view what) const;

 private:
  const Protocol& protocol_;
  Environment account_environment_;
  std::unique_ptr<Endpoint> real_, paper_, simulated_;
};

}  // namespace kbroker::broker
