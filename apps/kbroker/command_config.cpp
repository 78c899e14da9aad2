// kbroker config: the effective configuration.
#include <iostream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "backend.hpp"
#include "commands.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace json = boost::json;

ExitStatus command_config(const Options& options) {
  const auto loaded = load_settings(options);
  if (!loaded) return exit_usage;
  const auto yaml = config::to_yaml_masked(loaded->settings);
  if (options.json) {
    json::object report;
    report["files"] = json::array(loaded->files.begin(), loaded->files.end());
    report["notices"] = json::array(loaded->notices.begin(), loaded->notices.end());
    report["demo"] = loaded->settings.demo;
    report["yaml"] = yaml;
    print_json(report);
    return exit_ok;
  }
  for (const auto& file : loaded->files) std::cout << "# read: " << file << '\n';
  if (loaded->files.empty()) std::cout << "# no file read: defaults and environment\n";
  for (const auto& notice : loaded->notices) std::cout << "# " << notice << '\n';
  std::cout << yaml;
  return exit_ok;
}

}  // namespace kbroker::cli
