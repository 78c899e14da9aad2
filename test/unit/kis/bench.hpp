// A KIS broker to ask.
#pragma once

#include "broker_bench.hpp"
#include "kbroker/kis/kis_broker.hpp"
#include "samples.hpp"

namespace kbroker::kis {

struct Bench : test::BrokerBench {
  explicit Bench(std::string_view environment = {})
      : BrokerBench({make_kis_broker, "12345678", sample::token, sample::quote}, environment) {}
  void refuse(std::string_view code, unsigned status = 500) {
    transport->reply(status, sample::refusal(code, "사유"));
  }
};

}  // namespace kbroker::kis
