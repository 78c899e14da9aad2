// The steps before any broker is asked: files, settings, keys, accounts.
#pragma once

#include "check_report.hpp"
#include "kbroker/config/inspection.hpp"

namespace kbroker::cli {

/// False when no broker can be asked with this configuration. `demo`: asked for on the command line, so that
/// keys do not matter.
bool check_settings(const config::Inspection& seen, bool demo, CheckReport& report);

}  // namespace kbroker::cli
