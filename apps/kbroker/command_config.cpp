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
  if (!options.url.empty())
    return fail(
        options,
        Error(Errc::invalid_argument, "config shows the settings of this machine, not those behind --url",
              "Leave --url out, or ask the server with `kbroker --url " + options.url + " status`."));
  const auto loaded = load_settings(options);
  if (!loaded) return exit_usage;
  if (options.json) {
    json::object report;
    report["files"] = json::array(loaded->files.begin(), loaded->files.end());
    report["notices"] = json::array(loaded->notices.begin(), loaded->notices.end());
    report["settings"] = config::to_json_masked(loaded->settings);
    print_json(report);
    return exit_ok;
  }
  for (const auto& file : loaded->files) std::cout << "# read: " << file << '\n';
  if (loaded->files.empty()) std::cout << "# no file read: defaults and environment\n";
  for (const auto& notice : loaded->notices) std::cout << "# " << notice << '\n';
  std::cout << config::to_yaml_masked(loaded->settings);
  return exit_ok;
}

}  // namespace kbroker::cli
