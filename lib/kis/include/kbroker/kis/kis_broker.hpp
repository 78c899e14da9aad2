// KIS (한국투자증권) Open API behind the broker interface.
#pragma once

#include <memory>

#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kis {

/// An account is "12345678-01", "1234567801", or "12345678" with its product beside it.
std::shared_ptr<broker::Broker> make_kis_broker(
    broker::BrokerConfig config, std::shared_ptr<net::http::Transport> transport, Clock& clock,
    Random& random, std::shared_ptr<broker::ResilienceObserver> observer = nullptr);

}  // namespace kbroker::kis
