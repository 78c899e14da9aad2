// The adaptors between observers and metrics.
#include "observers.hpp"

#include "kbroker/base/log.hpp"

namespace kbroker::daemon {

namespace {

using std::chrono::nanoseconds;
using telemetry::Metrics;

class HttpMetrics final : public net::http::ServerObserver {
 public:
  explicit HttpMetrics(Metrics& metrics) : metrics_(metrics) {}
  void connection_opened() override { metrics_.connections(1); }
  void connection_closed() override { metrics_.connections(-1); }
  void connection_refused() override { metrics_.connection_refused(); }
  void request_done(std::string_view method, std::string_view route, unsigned status,
                    nanoseconds taken) override {
    metrics_.http_request(method, route.empty() ? "other" : route, status, taken);
  }
  void stream_opened() override { metrics_.streams(1); }
  void stream_closed() override { metrics_.streams(-1); }

 private:
  Metrics& metrics_;
};

class McpMetrics final : public mcp::Observer {
 public:
  explicit McpMetrics(Metrics& metrics) : metrics_(metrics) {}
  void session_opened() override { metrics_.sessions(1); }
  void session_closed() override { metrics_.sessions(-1); }
  void tool_called(std::string_view tool, bool is_error, nanoseconds taken) override {
    metrics_.tool_call(tool, is_error, taken);
  }
  void method_called(std::string_view method, std::string_view revision) override {
    metrics_.mcp_method(method, revision);
  }

 private:
  Metrics& metrics_;
};

class GatewayMetrics final : public broker::GatewayObserver {
 public:
  explicit GatewayMetrics(Metrics& metrics) : metrics_(metrics) {}
  void cache_event(std::string_view operation, CacheEvent event) override {
    metrics_.cache_event(operation, name(event));
  }

 private:
  static std::string_view name(CacheEvent event) {
    switch (event) {
      case CacheEvent::hit:
        return "hit";
      case CacheEvent::miss:
        return "miss";
      case CacheEvent::stale:
        return "stale";
      case CacheEvent::eviction:
        return "eviction";
      case CacheEvent::sample:
        return "sample";
    }
    return "other";
  }
  Metrics& metrics_;
};

class UpstreamMetrics final : public broker::ResilienceObserver {
 public:
  using BrokerId = broker::BrokerId;
  using Environment = broker::Environment;
  explicit UpstreamMetrics(Metrics& metrics) : metrics_(metrics) {}
  void retried(BrokerId broker, Environment environment, std::string_view operation) override {
    metrics_.retry(to_string(broker), to_string(environment), operation);
  }
  void paced(BrokerId broker, Environment environment, nanoseconds waited) override {
    metrics_.pacing_wait(to_string(broker), to_string(environment), waited);
  }
  void breaker_changed(BrokerId broker, Environment environment, std::string_view state) override {
    metrics_.breaker_state(to_string(broker), to_string(environment), state);
    log::warning("broker.breaker", "circuit breaker changed",
                 {{"broker", to_string(broker)}, {"environment", to_string(environment)}, {"state", state}});
  }
  void token_issued(BrokerId broker, Environment environment, bool ok) override {
    metrics_.token_issue(to_string(broker), to_string(environment), ok);
  }
  void upstream_done(BrokerId broker, Environment environment, std::string_view operation,
                     std::string_view outcome, nanoseconds taken) override {
    metrics_.upstream(to_string(broker), to_string(environment), operation, outcome, taken);
    log::debug("broker.request", "broker answered",
               {{"broker", to_string(broker)},
                {"environment", to_string(environment)},
                {"operation", operation},
                {"outcome", outcome},
                {"ms", static_cast<double>(taken.count()) / 1e6}});
  }

 private:
  Metrics& metrics_;
};

}  // namespace

std::shared_ptr<net::http::ServerObserver> observe_http(Metrics& metrics) {
  return std::make_shared<HttpMetrics>(metrics);
}
std::shared_ptr<mcp::Observer> observe_mcp(Metrics& metrics) {
  return std::make_shared<McpMetrics>(metrics);
}
std::shared_ptr<broker::GatewayObserver> observe_gateway(Metrics& metrics) {
  return std::make_shared<GatewayMetrics>(metrics);
}
std::shared_ptr<broker::ResilienceObserver> observe_upstream(Metrics& metrics) {
  return std::make_shared<UpstreamMetrics>(metrics);
}

}  // namespace kbroker::daemon
