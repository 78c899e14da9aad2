// Prometheus metrics of the daemon.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace kbroker::telemetry {

/// Any thread may call every function. Metric names start with kbroker_; docs/operations.md lists them.
class Metrics {
 public:
  explicit Metrics(std::string version);
  ~Metrics();

  void http_request(std::string_view method, std::string_view route, unsigned status,
                    std::chrono::nanoseconds taken);
  void connections(double change);
  void connection_refused();
  void streams(double change);
  void sessions(double change);
  void mcp_method(std::string_view method, std::string_view revision);
  void tool_call(std::string_view tool, bool is_error, std::chrono::nanoseconds taken);
  void cache_event(std::string_view operation, std::string_view event);
  void upstream(std::string_view broker, std::string_view environment, std::string_view operation,
                std::string_view outcome, std::chrono::nanoseconds taken);
  void retry(std::string_view broker, std::string_view environment, std::string_view operation);
  void pacing_wait(std::string_view broker, std::string_view environment, std::chrono::nanoseconds waited);
  /// "closed", "half_open", "open".
  void breaker_state(std::string_view broker, std::string_view environment, std::string_view state);
  void token_issue(std::string_view broker, std::string_view environment, bool ok);
  /// Called at each scrape, to set gauges that are read rather than counted.
  void on_scrape(std::function<void(Metrics&)> read);
  void token_seconds_left(std::string_view broker, std::string_view environment, double seconds);
  void cache_size(double entries, double bytes);

  /// Prometheus text format 0.0.4.
  std::string scrape();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace kbroker::telemetry
