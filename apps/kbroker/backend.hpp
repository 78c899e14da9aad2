// Whom a command talks to: a server at --url, or the same service started inside this process.
#pragma once

#include <memory>
#include <string>

#include "kbroker/base/error.hpp"
#include "kbroker/config/settings.hpp"
#include "mcp_client.hpp"
#include "options.hpp"

namespace kbroker::cli {

/// What to read the configuration from.
config::LoadRequest load_request(const Options& options);
/// Problems are printed; nothing when there were any.
std::optional<config::Loaded> load_settings(const Options& options);

/// A connection for one command; the in-process service ends with it.
class Backend {
 public:
  ~Backend();
  /// Errors: `not_configured` (settings, already printed when the message is empty), others from starting.
  static Result<std::unique_ptr<Backend>> open(const Options& options);
  McpClient& client() { return *client_; }

 private:
  Backend();
  struct InProcess;
  std::unique_ptr<InProcess> in_process_;
  std::unique_ptr<McpClient> client_;
};

}  // namespace kbroker::cli
