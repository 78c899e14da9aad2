// A KIS broker to ask.
#pragma once

#include "broker_bench.hpp"
#include "kbroker/kis/kis_broker.hpp"
#include "samples.hpp"

namespace kbroker::kis {

struct Bench : test::BrokerBench {
  explicit Bench(std::string_view environment = {}) : BrokerBench(environment, "12345678") {}
  std::shared_ptr<broker::Broker> open() { return make_kis_broker(config, transport, clock, random); }
  void token() { reply(sample::token); }
  void refuse(std::string_view code, unsigned status = 500) {
    transport->reply(status, sample::refusal(code, "사유"));
  }
};

}  // namespace kbroker::kis
