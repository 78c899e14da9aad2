// KIS on the simulator, over real sockets.
#pragma once

#include <memory>
#include <string>

#include "call_bench.hpp"
#include "fast_clock.hpp"
#include "kbroker/base/time_format.hpp"
#include "kbroker/net/http_client.hpp"
#include "simulator_fixture.hpp"

namespace kbroker::test {

/// Both hosts, 40 times as fast: pacing stays true to the brokers' and the test short.
struct SimulatedKis {
  std::shared_ptr<Clock> clock = std::make_shared<FastClock>(*parse_kst("20261120", "101530"), 40);
  RunningSimulator simulator{{}, clock};
  CallHarness harness{config(), std::make_shared<net::http::ClientPool>(), *clock};

 private:
  static broker::EndpointConfig endpoint(std::string base_url) {
    broker::EndpointConfig made;
    made.base_url = std::move(base_url);
    made.app_key = Secret(std::string(sim::demo_app_key));
    made.app_secret = Secret(std::string(sim::demo_app_secret));
    made.account = made.derivatives_account = sim::demo_account;
    made.user_id = "demo";
    return made;
  }
  broker::BrokerConfig config() const {
    broker::BrokerConfig made;
    made.real = endpoint(simulator.base_url("/kis/real"));
    made.paper = endpoint(simulator.base_url("/kis/paper"));
    return made;
  }
};

}  // namespace kbroker::test
