// The broker simulator on a free port, running on a thread of its own.
#pragma once

#include <string>
#include <thread>

#include <boost/asio/co_spawn.hpp>

#include "http_call.hpp"
#include "kbroker/catalog/master_loader.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/sim/simulator.hpp"

namespace kbroker::test {

class RunningSimulator {
 public:
  explicit RunningSimulator(sim::Options options = {},
                            std::shared_ptr<Clock> clock = std::make_shared<SystemClock>())
      : clock_(std::move(clock)),
        master_({}, *clock_, {}),
        simulator_(runtime_, std::move(options), master_.current(), catalog::ApiCatalogue::embedded(),
                   *clock_) {
    const auto started = simulator_.start();
    if (started.has_error()) throw std::runtime_error(started.error().message);
    thread_ = std::thread([this] { runtime_.run(); });
  }
  ~RunningSimulator() {
    boost::asio::co_spawn(runtime_.main(), stop(), [](std::exception_ptr) {});
    thread_.join();
  }

  std::string base_url(std::string_view path) const { return simulator_.base_url(path); }
  /// One rule or several, as docs/simulator.md describes them.
  void inject(const std::string& rules) {
    HttpCaller caller;
    const auto added =
        caller.send("POST", control() + "/faults", {{"Content-Type", "application/json"}}, rules);
    if (added.status >= 300) throw std::runtime_error(added.body);
  }
  void heal() {
    HttpCaller caller;
    caller.send("DELETE", control() + "/faults");
  }
  /// Every token of one broker ends: "kis" or "kiwoom".
  void revoke_tokens(const std::string& broker) {
    HttpCaller caller;
    caller.send("POST", control() + "/tokens/revoke", {{"Content-Type", "application/json"}},
                R"({"broker":")" + broker + R"("})");
  }

 private:
  std::string control() const { return "http://127.0.0.1:" + std::to_string(simulator_.port()) + "/control"; }
  boost::asio::awaitable<void> stop() {
    co_await simulator_.stop();
    runtime_.stop();
  }

  const std::shared_ptr<Clock> clock_;
  net::Runtime runtime_;
  catalog::MasterLoader master_;
  sim::Simulator simulator_;
  std::thread thread_;
};

}  // namespace kbroker::test
