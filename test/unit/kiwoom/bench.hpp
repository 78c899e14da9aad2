// A Kiwoom broker to ask.
#pragma once

#include "broker_bench.hpp"
#include "kbroker/kiwoom/kiwoom_broker.hpp"
#include "samples.hpp"

namespace kbroker::kiwoom {

struct Bench : test::BrokerBench {
  explicit Bench(std::string_view environment = {})
      : BrokerBench({make_kiwoom_broker, "1234567811", sample::token, sample::quote}, environment) {}
};

}  // namespace kbroker::kiwoom
