// Kiwoom (키움증권) REST API behind the broker interface.
#pragma once

#include <memory>

#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "kbroker/net/http_client.hpp"

namespace kbroker::kiwoom {

/// The account is bound to the key pair: its number is only shown, and asked from the broker when empty.
std::shared_ptr<broker::Broker> make_kiwoom_broker(
    broker::BrokerConfig config, std::shared_ptr<net::http::Transport> transport, Clock& clock,
    Random& random, std::shared_ptr<broker::ResilienceObserver> observer = nullptr);

}  // namespace kbroker::kiwoom
