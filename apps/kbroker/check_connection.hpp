// The steps of one broker and environment: server, network, clock, token, quote, balance.
#pragma once

#include "check_report.hpp"
#include "kbroker/base/error.hpp"
#include "kbroker/config/settings.hpp"

namespace kbroker::cli {

/// Asks every connection of `settings` in turn; a step that fails skips those that need it. Errors: the
/// service could not be started.
Result<void> check_connections(const config::Settings& settings, CheckReport& report);

}  // namespace kbroker::cli
