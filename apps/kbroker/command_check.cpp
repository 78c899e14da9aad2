// kbroker check: is everything right, and if not, what is wrong, in plain words.
#include <iostream>
#include <optional>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "backend.hpp"
#include "commands.hpp"
#include "kbroker/base/json_text.hpp"
#include "kbroker/daemon/daemon.hpp"
#include "kbroker/net/runtime.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace asio = boost::asio;
namespace json = boost::json;
using namespace std::chrono_literals;

namespace {

/// Collects the steps and prints each as it ends.
class Report {
 public:
  explicit Report(bool as_json) : as_json_(as_json) {}

  void step(const std::string& what, const std::string& name, bool ok, const std::string& message,
            const std::string& hint = {}) {
    failed_ += ok ? 0 : 1;
    if (as_json_) {
      json::object row{{"what", what}, {"step", name}, {"ok", ok}, {"message", message}};
      if (!hint.empty()) row["hint"] = hint;
      rows_.push_back(std::move(row));
      return;
    }
    std::cout << (ok ? "  ok    " : "  FAIL  ") << what << " " << name << ": " << message << '\n';
    if (!ok && !hint.empty()) std::cout << "        → " << hint << '\n';
    std::cout.flush();
  }

  void step(const std::string& what, const std::string& name, const Error& error) {
    std::string message = error.message;
    if (!error.broker_code.empty()) message += " [" + error.broker_code + "]";
    step(what, name, false, message, error.hint);
  }

  ExitStatus finish() {
    if (as_json_)
      print_json(json::object{{"ok", failed_ == 0}, {"failed", failed_}, {"checks", rows_}});
    else
      std::cout << (failed_ == 0 ? "\n모두 정상 / all good\n"
                                 : "\n" + std::to_string(failed_) + "개 문제 / problems found\n");
    return failed_ == 0 ? exit_ok : exit_failed;
  }

 private:
  bool as_json_;
  json::array rows_;
  int failed_ = 0;
};

void check_settings(const config::Loaded& loaded, Report& report) {
  std::string files;
  for (const auto& file : loaded.files) files += (files.empty() ? "" : ", ") + file;
  report.step("설정/configuration", "read", true,
              files.empty() ? "no file, defaults and environment" : files);
  for (const auto& notice : loaded.notices) report.step("설정/configuration", "notice", true, notice);
}

constexpr auto patience = 10s;

/// One service for each broker and environment: where both are configured a service would ask the real one
/// for every price, and the paper one would never be tried. Demo mode is one service.
std::vector<config::Settings> one_connection_each(const config::Settings& settings) {
  if (settings.demo) return {settings};
  std::vector<config::Settings> all;
  auto none = settings;
  for (auto* broker : {&none.kis, &none.kiwoom}) broker->real = broker->paper = std::nullopt;
  for (auto broker : {&config::Settings::kis, &config::Settings::kiwoom})
    for (auto environment : {&config::BrokerSettings::real, &config::BrokerSettings::paper}) {
      if (!(settings.*broker).enabled || !(settings.*broker.*environment)) continue;
      all.push_back(none);
      all.back().*broker.*environment = settings.*broker.*environment;
    }
  return all;
}

/// Token, then one quote, for every connection of the service.
asio::awaitable<void> check_brokers(broker::Gateway& gateway, Clock& clock, Report& report) {
  for (const auto& connection : gateway.status()) {
    const auto what = std::string(broker::to_string(connection.broker)) + "/" +
                      std::string(broker::to_string(connection.environment));
    report.step(what, "address", true, connection.base_url);
    const auto token = co_await gateway.authenticate(connection.broker, connection.environment,
                                                     {Deadline::after(clock, patience)});
    if (token.has_error()) {
      report.step(what, "token", token.error());
      continue;
    }
    report.step(what, "token", true, "접근 토큰 정상 / access token is valid");
    const auto quote = co_await gateway.quote(connection.broker, "005930", broker::Basis::krx,
                                              {Deadline::after(clock, patience)});
    if (quote.has_error()) {
      report.step(what, "quote", quote.error());
    } else if (quote->provenance.source == broker::Source::sample ||
               quote->provenance.source == broker::Source::stale) {
      report.step(what, "quote", false,
                  "the broker gave no price; only " +
                      std::string(broker::to_string(quote->provenance.source)) + " data is there",
                  "Look at `kbroker status` for the broker's last error.");
    } else {
      report.step(what, "quote", true,
                  "005930 " + with_thousands(quote->value().price) + "원 (" +
                      std::string(broker::to_string(quote->provenance.source)) + ", " +
                      std::string(broker::to_string(quote->provenance.environment)) + ")");
    }
  }
}

asio::awaitable<void> check_and_stop(daemon::Daemon& service, net::Runtime& runtime, Report& report) {
  SystemClock clock;
  co_await check_brokers(service.gateway(), clock, report);
  co_await service.stop();
  runtime.stop();
}

Result<void> check_service(const config::Settings& settings, Report& report) {
  net::Runtime runtime;
  daemon::Daemon service(runtime, settings, KBROKER_VERSION);
  if (auto started = service.start(false); started.has_error()) return started.error();
  std::exception_ptr failure;
  asio::co_spawn(runtime.main(), check_and_stop(service, runtime, report), [&](std::exception_ptr e) {
    failure = e;
    if (e) runtime.stop();
  });
  runtime.run();
  if (failure) std::rethrow_exception(failure);
  return {};
}

/// A server elsewhere is checked through its own tools.
ExitStatus check_server(const Options& options) {
  Report report(options.json);
  auto backend = Backend::open(options);
  if (backend.has_error()) return fail(options, backend.error());
  auto& client = (*backend)->client();
  const auto discovered = client.request("server/discover", {});
  if (discovered.has_error()) return fail(options, discovered.error());
  report.step("server", "reachable", true, options.url);
  for (const auto* tool : {"get_connection_status", "get_stock_price"}) {
    json::object arguments;
    if (std::string_view(tool) == "get_stock_price") arguments["stock_code"] = "005930";
    const auto result = client.call_tool(tool, std::move(arguments));
    if (result.has_error()) {
      report.step("server", tool, result.error());
      continue;
    }
    boost::system::error_code missing;
    const json::value value(*result);
    const auto* message = value.find_pointer("/structuredContent/message", missing);
    const auto* failed = result->if_contains("isError");
    report.step("server", tool, !(failed && failed->is_bool() && failed->as_bool()),
                message && message->is_string() ? std::string(message->as_string()) : "answered");
  }
  return report.finish();
}

}  // namespace

ExitStatus command_check(const Options& options) {
  if (!options.url.empty()) return check_server(options);
  auto loaded = load_settings(options);
  if (!loaded) return exit_usage;
  Report report(options.json);
  check_settings(*loaded, report);
  // A check wants the truth: no invented figures.
  loaded->settings.fallback.sample = false;
  const auto connections = one_connection_each(loaded->settings);
  if (connections.empty())
    report.step(
        "증권사/broker", "configured", false, "no broker has credentials",
        "Put app key and secret into kbrokerd.yaml or the environment (docs/connect.md), or try --demo.");
  for (const auto& settings : connections)
    if (const auto checked = check_service(settings, report); checked.has_error())
      return fail(options, checked.error());
  return report.finish();
}

}  // namespace kbroker::cli
