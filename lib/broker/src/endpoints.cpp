// Opens the configured environments and chooses among them.
#include "kbroker/broker/endpoints.hpp"

namespace kbroker::broker {

Endpoints::Endpoints(const Protocol& protocol, BrokerConfig config,
                     std::shared_ptr<net::http::Transport> transport, Clock& clock, Random& random,
                     std::shared_ptr<ResilienceObserver> observer)
    : protocol_(protocol), account_environment_(config.account_environment) {
  const auto open = [&](std::optional<EndpointConfig>& wanted, Environment environment) {
    if (!wanted) return std::unique_ptr<Endpoint>();
    wanted->environment = environment;
    return std::make_unique<Endpoint>(protocol, std::move(*wanted), config, transport, clock, random,
                                      observer);
  };
  real_ = open(config.real, Environment::real);
  paper_ = open(config.paper, Environment::paper);
  simulated_ = open(config.simulated, Environment::simulated);
}

Endpoint* Endpoints::find(Environment environment) const {
  switch (environment) {
    case Environment::real:
      return real_.get();
    case Environment::paper:
      return paper_.get();
    case Environment::simulated:
      return simulated_.get();
  }
  return nullptr;
}

Endpoint* Endpoints::for_quotations(bool paper_offers_it) const {
  if (simulated_) return simulated_.get();
  if (real_) return real_.get();
  return paper_offers_it ? paper_.get() : nullptr;
}

Endpoint* Endpoints::for_accounts() const {
  if (simulated_) return simulated_.get();
  if (Endpoint* chosen = find(account_environment_)) return chosen;
  return real_ ? real_.get() : paper_.get();
}

boost::asio::awaitable<Result<void>> Endpoints::authenticate(Environment environment,
                                                             CallOptions options) const {
  Endpoint* endpoint = find(environment);
  if (!endpoint) co_return not_configured(to_string(environment));
  co_return co_await endpoint->authenticate(std::move(options));
}

std::vector<ConnectionStatus> Endpoints::status() const {
  std::vector<ConnectionStatus> all;
  for (const auto* endpoint : {&real_, &paper_, &simulated_})
    if (*endpoint) all.push_back((*endpoint)->status());
  return all;
}

Error Endpoints::not_configured(std::string_view what) const {
  return Error(Errc::not_configured,
               std::string(protocol_.facts.name) + " " + std::string(what) + " is not configured.",
               std::string(protocol_.facts.how_to_configure));
}

}  // namespace kbroker::broker
