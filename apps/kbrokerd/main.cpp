// kbrokerd: the daemon. Reads settings, starts the service, runs until told to stop.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <string>

#include <sys/resource.h>
#include <unistd.h>
#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "health.hpp"
#include "kbroker/config/settings.hpp"
#include "kbroker/daemon/daemon.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/telemetry/logging.hpp"
#include "start_up_pages.hpp"

namespace {

namespace asio = boost::asio;
using namespace kbroker;

constexpr int exit_clean = 0, exit_failure = 1, exit_usage = 2;

struct CommandLine {
  std::string config_file, listen, toolsets, log_level, log_format;
  bool demo = false, check_config = false, insecure_no_auth = false, health = false, stdio = false;
};

/// What the command line says wins over environment and file, and is checked like them.
std::map<std::string, std::string> overrides(const CommandLine& given) {
  std::map<std::string, std::string> keys;
  if (!given.listen.empty()) keys["server.listen"] = given.listen;
  if (!given.toolsets.empty()) keys["toolsets"] = given.toolsets;
  if (!given.log_level.empty()) keys["log.level"] = given.log_level;
  if (!given.log_format.empty()) keys["log.format"] = given.log_format;
  if (given.insecure_no_auth) keys["server.insecure_no_auth"] = "true";
  return keys;
}

log::Level level_of(const std::string& name) {
  return name == "debug"     ? log::Level::debug
         : name == "warning" ? log::Level::warning
         : name == "error"   ? log::Level::error
                             : log::Level::info;
}

void complain(const Error& error) {
  std::cerr << "kbrokerd: " << error.message << '\n';
  if (!error.hint.empty()) std::cerr << "  " << error.hint << '\n';
}

asio::awaitable<void> stop_everything(daemon::Daemon& service, net::Runtime& runtime) {
  co_await service.stop();
  runtime.stop();
}

/// SIGTERM and SIGINT drain once; the second one ends at once. SIGHUP reads the certificates again.
class Signals {
 public:
  Signals(daemon::Daemon& service, net::Runtime& runtime)
      : service_(service), runtime_(runtime), set_(runtime.main(), SIGTERM, SIGINT, SIGHUP) {
    wait();
  }

 private:
  void wait() {
    set_.async_wait([this](boost::system::error_code failed, int signal) {
      if (failed) return;
      if (signal == SIGHUP) {
        service_.reload_tls();
      } else if (stopping_) {
        std::_Exit(exit_failure);
      } else {
        stopping_ = true;
        log::info("daemon.stopping", "draining connections", {{"signal", signal}});
        asio::co_spawn(runtime_.main(), stop_everything(service_, runtime_), [](std::exception_ptr) {});
      }
      wait();
    });
  }

  daemon::Daemon& service_;
  net::Runtime& runtime_;
  asio::signal_set set_;
  bool stopping_ = false;
};

/// Standard output for the protocol alone: whatever else would write there goes to standard error. A client
/// that has gone is an error of that descriptor, not the end of the process.
int take_standard_output() {
  std::signal(SIGPIPE, SIG_IGN);
  const int out = dup(STDOUT_FILENO);
  dup2(STDERR_FILENO, STDOUT_FILENO);
  return out;
}

int run(config::Settings settings, bool stdio) {
  const auto layout = settings.server.layout == "shared" ? net::Layout::shared : net::Layout::per_core;
  net::Runtime runtime(settings.server.threads, layout);
  daemon::Daemon service(runtime, std::move(settings), KBROKER_VERSION);
  auto started = service.start(!stdio);
  const auto end = [&] {
    asio::co_spawn(runtime.main(), stop_everything(service, runtime), [](std::exception_ptr) {});
  };
  if (stdio && started.has_value())
    started = service.serve_stdio(dup(STDIN_FILENO), take_standard_output(), end);
  if (started.has_error()) {
    complain(started.error());
    return started.error().code == Errc::not_configured || started.error().code == Errc::invalid_argument
               ? exit_usage
               : exit_failure;
  }
  Signals signals(service, runtime);
  std::fprintf(stderr, "kbrokerd %s ready on %s (%s)\n", KBROKER_VERSION,
               stdio ? "standard input" : service.url().c_str(), service.mode().c_str());
  release_start_up_pages();
  runtime.run();
  log::info("daemon.stopped", "everything has ended");
  return exit_clean;
}

}  // namespace

int main(int argc, char** argv) {
  const rlimit no_core{0, 0};  // keys must not reach a core dump
  setrlimit(RLIMIT_CORE, &no_core);
  CommandLine given;
  CLI::App app{"kbrokerd: MCP server for Korean brokerages (KIS and Kiwoom)", "kbrokerd"};
  app.add_option("--config", given.config_file,
                 "Configuration file (configs/kbrokerd.yaml explains every key)");
  app.add_option("--listen", given.listen, "HOST:PORT to serve on; port 0 picks a free one");
  app.add_option("--toolsets", given.toolsets,
                 "Toolsets on offer, for example kis-compat (docs/migrating-from-kis-mcp.md)");
  app.add_flag("--demo", given.demo, "Use the built-in simulator, whatever credentials exist");
  app.add_flag("--check-config", given.check_config,
               "Print the effective configuration, secrets masked, and exit");
  app.add_option("--log-level", given.log_level, "Least level that is logged")
      ->check(CLI::IsMember({"debug", "info", "warning", "error"}));
  app.add_option("--log-format", given.log_format, "For people (text) or machines (json)")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_flag("--insecure-no-auth", given.insecure_no_auth,
               "Allow a reachable address without authorization");
  app.add_flag("--stdio", given.stdio,
               "Serve one MCP client on standard input and output instead of listening");
  app.add_flag("--health", given.health, "Ask a running daemon on --listen for its health; exit 0 or 1");
  app.set_version_flag("--version", "kbrokerd " KBROKER_VERSION);
  app.footer(
      "Exit status: 0 clean stop, 1 runtime failure, 2 bad usage or configuration.\n"
      "Signals: SIGTERM and SIGINT drain and stop, SIGHUP reads TLS certificates again.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? exit_clean : exit_usage;
  }

  config::LoadRequest request;
  request.file = given.config_file;
  request.environment = config::process_environment();
  request.demo = given.demo;
  request.overrides = overrides(given);
  auto loaded = config::load(request);
  if (loaded.has_error()) {
    for (const auto& problem : loaded.error())
      std::cerr << "kbrokerd: " << config::to_string(problem) << '\n';
    return exit_usage;
  }
  if (given.health) return healthy(loaded->settings) ? exit_clean : exit_failure;
  if (given.check_config) {
    for (const auto& notice : loaded->notices) std::cout << "# " << notice << '\n';
    std::cout << config::to_yaml_masked(loaded->settings);
    return exit_clean;
  }

  telemetry::start_logging(level_of(loaded->settings.log.level), loaded->settings.log.format == "json"
                                                                     ? telemetry::LogFormat::json
                                                                     : telemetry::LogFormat::text);
  for (const auto& notice : loaded->notices) log::info("config.notice", notice);
  int status = exit_failure;
  try {
    status = run(std::move(loaded->settings), given.stdio);
  } catch (const std::exception& e) {
    std::cerr << "kbrokerd: " << e.what() << '\n';
  }
  telemetry::stop_logging();
  return status;
}
