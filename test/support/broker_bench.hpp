// A broker on a scripted transport and a clock that stands still.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "kbroker/base/time_format.hpp"
#include "kbroker/broker/broker.hpp"
#include "kbroker/broker/broker_config.hpp"
#include "run.hpp"
#include "scripted_transport.hpp"

namespace kbroker::test {

/// What the bench needs to know of a broker: how it is made, and answers in its format.
struct BrokerUnderTest {
  std::shared_ptr<broker::Broker> (*make)(broker::BrokerConfig, std::shared_ptr<net::http::Transport>, Clock&,
                                          Random&, std::shared_ptr<broker::ResilienceObserver>);
  std::string account;
  std::string_view token, quote;
};

struct BrokerBench {
  const BrokerUnderTest subject;
  ManualClock clock{*parse_kst("20261120", "101530")};
  SeededRandom random{7};
  std::shared_ptr<ScriptedTransport> transport = std::make_shared<ScriptedTransport>();
  broker::BrokerConfig config;

  /// `environment`: "real" or "paper" configures that one; empty: nothing.
  BrokerBench(BrokerUnderTest subject_, std::string_view environment) : subject(std::move(subject_)) {
    if (environment == "real") config.real = endpoint("real", subject.account);
    if (environment == "paper") config.paper = endpoint("paper", subject.account);
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
  std::shared_ptr<broker::Broker> open() { return subject.make(config, transport, clock, random, nullptr); }
  /// A broker that got its token and answered a quotation two minutes ago.
  std::shared_ptr<broker::Broker> open_used() {
    auto broker = open();
    token();
    reply(subject.quote);
    if (quote(broker).has_error()) throw std::runtime_error("the first quotation failed");
    clock.advance(std::chrono::minutes{2});
    return broker;
  }
  void token() { reply(subject.token); }
  void reply(std::string_view body, net::http::Headers headers = {}) {
    transport->reply(200, std::string(body), std::move(headers));
  }
  Result<broker::Answer<broker::Quote>> quote(const std::shared_ptr<broker::Broker>& broker,
                                              std::chrono::seconds limit = std::chrono::seconds{30}) {
    return run(broker->quote("005930", broker::Basis::krx, within(limit)));
  }
};

/// Each failure that may pass, three times over: what is told in the end. Every attempt must have been made.
inline void check_three_attempts(BrokerBench& bench) {
  bench.token();
  Errc told{};
  SECTION("maintenance page") {
    for (const unsigned status : {503U, 502U, 500U}) bench.transport->reply(status, "<html>점검</html>");
    told = Errc::broker_unavailable;
  }
  SECTION("cut off JSON") {
    for (int i = 0; i < 3; ++i) bench.reply(R"({"output":{"stck_prpr":"97)");
    told = Errc::broker_error;
  }
  SECTION("time-out") {
    for (int i = 0; i < 3; ++i)
      bench.transport->fail(Error(Errc::timeout, "real.test did not answer in time."));
    told = Errc::timeout;
  }
  SECTION("refused connection") {
    for (int i = 0; i < 3; ++i) bench.transport->fail(Error(Errc::broker_unavailable, "real.test refused."));
    told = Errc::broker_unavailable;
  }
  CHECK(bench.quote(bench.open()).error().code == told);
  CHECK(bench.transport->requests().size() == 4);
  CHECK(bench.transport->unanswered() == 0);
}

/// No secret, token or account number may be in what is told about a refusal that repeats them all.
inline void check_nothing_leaks(const Error& error, const broker::ConnectionStatus& status,
                                std::initializer_list<const char*> secrets) {
  for (const auto& text : {error.message, error.hint, status.last_error, status.account_masked})
    for (const auto* secret : secrets) CHECK(text.find(secret) == std::string::npos);
  CHECK(error.message.find("***") != std::string::npos);
}

}  // namespace kbroker::test
