// A Kiwoom broker on a scripted transport and a clock that stands still.
#pragma once

#include <memory>

#include "kbroker/base/time_format.hpp"
#include "kbroker/kiwoom/kiwoom_broker.hpp"
#include "run.hpp"
#include "samples.hpp"
#include "scripted_transport.hpp"

namespace kbroker::kiwoom {

struct Bench {
  ManualClock clock{*parse_kst("20261120", "101530")};
  SeededRandom random{7};
  std::shared_ptr<test::ScriptedTransport> transport = std::make_shared<test::ScriptedTransport>();
  Config config;

  /// `environment`: "real" or "paper" configures that one; empty: nothing.
  explicit Bench(std::string_view environment = {}) {
    if (environment == "real") config.real = endpoint("real");
    if (environment == "paper") config.paper = endpoint("paper");
  }
  static EndpointConfig endpoint(std::string name, std::string account = "1234567811") {
    EndpointConfig endpoint;
    endpoint.base_url = "https://" + name + ".test";
    endpoint.app_key = Secret(name + "-app-key");
    endpoint.secret_key = Secret(name + "-secret-key");
    endpoint.account = std::move(account);
    return endpoint;
  }

  std::shared_ptr<broker::Broker> open() { return make_kiwoom_broker(config, transport, clock, random); }
  broker::CallOptions within(std::chrono::seconds limit = std::chrono::seconds{30}) {
    return broker::CallOptions(Deadline::after(clock, limit));
  }
  void token() { transport->reply(200, std::string(sample::token)); }
  void reply(std::string_view body, net::http::Headers headers = {}) {
    transport->reply(200, std::string(body), std::move(headers));
  }
  auto quote(const std::shared_ptr<broker::Broker>& broker) {
    return test::run(broker->quote("005930", broker::Basis::krx, within()));
  }
};

}  // namespace kbroker::kiwoom
