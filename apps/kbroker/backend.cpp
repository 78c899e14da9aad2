// Starts or reaches the service.
#include "backend.hpp"

#include <fstream>
#include <iostream>
#include <thread>

#include <boost/asio/co_spawn.hpp>

#include "kbroker/base/text.hpp"
#include "kbroker/daemon/daemon.hpp"
#include "kbroker/net/runtime.hpp"
#include "kbroker/net/url.hpp"
#include "output.hpp"

namespace kbroker::cli {

namespace asio = boost::asio;

namespace {

/// An address without a path means /mcp, where kbrokerd serves.
std::string with_path(std::string url) {
  const auto parsed = net::parse_url(url);
  if (parsed.has_value() && parsed->target == "/") url += url.ends_with('/') ? "mcp" : "/mcp";
  return url;
}

}  // namespace

config::LoadRequest load_request(const Options& options) {
  config::LoadRequest request;
  request.file = options.config_file;
  request.environment = config::process_environment();
  request.demo = options.demo;
  return request;
}

std::optional<config::Loaded> load_settings(const Options& options) {
  auto loaded = config::load(load_request(options));
  if (!loaded.has_error()) return std::move(*loaded);
  if (options.json) {
    std::string all;
    for (const auto& problem : loaded.error()) all += (all.empty() ? "" : "\n") + config::to_string(problem);
    fail(options,
         Error(Errc::not_configured, std::move(all), "Correct the configuration (docs/configuration.md)."));
  } else {
    for (const auto& problem : loaded.error()) std::cerr << "kbroker: " << config::to_string(problem) << '\n';
  }
  return std::nullopt;
}

/// The daemon on a thread of its own, reachable on a loopback port only this process knows.
struct Backend::InProcess {
  explicit InProcess(config::Settings settings) : service(runtime, std::move(settings), KBROKER_VERSION) {}
  ~InProcess() {
    if (!thread.joinable()) return;
    asio::co_spawn(runtime.main(), stop(), [](std::exception_ptr) {});
    thread.join();
  }

  Result<void> start() {
    auto started = service.start();
    if (started.has_error()) return started;
    thread = std::thread([this] { runtime.run(); });
    return {};
  }

  asio::awaitable<void> stop() {
    co_await service.stop();
    runtime.stop();
  }

  net::Runtime runtime;
  daemon::Daemon service;
  std::thread thread;
};

Backend::Backend() = default;

Backend::~Backend() {
  client_.reset();
  in_process_.reset();
}

Result<std::unique_ptr<Backend>> Backend::open(const Options& options) {
  std::unique_ptr<Backend> backend(new Backend);
  if (!options.url.empty()) {
    std::string token;
    if (!options.token_file.empty()) {
      std::ifstream in(options.token_file);
      if (!in || !std::getline(in, token))
        return Error(Errc::not_configured, "--token-file " + options.token_file + " cannot be read");
      token = std::string(trim(token));
    }
    backend->client_ = std::make_unique<McpClient>(with_path(options.url), std::move(token));
    return backend;
  }
  auto loaded = load_settings(options);
  if (!loaded) return Error(Errc::not_configured, "");
  auto settings = std::move(loaded->settings);
  settings.server.listen = "127.0.0.1:0";
  settings.server.tls_certificate.clear();
  settings.server.tls_key.clear();
  settings.server.bearer_token_file.clear();
  settings.oauth = {};
  settings.sessions.store.clear();  // the daemon's
  settings.server.threads = 1;
  settings.server.drain = std::chrono::milliseconds(500);
  backend->in_process_ = std::make_unique<InProcess>(std::move(settings));
  if (auto started = backend->in_process_->start(); started.has_error()) return started.error();
  backend->client_ = std::make_unique<McpClient>(backend->in_process_->service.url() + "?toolsets=all", "");
  return backend;
}

}  // namespace kbroker::cli
