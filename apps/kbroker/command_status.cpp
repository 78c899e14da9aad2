// kbroker status: how the service and its brokers are.
#include "commands.hpp"

namespace kbroker::cli {

ExitStatus command_status(const Options& options) {
  return command_call(options, "get_connection_status", {});
}

}  // namespace kbroker::cli
