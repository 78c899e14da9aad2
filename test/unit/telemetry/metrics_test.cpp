// What is counted is what a scrape says.
#include "kbroker/telemetry/metrics.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <catch2/benchmark/catch_benchmark.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "kbroker/base/text.hpp"
#include "places.hpp"

using namespace kbroker;
using namespace std::chrono_literals;
using Catch::Matchers::ContainsSubstring;
using telemetry::Metrics;

namespace {

/// The value of one series as written; "absent" when it is not there.
std::string value_of(const std::string& scrape, const std::string& series) {
  for (const auto line : split(scrape, '\n'))
    if (line.starts_with(series + " ")) return std::string(line.substr(series.size() + 1));
  return "absent";
}

std::size_t series_of(const std::string& scrape, const std::string& family) {
  const auto lines = split(scrape, '\n');
  return static_cast<std::size_t>(std::count_if(
      lines.begin(), lines.end(), [&](std::string_view line) { return line.starts_with(family + "{"); }));
}

void count_everything(Metrics& metrics) {
  metrics.http_request("POST", "/mcp", 200, 3ms);
  metrics.http_request("POST", "/mcp", 200, 30us);
  metrics.http_request("GET", "/healthz", 503, 1ms);
  metrics.connections(3);
  metrics.connections(-1);
  metrics.connection_refused();
  metrics.streams(2);
  metrics.sessions(5);
  metrics.sessions(-2);
  metrics.mcp_method("tools/call", "2025-11-25");
  metrics.tool_call("get_stock_price", false, 2ms);
  metrics.tool_call("get_stock_price", true, 7s);
  metrics.cache_event("quote", "hit");
  metrics.cache_event("quote", "hit");
  metrics.upstream("kis", "real", "quote", "ok", 120ms);
  metrics.retry("kis", "real", "quote");
  metrics.pacing_wait("kis", "real", 60ms);
  metrics.breaker_state("kis", "real", "half_open");
  metrics.breaker_state("kis", "paper", "open");
  metrics.breaker_state("kiwoom", "real", "closed");
  metrics.token_issue("kis", "real", true);
  metrics.token_issue("kis", "real", false);
  metrics.token_seconds_left("kis", "real", 3600);
  metrics.cache_size(12, 3456);
}

}  // namespace

TEST_CASE("a scrape contains what was counted") {
  Metrics metrics("1.2.3");
  count_everything(metrics);
  const auto text = metrics.scrape();
  const auto value = [&](const std::string& series) { return value_of(text, series); };
  CHECK(value(R"(kbroker_http_requests_total{method="POST",route="/mcp",status="200"})") == "2");
  CHECK(value(R"(kbroker_http_requests_total{method="GET",route="/healthz",status="503"})") == "1");
  CHECK(value(R"(kbroker_http_request_duration_seconds_count{route="/mcp"})") == "2");
  CHECK(value(R"(kbroker_http_request_duration_seconds_bucket{route="/mcp",le="5e-05"})") == "1");
  CHECK(value(R"(kbroker_http_request_duration_seconds_bucket{route="/mcp",le="0.005"})") == "2");
  CHECK(value("kbroker_http_connections") == "2");
  CHECK(value("kbroker_http_connections_refused_total") == "1");
  CHECK(value("kbroker_streams") == "2");
  CHECK(value("kbroker_sessions") == "3");
  CHECK(value(R"(kbroker_mcp_requests_total{method="tools/call",revision="2025-11-25"})") == "1");
  CHECK(value(R"(kbroker_tool_calls_total{outcome="ok",tool="get_stock_price"})") == "1");
  CHECK(value(R"(kbroker_tool_calls_total{outcome="error",tool="get_stock_price"})") == "1");
  CHECK(value(R"(kbroker_tool_duration_seconds_count{tool="get_stock_price"})") == "2");
  CHECK(value(R"(kbroker_tool_duration_seconds_bucket{tool="get_stock_price",le="5"})") == "1");
  CHECK(value(R"(kbroker_cache_events_total{event="hit",operation="quote"})") == "2");
  CHECK(
      value(
          R"(kbroker_upstream_requests_total{broker="kis",environment="real",operation="quote",outcome="ok"})") ==
      "1");
  CHECK(value(R"(kbroker_upstream_duration_seconds_sum{broker="kis",environment="real"})") == "0.12");
  CHECK(value(R"(kbroker_retries_total{broker="kis",environment="real",operation="quote"})") == "1");
  CHECK(value(R"(kbroker_pacing_wait_seconds_count{broker="kis",environment="real"})") == "1");
  CHECK(value(R"(kbroker_breaker_state{broker="kis",environment="real"})") == "1");
  CHECK(value(R"(kbroker_breaker_state{broker="kis",environment="paper"})") == "2");
  CHECK(value(R"(kbroker_breaker_state{broker="kiwoom",environment="real"})") == "0");
  CHECK(value(R"(kbroker_token_issues_total{broker="kis",environment="real",outcome="ok"})") == "1");
  CHECK(value(R"(kbroker_token_issues_total{broker="kis",environment="real",outcome="error"})") == "1");
  CHECK(value(R"(kbroker_token_seconds_left{broker="kis",environment="real"})") == "3600");
  CHECK(value("kbroker_cache_entries") == "12");
  CHECK(value("kbroker_cache_bytes") == "3456");
  CHECK(value(R"(kbroker_build_info{version="1.2.3"})") == "1");
}

TEST_CASE("a scrape describes this process") {
  Metrics metrics("1");
  const auto text = metrics.scrape();
  CHECK(std::stod(value_of(text, "process_resident_memory_bytes")) > 1024 * 1024);
  CHECK(std::stod(value_of(text, "process_open_fds")) >= 3);
  const auto started = std::stod(value_of(text, "process_start_time_seconds"));
  const auto now = std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
  // The kernel counts in hundredths of a second.
  CHECK(started < now + 2);
  CHECK(started > now - 3600);
}

TEST_CASE("every family has a help line and a type") {
  Metrics metrics("1");
  metrics.tool_call("a", false, 1ms);
  const auto text = metrics.scrape();
  CHECK_THAT(text, ContainsSubstring("# HELP kbroker_tool_calls_total ") &&
                       ContainsSubstring("# TYPE kbroker_tool_calls_total counter") &&
                       ContainsSubstring("# TYPE kbroker_tool_duration_seconds histogram"));
}

TEST_CASE("docs/operations.md lists every family") {
  Metrics metrics("1");
  count_everything(metrics);
  std::ifstream file(test::source_folder() + "/docs/operations.md");
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  const auto text = metrics.scrape();
  int families = 0;
  for (const auto line : split(text, '\n')) {
    if (!line.starts_with("# TYPE ")) continue;
    ++families;
    const auto name = std::string(split(line, ' ')[2]);
    CAPTURE(name);
    CHECK(page.find("`" + name + "`") != std::string::npos);
  }
  CHECK(families == 23);
}

TEST_CASE("tool names from outside stop growing at the limit and then count as other") {
  Metrics metrics("1");
  for (int i = 0; i < 5'000; ++i) metrics.tool_call("invented_" + std::to_string(i), true, 1us);
  metrics.tool_call("invented_7", false, 1us);
  const auto text = metrics.scrape();
  // Two outcomes a name; the limit and one more for "other".
  CHECK(series_of(text, "kbroker_tool_calls_total") == 2 * 513);
  CHECK(value_of(text, R"(kbroker_tool_calls_total{outcome="error",tool="other"})") ==
        std::to_string(5'000 - 512));
  CHECK(value_of(text, R"(kbroker_tool_calls_total{outcome="ok",tool="invented_7"})") == "1");
}

TEST_CASE("method names and HTTP methods from outside are bounded too") {
  Metrics metrics("1");
  for (int i = 0; i < 2'000; ++i) {
    metrics.mcp_method("m" + std::to_string(i), "r" + std::to_string(i));
    metrics.http_request("M" + std::to_string(i), "/mcp", 405, 1us);
  }
  const auto text = metrics.scrape();
  CHECK(series_of(text, "kbroker_mcp_requests_total") == 257);
  CHECK(value_of(text, R"(kbroker_mcp_requests_total{method="other",revision="other"})") ==
        std::to_string(2'000 - 256));
  CHECK(value_of(text, R"(kbroker_http_requests_total{method="other",route="/mcp",status="405"})") == "2000");
}

TEST_CASE("a label value that is no name counts as other") {
  Metrics metrics("1");
  metrics.tool_call("a\nforged 1", false, 1us);
  metrics.tool_call(std::string(100'000, 'x'), false, 1us);
  metrics.tool_call("\xff", false, 1us);
  const auto text = metrics.scrape();
  CHECK(value_of(text, R"(kbroker_tool_calls_total{outcome="ok",tool="other"})") == "3");
  CHECK_THAT(text, !ContainsSubstring("forged"));
}

TEST_CASE("readers run at each scrape and their values are in it") {
  Metrics metrics("1");
  int scrapes = 0;
  metrics.on_scrape([&](Metrics& m) { m.cache_size(++scrapes, 0); });
  CHECK(value_of(metrics.scrape(), "kbroker_cache_entries") == "1");
  CHECK(value_of(metrics.scrape(), "kbroker_cache_entries") == "2");
}

TEST_CASE("counts of several threads add up, also while names are new and scrapes go on") {
  Metrics metrics("1");
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&metrics] {
      for (int i = 0; i < 5'000; ++i) {
        metrics.tool_call("tool_" + std::to_string(i % 50), false, 1us);
        metrics.http_request("POST", "/mcp", 200, 1us);
      }
    });
  for (int i = 0; i < 20; ++i) metrics.scrape();
  for (auto& thread : threads) thread.join();
  const auto text = metrics.scrape();
  CHECK(value_of(text, R"(kbroker_http_requests_total{method="POST",route="/mcp",status="200"})") == "20000");
  for (int i = 0; i < 50; ++i)
    CHECK(value_of(text, R"(kbroker_tool_calls_total{outcome="ok",tool="tool_)" + std::to_string(i) +
                             "\"}") == "400");
}

// Run with `telemetry_test [!benchmark]`; a counted request must stay well under a microsecond.
TEST_CASE("what one counted request costs", "[!benchmark]") {
  Metrics metrics("1");
  for (int i = 0; i < 100; ++i) metrics.tool_call("tool_" + std::to_string(i), false, 1us);
  BENCHMARK("http_request") {
    metrics.http_request("POST", "/mcp", 200, 12us);
  };
  BENCHMARK("tool_call") {
    metrics.tool_call("get_stock_price", false, 10us);
  };
  BENCHMARK("mcp_method") {
    metrics.mcp_method("tools/call", "2025-11-25");
  };
}
