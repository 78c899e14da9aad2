// Prometheus metrics: families, and the cached handles through which they are counted.
#include "kbroker/telemetry/metrics.hpp"

#include <array>
#include <charconv>
#include <mutex>
#include <sstream>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include "process_stats.hpp"
#include "series_table.hpp"

namespace kbroker::telemetry {

namespace {

using prometheus::Counter;
using prometheus::Family;
using prometheus::Gauge;
using prometheus::Histogram;
using prometheus::Labels;

double seconds(std::chrono::nanoseconds value) {
  return std::chrono::duration<double>(value).count();
}

void change_by(Gauge& gauge, double change) {
  if (change >= 0)
    gauge.Increment(change);
  else
    gauge.Decrement(-change);
}

/// Requests that a cache answers take microseconds, upstream calls take seconds.
const Histogram::BucketBoundaries request_buckets{0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025,
                                                  0.005,   0.01,   0.025,   0.05,   0.1,   0.25,
                                                  0.5,     1,      2.5,     5,      10,    30};
const Histogram::BucketBoundaries upstream_buckets{0.005, 0.01, 0.025, 0.05, 0.1, 0.25,
                                                   0.5,   1,    2.5,   5,    10,  30};

/// Series a family may have before new label values become "other".
constexpr std::size_t request_limit = 256, name_limit = 512, broker_limit = 1024;

template <std::size_t N>
Labels labels(const std::array<const char*, N>& names, const std::array<std::string_view, N>& values) {
  Labels result;
  for (std::size_t i = 0; i < N; ++i) result.emplace(names[i], values[i]);
  return result;
}

template <class Metric, std::size_t N>
auto adder(Family<Metric>& family, std::array<const char*, N> names) {
  return [&family, names](const std::array<std::string_view, N>& values) {
    return &family.Add(labels(names, values));
  };
}

}  // namespace

struct Metrics::Impl {
  struct RequestHandles {
    Counter* count;
    Histogram* duration;
  };
  struct ToolHandles {
    Counter *ok, *failed;
    Histogram* duration;
  };

  prometheus::Registry registry;

  Family<Counter>& counters(const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
  }
  Family<Gauge>& gauges(const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry);
  }
  Family<Histogram>& histograms(const char* name, const char* help) {
    return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
  }
  Gauge& gauge(const char* name, const char* help, const Labels& with = {}) {
    return gauges(name, help).Add(with);
  }

  Family<Counter>& http_requests = counters("kbroker_http_requests_total", "HTTP requests answered");
  Family<Histogram>& http_durations =
      histograms("kbroker_http_request_duration_seconds", "From the request's head to the end of the answer");
  Family<Counter>& mcp_requests = counters("kbroker_mcp_requests_total", "MCP requests and notifications");
  Family<Counter>& tool_calls = counters("kbroker_tool_calls_total", "Tool calls by outcome (ok, error)");
  Family<Histogram>& tool_durations = histograms("kbroker_tool_duration_seconds", "Time of tool calls");
  Family<Counter>& cache_events =
      counters("kbroker_cache_events_total", "Cache events by operation (hit, miss, stale, eviction)");
  Family<Counter>& upstream_requests =
      counters("kbroker_upstream_requests_total", "Calls to a broker, each attempt counted");
  Family<Histogram>& upstream_durations =
      histograms("kbroker_upstream_duration_seconds", "Time of calls to a broker");
  Family<Counter>& retries = counters("kbroker_retries_total", "Repeated calls to a broker");
  Family<Histogram>& pacing_waits =
      histograms("kbroker_pacing_wait_seconds", "Time calls waited for their turn before going to a broker");
  Family<Gauge>& breaker_states =
      gauges("kbroker_breaker_state", "Circuit breaker: 0 closed, 1 half open, 2 open");
  Family<Counter>& token_issues =
      counters("kbroker_token_issues_total", "Access tokens asked from a broker by outcome (ok, error)");
  Family<Gauge>& token_lifetimes =
      gauges("kbroker_token_seconds_left", "Seconds until the access token expires");

  Gauge& connections = gauge("kbroker_http_connections", "Open HTTP connections");
  Counter& refused =
      counters("kbroker_http_connections_refused_total", "Connections refused at the limit").Add({});
  Gauge& streams = gauge("kbroker_streams", "Open event streams");
  Gauge& sessions = gauge("kbroker_sessions", "MCP sessions");
  Gauge& cache_entries = gauge("kbroker_cache_entries", "Answers in the cache");
  Gauge& cache_bytes = gauge("kbroker_cache_bytes", "Memory of answers in the cache");
  Gauge& resident_memory = gauge("process_resident_memory_bytes", "Resident memory size in bytes");
  Gauge& open_files = gauge("process_open_fds", "Open file descriptors");
  Gauge& started =
      gauge("process_start_time_seconds", "Start time of the process since the Unix epoch in seconds");

  using Triple = std::array<std::string_view, 3>;
  SeriesTable<RequestHandles, 3> requests{
      request_limit, [this](const Triple& values) {
        return RequestHandles{&http_requests.Add(labels<3>({"method", "route", "status"}, values)),
                              &http_durations.Add({{"route", std::string(values[1])}}, request_buckets)};
      }};
  SeriesTable<Counter*, 2> methods{request_limit, adder(mcp_requests, std::array{"method", "revision"})};
  SeriesTable<ToolHandles, 1> tools{name_limit, [this](const std::array<std::string_view, 1>& values) {
                                      const std::string tool(values[0]);
                                      return ToolHandles{
                                          &tool_calls.Add({{"tool", tool}, {"outcome", "ok"}}),
                                          &tool_calls.Add({{"tool", tool}, {"outcome", "error"}}),
                                          &tool_durations.Add({{"tool", tool}}, request_buckets)};
                                    }};
  SeriesTable<Counter*, 2> cache{broker_limit, adder(cache_events, std::array{"operation", "event"})};
  SeriesTable<Counter*, 4> upstream{
      broker_limit, adder(upstream_requests, std::array{"broker", "environment", "operation", "outcome"})};
  SeriesTable<Histogram*, 2> upstream_time{
      broker_limit, [this](const std::array<std::string_view, 2>& values) {
        return &upstream_durations.Add(labels<2>({"broker", "environment"}, values), upstream_buckets);
      }};
  SeriesTable<Counter*, 3> retried{broker_limit,
                                   adder(retries, std::array{"broker", "environment", "operation"})};
  SeriesTable<Histogram*, 2> pacing{broker_limit, [this](const std::array<std::string_view, 2>& values) {
                                      return &pacing_waits.Add(labels<2>({"broker", "environment"}, values),
                                                               upstream_buckets);
                                    }};
  SeriesTable<Gauge*, 2> breakers{broker_limit, adder(breaker_states, std::array{"broker", "environment"})};
  SeriesTable<Counter*, 3> tokens{broker_limit,
                                  adder(token_issues, std::array{"broker", "environment", "outcome"})};
  SeriesTable<Gauge*, 2> token_left{broker_limit,
                                    adder(token_lifetimes, std::array{"broker", "environment"})};

  std::mutex scrape_mutex;
  std::vector<std::function<void(Metrics&)>> readers;
};

Metrics::Metrics(std::string version) : impl_(std::make_unique<Impl>()) {
  impl_
      ->gauge("kbroker_build_info", "Always 1; the label names the version",
              {{"version", std::move(version)}})
      .Set(1);
  impl_->started.Set(process_start_seconds());
}

Metrics::~Metrics() = default;

void Metrics::http_request(std::string_view method, std::string_view route, unsigned status,
                           std::chrono::nanoseconds taken) {
  std::array<char, 10> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), status).ptr;
  const std::string_view status_text(digits.data(), static_cast<std::size_t>(end - digits.data()));
  auto& handles = impl_->requests.at({http_method_label(method), route, status_text});
  handles.count->Increment();
  handles.duration->Observe(seconds(taken));
}

void Metrics::connections(double change) {
  change_by(impl_->connections, change);
}

void Metrics::connection_refused() {
  impl_->refused.Increment();
}

void Metrics::streams(double change) {
  change_by(impl_->streams, change);
}

void Metrics::sessions(double change) {
  change_by(impl_->sessions, change);
}

void Metrics::mcp_method(std::string_view method, std::string_view revision) {
  impl_->methods.at({method, revision})->Increment();
}

void Metrics::tool_call(std::string_view tool, bool is_error, std::chrono::nanoseconds taken) {
  auto& handles = impl_->tools.at({tool});
  (is_error ? handles.failed : handles.ok)->Increment();
  handles.duration->Observe(seconds(taken));
}

void Metrics::cache_event(std::string_view operation, std::string_view event) {
  impl_->cache.at({operation, event})->Increment();
}

void Metrics::upstream(std::string_view broker, std::string_view environment, std::string_view operation,
                       std::string_view outcome, std::chrono::nanoseconds taken) {
  impl_->upstream.at({broker, environment, operation, outcome})->Increment();
  impl_->upstream_time.at({broker, environment})->Observe(seconds(taken));
}

void Metrics::retry(std::string_view broker, std::string_view environment, std::string_view operation) {
  impl_->retried.at({broker, environment, operation})->Increment();
}

void Metrics::pacing_wait(std::string_view broker, std::string_view environment,
                          std::chrono::nanoseconds waited) {
  impl_->pacing.at({broker, environment})->Observe(seconds(waited));
}

void Metrics::breaker_state(std::string_view broker, std::string_view environment, std::string_view state) {
  impl_->breakers.at({broker, environment})->Set(state == "open" ? 2 : state == "half_open" ? 1 : 0);
}

void Metrics::token_issue(std::string_view broker, std::string_view environment, bool ok) {
  impl_->tokens.at({broker, environment, ok ? "ok" : "error"})->Increment();
}

void Metrics::on_scrape(std::function<void(Metrics&)> read) {
  const std::lock_guard lock(impl_->scrape_mutex);
  impl_->readers.push_back(std::move(read));
}

void Metrics::token_seconds_left(std::string_view broker, std::string_view environment, double seconds_left) {
  impl_->token_left.at({broker, environment})->Set(seconds_left);
}

void Metrics::cache_size(double entries, double bytes) {
  impl_->cache_entries.Set(entries);
  impl_->cache_bytes.Set(bytes);
}

std::string Metrics::scrape() {
  std::vector<std::function<void(Metrics&)>> readers;
  {
    const std::lock_guard lock(impl_->scrape_mutex);
    readers = impl_->readers;
  }
  for (const auto& read : readers) read(*this);
  impl_->resident_memory.Set(resident_memory_bytes());
  impl_->open_files.Set(open_file_descriptors());
  return prometheus::TextSerializer().Serialize(impl_->registry.Collect());
}

}  // namespace kbroker::telemetry
