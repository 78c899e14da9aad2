// A broker on a scripted transport and a clock that stands still.
#pragma once

#include <memory>
#include <string>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "run.hpp"
#include "scripted_transport.hpp"

namespace kbroker::test {

struct BrokerBench {
  ManualClock clock{*parse_kst("20261120", "101530")};
  SeededRandom random{7};
  std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();
  broker::BrokerConfig config;

  /// `environment`: "real" or "paper" configures that one; empty: nothing.
  BrokerBench(std::string_view environment, std::string account) {
    if (environment == "real") config.real = endpoint("real", std::move(account));
    if (environment == "paper") config.paper = endpoint("paper", std::move(account));
  }
  static broker::EndpointConfig endpoint(std::string name, std::string account) {
    broker::EndpointConfig endpoint;
    endpoint.base_url = "https://" + name + ".test";
    endpoint.app_key = Secret(name + "-app-key");
    endpoint.app_secret = Secret(name + "-app-secret");
    endpoint.account = std::move(account);
    return endpoint;
  }

  broker::CallOptions within(std::chrono::seconds limit = std::chrono::seconds{30}) {
    return broker::CallOptions(Deadline::after(clock, limit));
  }
  void reply(std::string_view body, net::http::Headers headers = {}) {
    transport->reply(200, std::string(body), std::move(headers));
  }
  auto quote(const std::shared_ptr<broker::Broker>& broker,
             std::chrono::seconds limit = std::chrono::seconds{30}) {
    return run(broker->quote("005930", broker::Basis::krx, within(limit)));
  }
};

}  // namespace kbroker::test
