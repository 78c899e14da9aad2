// What kbroker's exit status means (documented in --help and docs/command-line.md).
#pragma once

namespace kbroker::cli {

enum ExitStatus : int {
  exit_ok = 0,           ///< it worked
  exit_failed = 1,       ///< the tool, the broker or a check said no
  exit_usage = 2,        ///< bad command line or configuration
  exit_unreachable = 3,  ///< no server at --url
};

}  // namespace kbroker::cli
