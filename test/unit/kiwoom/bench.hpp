// A Kiwoom broker to ask.
#pragma once

#include "broker_bench.hpp"
#include "kbroker/kiwoom/kiwoom_broker.hpp"
#include "samples.hpp"

namespace kbroker::kiwoom {

struct Bench : test::BrokerBench {
  explicit Bench(std::string_view environment = {}) : BrokerBench(environment, "1234567811") {}
  std::shared_ptr<broker::Broker> open() { return make_kiwoom_broker(config, transport, clock, random); }
  void token() { reply(sample::token); }
};

}  // namespace kbroker::kiwoom
