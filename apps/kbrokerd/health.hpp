// `kbrokerd --health`: what a container's health check runs instead of curl.
#pragma once

#include "kbroker/config/settings.hpp"

namespace kbroker {

/// Asks /healthz of the daemon on this machine; prints why on failure.
bool healthy(const config::Settings& settings);

}  // namespace kbroker
