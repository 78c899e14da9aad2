// kbroker check: is everything right, and if not, what is wrong and what to do about it.
#include <vector>

#include <boost/json/object.hpp>

#include "backend.hpp"
#include "check_connection.hpp"
#include "check_report.hpp"
#include "check_settings.hpp"
#include "commands.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace json = boost::json;

namespace {

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

/// A server elsewhere is checked through its own tools.
ExitStatus check_server(const Options& options, CheckReport& report) {
  auto backend = Backend::open(options);
  if (backend.has_error()) return fail(options, backend.error());
  auto& client = (*backend)->client();
  const auto discovered = client.request("server/discover", {});
  if (discovered.has_error()) return fail(options, discovered.error());
  report.section("server");
  report.ok(StepName::reachable, options.url);
  for (const auto& [tool, step] :
       {std::pair{"get_connection_status", StepName::network}, {"get_stock_price", StepName::quote}}) {
    json::object arguments;
    if (step == StepName::quote) arguments["stock_code"] = "005930";
    const auto result = client.call_tool(tool, std::move(arguments));
    if (result.has_error()) {
      report.failed(step, result.error().message, diagnosis::tool_failed);
      continue;
    }
    boost::system::error_code missing;
    const json::value value(*result);
    const auto* text = value.find_pointer("/structuredContent/message", missing);
    const std::string message = text && text->is_string() ? std::string(text->as_string()) : "answered";
    const auto* refused = result->if_contains("isError");
    if (refused && refused->is_bool() && refused->as_bool())
      report.failed(step, message, diagnosis::tool_failed);
    else
      report.ok(step, message);
  }
  return report.finish();
}

}  // namespace

ExitStatus command_check(const Options& options, const std::string& language) {
  CheckReport report(choose_language(language), options.json);
  if (!options.url.empty()) return check_server(options, report);
  auto seen = config::inspect(load_request(options));
  if (check_settings(seen, options.demo, report)) {
    auto& settings = seen.loaded->settings;
    // A check wants the truth: no invented figures.
    settings.fallback.sample = false;
    for (const auto& connection : one_connection_each(settings))
      if (const auto checked = check_connections(connection, report); checked.has_error())
        return fail(options, checked.error());
  }
  return report.finish();
}

}  // namespace kbroker::cli
